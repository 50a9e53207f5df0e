"""Addresses of pages: what Django reverses is looked up once for each language."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.urls import get_script_prefix, reverse

from translations.languages import active_language

# Django keeps it, too, but takes a microsecond to say what it is, as with the language.
_beginning: ContextVar[str] = ContextVar("beginning", default="")


@contextmanager
def script_prefix_cached() -> Iterator[None]:
    """For addresses that are all written for one page: where the site begins is looked up once."""
    token = _beginning.set(get_script_prefix())
    try:
        yield
    finally:
        _beginning.reset(token)


def address(name: str, slug: str = "") -> str:
    """The address of the page with a URL name, about the thing with a slug if it is about one."""
    before, after = _around(
        name, bool(slug), active_language(), _beginning.get() or get_script_prefix()
    )
    return f"{before}{slug}{after}"


@lru_cache(maxsize=500)
def _around(name: str, has_slug: bool, language: str, prefix: str) -> tuple[str, str]:
    """What stands before and after the slug in an address; it has no sign that needs a code."""
    if not has_slug:
        return reverse(name), ""
    before, _, after = reverse(name, args=["slug"]).rpartition("slug")
    return before, after
