"""Splits texts into words, and folds words to a–z and 0–9."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

MAX_WORD_LENGTH = 60
# Signs that belong to the word before them: C++ and C# are not C.
_WORD = re.compile(r"[^\W_]+(?:\+\+|#)?", re.UNICODE)
_SIGNS = {"++": "plusplus", "#": "sharp"}
_UNFOLDABLE = re.compile(r"[^0-9a-z]+")


class Token(NamedTuple):
    """A word and its range in the text."""

    text: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """The words of a text with their ranges."""
    return [Token(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]


def words(text: str) -> list[str]:
    """The words of a text."""
    return _WORD.findall(text)


def normalise(text: str) -> str:
    """A text in NFKC and case-folded. Letters keep their diacritics."""
    if text.isascii():  # most words, and much faster
        return text.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """A word as a–z and 0–9: “Støtte” and “stotte” fold alike. Empty for signs."""
    if word.isascii() and word.isalnum():
        return word.lower()[:MAX_WORD_LENGTH]
    for sign, name in _SIGNS.items():
        if word.endswith(sign):
            word = word.removesuffix(sign) + name
    return _UNFOLDABLE.sub("", anyascii(normalise(word)).lower())[:MAX_WORD_LENGTH]
