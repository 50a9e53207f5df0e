"""Redirects from other spellings of an address to the one that the site uses.

`/FI/roles/`, `/en-GB/roles/`, `/fi/roles` and `/fi/Roles/` lead on instead of a 404. Only a request
that nothing has answered is looked at, so other pages take no longer.
"""

import re

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.middleware.common import CommonMiddleware
from django.urls import get_script_prefix, is_valid_path
from django.utils.http import escape_leading_slashes

from translations.addresses import query_suffix
from translations.languages import language_activated, language_codes, serving_language

# A language, maybe with a region. Not any language tag: "no-such-page" would be Norwegian.
LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(?:[-_](?:[a-z]{2}|[0-9]{3}))?", re.ASCII | re.IGNORECASE)


class CanonicalAddressMiddleware(CommonMiddleware):
    """Django's CommonMiddleware, which also corrects the language and the case of an address."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.status_code == 404 and (redirect := _redirect(request)):
            return redirect
        return super().process_response(request, response)


def _redirect(request: HttpRequest) -> HttpResponse | None:
    """The redirect to the canonical address of a request; None if it has no other one.

    It is temporary where another language serves the one asked for: the site may get that one.
    """
    prefix, _, rest = request.path_info.removeprefix("/").partition("/")
    language = _language_of(prefix)
    if not language:
        return None
    path = canonical_path(request.path_info, language, rest)
    if path is None:
        return None
    address = escape_leading_slashes(get_script_prefix() + path[1:]) + query_suffix(request)
    if prefix.lower().startswith(language):
        return HttpResponsePermanentRedirect(address)
    return HttpResponseRedirect(address)


def canonical_path(path: str, language: str, rest: str) -> str | None:
    """The path of a page that `path` is another spelling of; None if there is none.

    `rest` follows the language in `path`. Capitals stay as long as something else is corrected,
    since a slug may have some: each redirect leads to a path with fewer faults, so none comes back.
    """
    as_written = f"/{language}/{rest}"
    for candidate in (as_written, as_written.lower()):
        for ending in ("", "/"):
            if f"{candidate}{ending}" != path and _is_page(f"{candidate}{ending}", language):
                return f"{candidate}{ending}"
    return None


def _language_of(prefix: str) -> str | None:
    """The site's language that the first part of a path means, in any spelling."""
    if prefix.lower() in language_codes():
        return prefix.lower()
    return serving_language(prefix) if LANGUAGE_TAG.fullmatch(prefix) else None


def _is_page(path: str, language: str) -> bool:
    """Whether the path leads to a view; what it is about may still be missing."""
    with language_activated(language):
        return bool(is_valid_path(path))
