"""The site's languages: the active one, a reader's best one, fallbacks.

Leans on a part of Django that its documentation does not describe (tests/test_private_names.py):

- `parse_accept_lang_header`, the languages of an Accept-Language header with their qualities
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

# Django stores it, too, but takes a microsecond to look it up, hundreds of times for a page.
_active: ContextVar[str] = ContextVar("active", default="")


@contextmanager
def language_activated(language: str) -> Iterator[None]:
    """Activates a language within the context, here and in Django."""
    token = _active.set(language)
    try:
        with translation.override(language):
            yield
    finally:
        _active.reset(token)


def active_language() -> str:
    """The active language; "" if a command has activated none."""
    return _active.get() or translation.get_language() or ""


def language_codes() -> list[str]:
    """The codes of the site's languages, in the order of the settings."""
    return [code for code, _ in settings.LANGUAGES]


@cache
def native_name(code: str) -> str:
    """A language's name for itself: "fi" is "Suomi"."""
    return dict(settings.LANGUAGES).get(code, code)


def serving_language(code: str) -> str | None:
    """The site's language that serves a reader of `code`: "nn-NO" is served by "nb"."""
    primary = code.lower().partition("-")[0]
    primary = settings.LANGUAGE_ALIASES.get(primary, primary)
    return primary if primary in language_codes() else None


def best_language(accept_language: str) -> str:
    """The site's language that fits an Accept-Language header best."""
    for code, quality in parse_accept_lang_header(accept_language.lower()):
        if quality and (language := serving_language(code)):
            return language
    return settings.LANGUAGE_CODE


@cache
def fallback_languages(wanted: str, source_language: str = "") -> tuple[str, ...]:
    """The languages in which a text is looked up, in order, each once."""
    codes = (wanted, source_language, *settings.TEXT_FALLBACKS, *language_codes())
    return tuple(dict.fromkeys(filter(None, codes)))
