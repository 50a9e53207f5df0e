"""What the frame of every page needs: links to itself in each language, the main navigation."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from translations.addresses import address
from translations.context import in_language
from translations.languages import codes
from translations.markup import html, html_join

NAVIGATION = {
    "roles": _("Roles"),
    "skills": _("Skills"),
    "tools": _("Tools"),
    "metrics": _("Metrics"),
    "careers": _("Careers"),
    "compare": _("Compare"),
}


def url(name: str, *args: str | int) -> str:
    """The address of a page in the reader's language."""
    return reverse(name, args=args) if args else address(name)


@pass_context
def page_links(context: Context) -> Markup:
    """The page's one address, and the same page in the languages it is written in.

    A page may say in `page_languages` that it does not stand on its own in some.
    """
    request = context["request"]
    languages = context.get("page_languages", codes())
    address = {
        code: request.build_absolute_uri(in_language(request.path, code)) for code in languages
    }
    links = [("canonical", "", request.build_absolute_uri(request.path))]
    links += [("alternate", code, address[code]) for code in languages]
    if languages:
        links.append(("alternate", "x-default", address[languages[0]]))
    return html_join(
        "\n",
        '<link rel="{}"{} href="{}">',
        ((rel, html(' hreflang="{}"', code) if code else "", href) for rel, code, href in links),
    )


@pass_context
def page_address(context: Context) -> str:
    """The page's one address, without its query."""
    return context["request"].build_absolute_uri(context["request"].path)


@pass_context
def navigation(context: Context) -> Markup:
    """The main navigation, with the part that the page belongs to marked."""
    path = context["request"].path
    return html_join(
        "\n",
        '<li><a href="{}"{}>{}</a></li>',
        (
            (place, _current(path, place), label)
            for name, label in NAVIGATION.items()
            for place in [address(name)]
        ),
    )


def _current(path: str, address: str) -> Markup | str:
    if not path.startswith(address):
        return ""
    return html(' aria-current="{}"', "page" if path == address else "true")


@pass_context
def absolute_static(context: Context, path: str) -> str:
    """The whole address of a static file, for readers that know no relative one."""
    return context["request"].build_absolute_uri(static(path))
