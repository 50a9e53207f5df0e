"""Texts as our fonts can print them, at a cost that grows with their length only."""

import re
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
COVERED = FONTS / "covered.txt"  # the characters of all fonts, a range a line
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_MOST_MARKS = 6  # on a letter: more are no writing, and are slow to place
# A word of so many letters may be broken by the rules of its language. It is no address.
_LONG_WORD = re.compile(r"(?<![\w@./:-])([^\W\d_]{16,})(?![\w@/:-]|\.\w)")
# So much without a space is no word: a line may end within it.
_NO_WORD = re.compile(r"\S{45}(?=\S)")


def printable(text: str) -> str:
    """The text with U+FFFD for what no font has; marks that none has are left out."""
    return _surplus_marks().sub(r"\1", _uncovered().sub(_replacement, text))


def unprintable(text: str) -> str:
    """The characters that a PDF shows as U+FFFD, each once."""
    return "".join(dict.fromkeys(sign for sign in _uncovered().findall(text) if not _is_mark(sign)))


def breakable(text: str) -> list[str]:
    """The text in pieces; those at odd places are words that may be broken where a line ends."""
    pieces = _LONG_WORD.split(text)
    return [*(_NO_WORD.sub("\\g<0>\u200b", piece) for piece in pieces)]


def _replacement(match: re.Match[str]) -> str:
    return "" if _is_mark(match[0]) else REPLACEMENT


def _is_mark(sign: str) -> bool:
    """Whether it belongs to the character before, or stands between two without being seen."""
    return unicodedata.category(sign) in ("Mn", "Me", "Cf")


@cache
def _covered() -> list[range]:
    rows = (line.split("-") for line in COVERED.read_text().split())
    return [range(int(first, 16), int(last, 16) + 1) for first, last in rows]


@cache
def _uncovered() -> re.Pattern[str]:
    ranges = "".join(rf"\U{row[0]:08x}-\U{row[-1]:08x}" for row in _covered())
    return re.compile(f"[^{ranges}]")


@cache
def _surplus_marks() -> re.Pattern[str]:
    marks = "".join(filter(_is_mark, (chr(code) for row in _covered() for code in row)))
    return re.compile(f"([{marks}]{{{_MOST_MARKS}}})[{marks}]+")
