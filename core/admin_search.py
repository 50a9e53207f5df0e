"""Patterns with which lists and autocompletes of admin find texts as the site's search does.

What is typed without diacritics or in another case finds what is written with them, on both
databases: SQLite folds ASCII letters only, and neither of them diacritics.
"""

import re
import unicodedata
from functools import cache
from string import ascii_lowercase

from core.clean_text import clean_line
from core.transliteration import to_ascii

LETTERS = (*range(0xC0, 0x180), 0x218, 0x219, 0x21A, 0x21B)  # Latin letters with diacritics

LIGATURES = {"ae": "æÆ", "oe": "œŒ", "ss": "ß"}


def search_patterns(text: str) -> str:
    """What is typed as regular expressions, one for each word, with spaces between."""
    return " ".join(_pattern(word) for word in to_ascii(clean_line(text)).lower().split())


def _pattern(word: str) -> str:
    pattern = "".join(_classes().get(letter) or re.escape(letter) for letter in word)
    for pair, ligature in LIGATURES.items():
        plain = "".join(_classes()[letter] for letter in pair)
        pattern = pattern.replace(plain, f"(?:{plain}|[{ligature}])")
    return pattern


@cache
def _classes() -> dict[str, str]:
    """By ASCII letter, a class of all letters that are written as it: "[oOóÓöÖøØ…]"."""
    written = {letter: letter + letter.upper() for letter in ascii_lowercase}
    for code in LETTERS:
        letter = chr(code)
        plain = to_ascii(letter).lower()
        if plain in written and unicodedata.category(letter).startswith("L"):
            written[plain] += letter
    return {plain: f"[{letters}]" for plain, letters in written.items()}
