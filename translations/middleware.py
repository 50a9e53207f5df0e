"""Activates the language of the address."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from pagecache.decorators import is_cacheable
from translations.addresses import script_prefix_cached
from translations.languages import best_language, language_activated, language_codes


class LanguageMiddleware:
    """Activates the language that the path starts with; elsewhere the one that the reader prefers.

    Django's own LocaleMiddleware reads a cookie and does not know that Bokmål serves "no".
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        prefix = request.path_info.removeprefix("/").partition("/")[0]
        in_path = prefix in language_codes()
        wanted = request.headers.get("Accept-Language", "")
        language = prefix if in_path else best_language(wanted)
        request.LANGUAGE_CODE = language
        with language_activated(language), script_prefix_cached():
            response = self.get_response(request)
        if in_path:
            response.headers.setdefault("Content-Language", language)
        elif not _is_same_for_all(request, response):
            response.headers.setdefault("Content-Language", language)
            patch_vary_headers(response, ("Accept-Language",))
        return response


def _is_same_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether it is a static file, or a page that depends on nothing but its address."""
    is_file = request.path_info.startswith(settings.STATIC_URL) and response.status_code == 200
    return is_file or is_cacheable(response)
