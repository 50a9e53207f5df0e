"""Template helpers about addresses: static files, and links from a page to itself.

A page with a query has its form in its context as `form`. Every public function here is a helper of
templates.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.templatetags import static as files
from django.utils.encoding import iri_to_uri
from jinja2 import pass_context
from jinja2.runtime import Context

# The parameters that say where in a list a page begins.
PLACE = frozenset(("after", "before", "letter", "page"))
VIEW = frozenset(("view",))


@cache
def static(path: str) -> str:
    """The address of a static file, whose name goes with what is in it."""
    return files.static(path)


@pass_context
def absolute_static(context: Context, path: str) -> str:
    """The whole address of a static file, for readers that know no relative one."""
    return f"{site_address(context)}{static(path)}"


@pass_context
def page_address(context: Context) -> str:
    """The page's one address, without its query."""
    return f"{site_address(context)}{iri_to_uri(context['request'].path)}"


@pass_context
def site_address(context: Context) -> str:
    """Where the site is, e.g. "https://rolebook.example"."""
    return context["request"].build_absolute_uri("/").removesuffix("/")


def at_query(context: Context, query: Mapping[str, Sequence[Any]]) -> str:
    """The address of this page with another query."""
    return _address(context, urlencode(query, doseq=True))


@pass_context
def query(context: Context, **changes: str | int | None) -> str:
    """This page's query with some parameters changed; None takes one out.

    Unless only the view changes, the list begins at its start again or where the change says.
    """
    form, names = context["form"], frozenset(changes)
    kept = form.encoded(names) if names == VIEW else form.encoded(names, PLACE)
    changed = "&".join(
        [f"{name}={_quoted(str(value))}" for name, value in changes.items() if value is not None]
    )
    return _address(context, f"{kept}&{changed}" if kept and changed else kept or changed)


# Letters, slugs, orders: the same ones on many pages.
_quoted = lru_cache(maxsize=1_000)(quote_plus)


@pass_context
def query_without(context: Context, name: str, value: str) -> str:
    """This page's query without one of a parameter's values, from the first page on."""
    found = {name: values for name, values in context["form"].query.items() if name not in PLACE}
    found[name] = [other for other in found.get(name, ()) if other != value]
    return at_query(context, found)


def _address(context: Context, encoded: str) -> str:
    return f"{context['request'].path}?{encoded}" if encoded else context["request"].path
