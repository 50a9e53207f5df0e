"""The interface's texts for templates: looked up once for each language."""

from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.translation import get_language
from markupsafe import Markup


def gettext(message: str, /, **values: Any) -> Markup:
    """A text of the interface with values in its places. Translations are markup of our own."""
    if not values:
        return _plain(get_language(), message)
    return Markup(translation.gettext(message)) % values  # noqa: S704


def ngettext(singular: str, plural: str, number: int, /, **values: Any) -> Markup:
    """The form of a text that goes with a number, with values in its places."""
    return Markup(translation.ngettext(singular, plural, number)) % values  # noqa: S704


@lru_cache(maxsize=5_000)
def _plain(language: str, message: str) -> Markup:
    return Markup(translation.gettext(message)) % {}  # noqa: S704
