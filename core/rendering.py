"""Template helpers about addresses: static files, and links from a page to itself; chips and icons.

A page with a query has its form in its context as `form`. Every public function here is a template
helper.
"""

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha384
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.templatetags import static as files
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from core.addresses import address_with_encoded_query, address_with_query, site_address
from core.files import PageFiles, estimated_sizes
from core.markup import EMPTY, html

# The parameters that say where in a list a page begins.
PAGE_PARAMETERS = frozenset(("after", "before", "last", "letter", "page"))
VIEW = frozenset(("view",))
# Those that change nothing in the files of a page.
NOT_IN_FILES = frozenset(
    ("view", "compare", "skill_q", "tool_q", "q", "role_q", "from_q", "to_q", "with", "preview")
)


@cache
def static(path: str) -> str:
    """The address of a static file, with a hash of its content in the name."""
    return files.static(path)


@cache
def script(path: str, kind: str = "module") -> Markup:
    """The element that loads a script, of which nothing but what was collected is run."""
    attributes = html(' type="{}"', kind) if kind else Markup()
    if not settings.DEBUG:  # while it is edited, it changes
        attributes += html(
            ' integrity="sha384-{}"', b64encode(sha384(_content(path)).digest()).decode()
        )
    return html('<script src="{}"{}></script>', static(path), attributes)


def _content(path: str) -> bytes:
    """What a static file is sent with: as it was collected or, in tests, as it stands there."""
    if hasattr(staticfiles_storage, "stored_name"):
        with staticfiles_storage.open(staticfiles_storage.stored_name(path)) as file:
            return bytes(file.read())
    return Path(finders.find(path) or path).read_bytes()


@cache
def icon(name: str) -> Markup:
    """An icon, which says nothing to those who do not see it."""
    return Markup(render_to_string("components/icon.html", {"name": name}))  # noqa: S704


def chip(
    address: str,
    label: str,
    *,
    is_nice: bool = False,
    note: str = "",
    language: str = "",
    is_page: bool = False,
    is_product: bool = False,
) -> Markup:
    """A link as a chip; without an address it is none.

    `note` is read aloud after the label. A product's name is not translated.
    """
    css = "chip nice" if is_nice else "chip"
    if not address:
        return html('<span class="{}">{}</span>', css, label)
    attributes = html(' lang="{}"', language) if language else EMPTY
    if language and is_page:
        attributes += html(' hreflang="{}"', language)
    return html(
        '<a class="{}"{} href="{}"{}>{}{}</a>',
        css,
        attributes,
        address,
        Markup(' translate="no"') if is_product else EMPTY,
        label,
        html('<span class="vh">, {}</span>', note) if note else EMPTY,
    )


@pass_context
def absolute_static(context: Context, path: str) -> str:
    """The absolute address of a static file, for feeds and other sites."""
    return f"{site_address(context)}{static(path)}"


@pass_context
def query(context: Context, **changes: str | int | None) -> str:
    """This page's query with some parameters changed; None takes one out.

    Unless only the view changes, the list starts at its first page or where the change says.
    """
    form, names = context["form"], frozenset(changes)
    rest = form.encoded(names) if names == VIEW else form.encoded(names, PAGE_PARAMETERS)
    changed = "&".join(
        [f"{name}={quote_plus(str(value))}" for name, value in changes.items() if value is not None]
    )
    return address_with_encoded_query(
        context, f"{rest}&{changed}" if rest and changed else rest or changed
    )


@pass_context
def page_file(context: Context, file_format: str) -> str:
    """The address of this page's file: with what is chosen, and wherever the page begins."""
    path = f"{context['request'].path.removesuffix('/')}.{file_format}"
    form = context.get("form")
    rest = form.encoded(PAGE_PARAMETERS, NOT_IN_FILES) if form else ""
    return f"{path}?{rest}" if rest else path


@pass_context
def file_sizes(
    context: Context, kind: str, rows: int, text: int, names: int = 0
) -> Mapping[str, float]:
    """About how many bytes this page's files take, by format."""
    return estimated_sizes(PageFiles(kind, rows, text, len(site_address(context)), names))


@pass_context
def query_without(context: Context, name: str, value: str) -> str:
    """This page's query without one of a parameter's values, from the first page on."""
    parameters: dict[str, list[Any]] = {
        key: values for key, values in context["form"].query.items() if key not in PAGE_PARAMETERS
    }
    parameters[name] = [other for other in parameters.get(name, ()) if other != value]
    return address_with_query(context, parameters)
