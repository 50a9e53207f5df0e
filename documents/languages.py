"""How files name languages, and which way a text is written."""

import unicodedata

# A file names the country, too: spelling checks are chosen by both.
REGIONS = {"en": "GB", "fi": "FI", "nb": "NO", "pl": "PL"}


def language_and_region(language: str) -> tuple[str, str | None]:
    return language, REGIONS.get(language)


def language_tag(language: str) -> str:
    """The language with its country: "fi-FI"."""
    region = REGIONS.get(language)
    return f"{language}-{region}" if region else language


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is of Hebrew, Arabic and the like."""
    directions = map(unicodedata.bidirectional, text)
    return next((way for way in directions if way in ("L", "R", "AL")), "L") != "L"
