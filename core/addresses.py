"""Addresses that template helpers of several packages make, from the context of the page."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from jinja2.runtime import Context


def site_address(context: Context) -> str:
    """The address of the site, e.g. "https://rolebook.example": worked out once for a page."""
    request = context["request"]
    if "site_address" not in vars(request):
        request.site_address = request.build_absolute_uri("/").removesuffix("/")
    return str(request.site_address)


def address_with_query(context: Context, query: Mapping[str, Sequence[Any]]) -> str:
    """The address of this page with another query."""
    return address_with_encoded_query(context, urlencode(query, doseq=True))


def address_with_encoded_query(context: Context, query: str) -> str:
    """The same, of a query that is URL-encoded already."""
    return f"{context['request'].path}?{query}" if query else context["request"].path
