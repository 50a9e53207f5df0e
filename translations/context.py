"""The context processor for languages."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest

from translations.languages import active_language, native_name


@dataclass(frozen=True)
class LanguageLink:
    """An entry of the language switch: code, name in the language itself, this page in it."""

    code: str
    name: str
    address: str
    is_current: bool


def language(request: HttpRequest) -> dict[str, Any]:
    """`language`: the page's; `language_links`: the same page and query in each language."""
    return {
        "language": active_language(),
        "language_links": [_link(request, code) for code, _ in settings.LANGUAGES],
    }


def _link(request: HttpRequest, code: str) -> LanguageLink:
    # WSGI passes the query's bytes on; a browser has encoded all but these characters.
    query = quote(request.META.get("QUERY_STRING", "").encode("latin-1"), "%!$&'()*+,/:;=?@[]")
    address = path_in_language(request.path, code) + (f"?{query}" if query else "")
    return LanguageLink(code, native_name(code), address, code == active_language())


def path_in_language(path: str, code: str) -> str:
    """The path of the same page in another language; the home page for a path without one."""
    prefix, _, rest = path.removeprefix("/").partition("/")
    return f"/{code}/{rest}" if prefix in dict(settings.LANGUAGES) else f"/{code}/"
