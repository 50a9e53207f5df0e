"""How two texts differ, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

# Comparing takes time by the square of the number: longer texts are compared by lines.
MOST_WORDS = 4_000
_words = re.compile(r"\w+|\s+|[^\w\s]")


class Piece(NamedTuple):
    """A part of a text that is in both versions, or only in one of them."""

    text: str
    is_old: bool = False
    is_new: bool = False


def word_difference(old: str, new: str) -> list[Piece]:
    """The pieces of both texts in reading order, what was taken out before what took its place."""
    old_words, new_words = _words.findall(old), _words.findall(new)
    if len(old_words) + len(new_words) > MOST_WORDS:
        old_words, new_words = old.splitlines(keepends=True), new.splitlines(keepends=True)
    return [*_pieces(old_words, new_words)]


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    """Spaces between changed words count as changed: these are read as one phrase."""
    taken, put = "", ""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        before, after = "".join(old[old_start:old_end]), "".join(new[new_start:new_end])
        if tag != "equal" or (before.isspace() and (taken or put) and old_end < len(old)):
            taken, put = taken + before, put + after
            continue
        yield from _changed(taken, put)
        taken, put = "", ""
        yield Piece(before)
    yield from _changed(taken, put)


def _changed(taken: str, put: str) -> Iterator[Piece]:
    if taken:
        yield Piece(taken, is_old=True)
    if put:
        yield Piece(put, is_new=True)
