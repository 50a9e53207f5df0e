"""Addresses of pages: what Django reverses is looked up once for each language."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse

from translations.languages import spoken


def address(name: str, slug: str = "") -> str:
    """The address of the page with a URL name, about the thing with a slug if it is about one."""
    before, after = _around(name, bool(slug), spoken(), get_script_prefix())
    return f"{before}{slug}{after}"


@lru_cache(maxsize=500)
def _around(name: str, has_slug: bool, language: str, prefix: str) -> tuple[str, str]:
    """What stands before and after the slug in an address; it has no sign that needs a code."""
    if not has_slug:
        return reverse(name), ""
    before, _, after = reverse(name, args=["slug"]).rpartition("slug")
    return before, after
