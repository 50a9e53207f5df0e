"""Addresses of pages: what Django reverses is cached for each language."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from urllib.parse import quote

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse

from translations.languages import active_language, language_activated

# Django stores it, too, but takes a microsecond to look it up, as with the language.
_script_prefix: ContextVar[str] = ContextVar("script_prefix", default="")


@contextmanager
def script_prefix_cached() -> Iterator[None]:
    """Looks up the script prefix once for all addresses of a page."""
    token = _script_prefix.set(get_script_prefix())
    try:
        yield
    finally:
        _script_prefix.reset(token)


def address(name: str, slug: str = "") -> str:
    """The address of a page by its URL name and the slug of what it is about, if anything."""
    before, after = _parts(
        name, bool(slug), active_language(), _script_prefix.get() or get_script_prefix()
    )
    return f"{before}{slug}{after}"


@lru_cache(maxsize=500)
def _parts(name: str, has_slug: bool, language: str, prefix: str) -> tuple[str, str]:
    """The parts of an address before and after the slug, which needs no URL encoding."""
    with language_activated(language):  # it is cached for this one
        if not has_slug:
            return reverse(name), ""
        before, _, after = reverse(name, args=["slug"]).rpartition("slug")
        return before, after


def query_suffix(request: HttpRequest) -> str:
    """The query of a request as an address ends in it, with its "?"; "" without a query."""
    # WSGI passes the query's bytes on; a browser has encoded all but these characters.
    query = quote(request.META.get("QUERY_STRING", "").encode("latin-1"), "%!$&'()*+,/:;=?@[]")
    return f"?{query}" if query else ""
