"""Words in a text, and what is left of a letter when its case and its marks are gone."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

LONGEST_WORD = 60
# Signs that make another word of the one they follow: C++ and C# are not C.
_SIGNED = re.compile(r"[^\W_]+(?:\+\+|#)?", re.UNICODE)
_SIGNS = {"++": "plusplus", "#": "sharp"}
_KEPT = re.compile(r"[^0-9a-z]+")


class Token(NamedTuple):
    """A word and where it stands in the text it was read from."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of a text as they stand there."""
    return [Token(m.group(), m.start(), m.end()) for m in _SIGNED.finditer(text)]


def words(text: str) -> list[str]:
    """The same without their places."""
    return _SIGNED.findall(text)


def plain(text: str) -> str:
    """Compatibility forms, case and hidden differences removed; letters keep their marks."""
    if text.isascii():  # most words, and many times as fast
        return text.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """A word as plain letters and digits: “Støtte” and “stotte” are the same. Empty for signs."""
    if word.isascii() and word.isalnum():
        return word.lower()[:LONGEST_WORD]
    for sign, name in _SIGNS.items():
        if word.endswith(sign):
            word = word.removesuffix(sign) + name
    return _KEPT.sub("", anyascii(plain(word)).lower())[:LONGEST_WORD]
