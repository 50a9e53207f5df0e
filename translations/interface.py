"""The interface's texts for templates, cached for each language."""

import re
from functools import lru_cache
from typing import Any

from babel.numbers import format_decimal, format_percent
from babel.units import format_unit
from django.utils import translation
from markupsafe import Markup

from core.markup import as_markup, written
from translations.languages import active_language, language_activated

NUMBER = re.compile(r"(%\(\w+\))d")


def gettext(message: str, /, **values: Any) -> Markup:
    """A text of the interface with values in its places. Translations are markup of our own."""
    if not values:
        return _translated(active_language(), message)
    return _filled(_template(active_language(), message), values)


def ngettext(singular: str, plural: str, number: int, /, **values: Any) -> Markup:
    """The form of a text that goes with a number, with values in its places."""
    return _filled(_form(active_language(), singular, plural, number), values)


def grouped(number: int) -> str:
    """A whole number as the reader's language writes it: 13 133 in Finnish, 13,133 in English."""
    return str(number) if abs(number) < 1_000 else _grouped(active_language(), number)


def percent(number: int) -> str:
    """A share in per cent as the reader's language writes it: 67 % in Finnish, 67% in Polish."""
    return _percent(active_language(), number)


def byte_size(number: float) -> str:
    """The size of a file as the reader's language writes it, to two digits: 12 kB, 1,3 Mt."""
    return _byte_size(active_language(), float(f"{number:.2g}"))


def _filled(text: Markup, values: dict[str, Any]) -> Markup:
    """A text with values in its places; whole numbers as the reader's language writes them."""
    shown = {
        name: grouped(value) if type(value) is int else written(value)
        for name, value in values.items()
    }
    return as_markup(Markup, str.__mod__(text, shown))


@lru_cache(maxsize=5_000)
def _grouped(language: str, number: int) -> str:
    return format_decimal(number, locale=language)


@lru_cache(maxsize=500)
def _percent(language: str, number: int) -> str:
    return format_percent(number / 100, locale=language)


@lru_cache(maxsize=1_000)
def _byte_size(language: str, number: float) -> str:
    in_mega = number >= 1_000_000
    unit = "digital-megabyte" if in_mega else "digital-kilobyte"
    value = number / (1_000_000 if in_mega else 1_000)
    return format_unit(value, unit, "short", locale=language)


@lru_cache(maxsize=5_000)
def _translated(language: str, message: str) -> Markup:
    return _template(language, message) % {}


@lru_cache(maxsize=1_000)
def _template(language: str, message: str) -> Markup:
    with language_activated(language):  # it is cached for this one
        return _with_formatted_numbers(translation.gettext(message))


@lru_cache(maxsize=1_000)
def _form(language: str, singular: str, plural: str, number: int) -> Markup:
    with language_activated(language):  # the same
        return _with_formatted_numbers(translation.ngettext(singular, plural, number))


def _with_formatted_numbers(text: str) -> Markup:
    """A text into which numbers are put as its language writes them: 1,300 for %(number)d."""
    return Markup(NUMBER.sub(r"\1s", text))  # noqa: S704
