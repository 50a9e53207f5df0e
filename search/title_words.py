"""The indexed words of titles, and how well a word of a query matches one of them."""

from typing import NamedTuple

from search.models import Candidate
from search.query import QueryWord, similarity

# Scores of a word by kind of match: the least one, and how much similarity or length may add.
EXACT_SCORE = 1.0
STEM_SCORE, STEM_RANGE = 0.76, 0.22
PART_SCORE, PART_RANGE = 0.80, 0.05
PREFIX_SCORE, PREFIX_RANGE = 0.70, 0.20


class TitleWord(NamedTuple):
    """An indexed word of a title."""

    exact: str
    stems: frozenset[str]
    parts: frozenset[str]


def parse_title_words(passage: Candidate) -> list[TitleWord]:
    """The indexed words of a passage's title."""
    return [parse_title_word(word) for word in passage.words.split()]


def parse_title_word(word: str) -> TitleWord:
    """A word of a passage's `words`."""
    exact, stems, parts = word.split(":")
    return TitleWord(exact, frozenset(stems.split(",")), frozenset(parts.split(",")))


def score_word(word: QueryWord, other: TitleWord) -> float:
    """How well a word of a query matches a word of a title, from 0 to 1."""
    if word.exact == other.exact:
        return EXACT_SCORE
    if not word.stems.isdisjoint(other.stems):
        return STEM_SCORE + STEM_RANGE * similarity(word.exact, other.exact)
    share = len(word.exact) / len(other.exact)
    best = 0.0
    if share < 1 and (word.part_keys & other.parts or other.exact in word.compounds):
        best = PART_SCORE + PART_RANGE * share
    if word.is_last and other.exact.startswith(word.exact):
        best = max(best, PREFIX_SCORE + PREFIX_RANGE * share)
    return max(best, word.similar.get(other.exact, 0.0))
