"""The site's languages: the active one, a reader's best one, fallbacks."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from babel import Locale
from django.conf import settings
from django.utils import translation

# Of an Accept-Language header no more is read; a browser sends a tenth of it.
MAX_HEADER_LENGTH = 1_000
MAX_HEADER_PARTS = 50
LANGUAGE_RANGE = re.compile(r"[a-z]{1,8}(?:[-_][a-z0-9]+)*", re.ASCII | re.IGNORECASE)
QUALITY = re.compile(r"\s*q\s*=\s*([0-9]+\.?[0-9]*|\.[0-9]+)\s*", re.ASCII | re.IGNORECASE)

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


def language_name(code: str) -> str:
    """A language's name in the reader's own, as it stands within a sentence: "fi" is "suomi"."""
    return _language_name(code, active_language())


@cache
def _language_name(code: str, reader: str) -> str:
    return str(Locale.parse(reader).languages.get(code, code))


def serving_language(code: str) -> str | None:
    """The site's language that serves a reader of `code`: "nn-NO" is served by "nb"."""
    primary = code.lower().replace("_", "-").partition("-")[0]
    primary = settings.LANGUAGE_ALIASES.get(primary, primary)
    return primary if primary in language_codes() else None


def best_language(accept_language: str) -> str:
    """The site's language that fits an Accept-Language header best.

    A part that is no language with a quality is skipped, the others are read. Of equal qualities
    the first one wins. A language with quality 0 is not chosen while there is another.
    """
    wanted = list(_wanted_languages(accept_language))
    language, quality = max(wanted, key=lambda pair: pair[1], default=("", 0.0))
    if quality:
        return language
    refused = {language for language, _ in wanted}
    codes = [settings.LANGUAGE_CODE, *language_codes()]
    return next((code for code in codes if code not in refused), settings.LANGUAGE_CODE)


def _wanted_languages(accept_language: str) -> Iterator[tuple[str, float]]:
    """The site's languages that a header names, each with its quality, in the header's order."""
    header = accept_language
    if len(header) > MAX_HEADER_LENGTH:
        header = header[:MAX_HEADER_LENGTH].rpartition(",")[0]  # without the part that is cut
    for part in header.split(",")[:MAX_HEADER_PARTS]:
        code, *parameters = part.split(";")
        quality = _quality(parameters)
        if quality is None or not LANGUAGE_RANGE.fullmatch(code.strip()):
            continue
        if language := serving_language(code.strip()):
            yield language, quality


def _quality(parameters: list[str]) -> float | None:
    """The quality that parameters such as ["q=0.5"] say: 0 to 1; None if they are invalid."""
    for match in map(QUALITY.fullmatch, parameters):
        if match:
            return min(float(match[1]), 1.0)
    return None if any(map(str.strip, parameters)) else 1.0


@cache
def fallback_languages(wanted: str, source_language: str = "") -> tuple[str, ...]:
    """The languages in which a text is looked up, in order, each once."""
    codes = (wanted, source_language, *settings.TEXT_FALLBACKS, *language_codes())
    return tuple(dict.fromkeys(filter(None, codes)))
