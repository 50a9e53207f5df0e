"""Template helpers about addresses: static files, and links from a page to itself.

A page with a query has its form in its context as `form`. Every public function here is a template
helper.
"""

from functools import cache
from typing import Any
from urllib.parse import quote_plus

from django.templatetags import static as files
from jinja2 import pass_context
from jinja2.runtime import Context

from core.addresses import address_with_encoded_query, address_with_query, site_address

# The parameters that say where in a list a page begins.
PAGE_PARAMETERS = frozenset(("after", "before", "last", "letter", "page"))
VIEW = frozenset(("view",))


@cache
def static(path: str) -> str:
    """The address of a static file, with a hash of its content in the name."""
    return files.static(path)


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
def query_without(context: Context, name: str, value: str) -> str:
    """This page's query without one of a parameter's values, from the first page on."""
    parameters: dict[str, list[Any]] = {
        key: values for key, values in context["form"].query.items() if key not in PAGE_PARAMETERS
    }
    parameters[name] = [other for other in parameters.get(name, ()) if other != value]
    return address_with_query(context, parameters)
