"""The context processor for languages."""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path

from translations.addresses import query_suffix
from translations.languages import active_language

BESIDE = "with"  # the parameter that names a second language beside the page's


@dataclass(frozen=True)
class LanguageLink:
    """An entry of the language switch: code, name in the language itself, this page in it."""

    code: str
    name: str
    address: str
    is_current: bool


def language(request: HttpRequest) -> dict[str, Any]:
    """`language`: the page's; `language_links`: the same page and query in each language."""
    active, path, query = active_language(), escape_uri_path(request.path), query_suffix(request)
    return {
        "language": active,
        "language_links": [
            LanguageLink(
                code, name, path_in_language(path, code) + _swapped(query, code), code == active
            )
            for code, name in settings.LANGUAGES
        ],
    }


def _swapped(query: str, code: str) -> str:
    """The query of a page in another language. If that one stands beside the page's, they swap."""
    other = f"{BESIDE}={active_language()}"
    return query and re.sub(rf"(?<=[?&]){BESIDE}={code}(?=&|$)", other, query)


def path_in_language(path: str, code: str) -> str:
    """The path of the same page in another language; the home page for a path without one."""
    prefix, _, rest = path.removeprefix("/").partition("/")
    return f"/{code}/{rest}" if prefix in dict(settings.LANGUAGES) else f"/{code}/"
