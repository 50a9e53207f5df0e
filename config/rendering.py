"""What the frame of every page needs: links to itself in each language, the main navigation."""

from functools import cache

from django.templatetags import static as files
from django.urls import reverse
from django.utils.encoding import iri_to_uri
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


@cache
def static(path: str) -> str:
    """The address of a static file, whose name goes with what is in it."""
    return files.static(path)


@pass_context
def page_links(context: Context) -> Markup:
    """The page's one address, and the same page in the languages it is written in.

    A page may say in `page_languages` that it does not stand on its own in some.
    """
    site, path = _site(context), iri_to_uri(context["request"].path)
    languages = context.get("page_languages", codes())
    links = [(code, f"{site}{in_language(path, code)}") for code in languages]
    if languages:
        links.append(("x-default", links[0][1]))
    others = html_join("", '\n<link rel="alternate" hreflang="{}" href="{}">', links)
    return html('<link rel="canonical" href="{}{}">{}', site, path, others)


@pass_context
def page_address(context: Context) -> str:
    """The page's one address, without its query."""
    return f"{_site(context)}{iri_to_uri(context['request'].path)}"


@pass_context
def navigation(context: Context) -> Markup:
    """The main navigation, with the part that the page belongs to marked."""
    path = context["request"].path
    places = {address(name): label for name, label in NAVIGATION.items()}
    here = next(filter(path.startswith, places), "")
    mark = html(' aria-current="{}"', "page" if path == here else "true")
    rows = ((place, mark if place == here else "", name) for place, name in places.items())
    return html_join("\n", '<li><a href="{}"{}>{}</a></li>', rows)


@pass_context
def absolute_static(context: Context, path: str) -> str:
    """The whole address of a static file, for readers that know no relative one."""
    return f"{_site(context)}{static(path)}"


def _site(context: Context) -> str:
    """Where the site is, e.g. "https://rolebook.example"."""
    return context["request"].build_absolute_uri("/").removesuffix("/")
