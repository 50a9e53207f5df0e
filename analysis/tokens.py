"""Splits texts into words, and folds words to a–z and 0–9."""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from anyascii import anyascii

from analysis.caching import WordResults
from core.clean_text import INVISIBLE, clean_line

MAX_WORD_LENGTH = 60
# Text that has come in another way than by the models may have invisible characters, and letters
# apart from their marks.
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
# Signs that belong to the word beside them: C++ and C# are not C, .NET is no net.
_WORD = re.compile(
    rf"\.net(?![^\W_])|[^\W_](?:[^\W_]|[{_MARKS}{INVISIBLE}])*(?:\+\+|#)?", re.IGNORECASE
)
_SIGNS = {"++": "plusplus", "#": "sharp"}
DOTNET = "dotnet"
_UNFOLDABLE = re.compile(r"[^0-9a-z]+")


class Token(NamedTuple):
    """A word and its range in the text."""

    text: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """The words of a text, cleaned, with their ranges."""
    if text.isascii():
        return [Token(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    tokens = (Token(_cleaned(m.group()), m.start(), m.end()) for m in _WORD.finditer(text))
    return [token for token in tokens if token.text]


def words(text: str) -> list[str]:
    """The words of a text."""
    return [word for word in map(_cleaned, _WORD.findall(text)) if word]


def _cleaned(word: str) -> str:
    return word if word.isascii() else clean_line(word)


def normalise(text: str) -> str:
    """A text in NFKC and case-folded. Letters keep their diacritics."""
    if text.isascii():  # most words, and much faster
        return text.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _fold(word: str) -> str:
    """A word as a–z and 0–9: “Støtte” and “stotte” fold alike. Empty for signs."""
    if word.isascii() and word.isalnum():
        return word.lower()[:MAX_WORD_LENGTH]
    if word.lower() == ".net":
        return DOTNET
    for sign, name in _SIGNS.items():
        if word.endswith(sign):
            word = word.removesuffix(sign) + name
    return _UNFOLDABLE.sub("", anyascii(normalise(word)).lower())[:MAX_WORD_LENGTH]


# A word as a–z and 0–9.
fold: Callable[[str], str] = WordResults(_fold, 4_000).__getitem__
