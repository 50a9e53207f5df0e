"""Marking the words that match in an original text, and quoting the part where they stand."""

from collections.abc import Sequence
from itertools import pairwise

from search.analysis import Word, analyser, fold, plain, tokens
from search.analysis.languages import language as row_of
from search.query import Query, QueryWord
from search.ranking import TitleWord, match
from search.results import Segment

MARKED_FROM = 0.6
# A quote is so long, in characters, and begins so much before its first match.
LONGEST_QUOTE, BEFORE = 240, 60
SHORTEST_INSIDE = 4  # letters of a part that are looked for inside a compound


class Marker:
    """Marks the words of one query, whatever form they have."""

    def __init__(self, query: Query) -> None:
        places = query.content
        joined = [
            word for (start, end), word in query.joins.items() if {start, end - 1} <= {*places}
        ]
        self.words = [*(query.words[place] for place in places), *joined]
        self.pairs = {word.exact for word in self.words}

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """The whole text, in pieces that match or do not."""
        found, end = [], 0
        for start, stop in self._matches(text, language):
            found += [Segment(text[end:start], False), Segment(text[start:stop], True)]
            end = stop
        found.append(Segment(text[end:], False))
        return tuple(segment for segment in found if segment.text)

    def quote(self, text: str, language: str) -> tuple[Segment, ...]:
        """The part of a text around what matches; nothing if nothing does."""
        text = " ".join(text.split())
        matches = self._matches(text, language)
        if not matches:
            return ()
        start, end = _window(text, _densest(matches))
        part = self.segments(text[start:end].strip(), language)
        before = (Segment("… ", False),) if start else ()
        after = (Segment(" …", False),) if end < len(text) else ()
        return (*before, *part, *after)

    def _matches(self, text: str, language: str) -> list[tuple[int, int]]:
        """Where words match, from and to."""
        found = tokens(text)
        matches = [(t.start, t.end) for t in found if self._fits(t.text, language)]
        for one, other in pairwise(found):
            if fold(one.text) + fold(other.text) in self.pairs:
                matches += [(one.start, one.end), (other.start, other.end)]
        return sorted(set(matches))

    def _fits(self, text: str, language: str) -> bool:
        word = analyser().word(plain(text), language)
        if not word.exact or _is_small(word, language):
            return False
        title = TitleWord(word.exact, frozenset(word.stems), frozenset(word.parts))
        return any(_fits(one, title, language) for one in self.words)


def _fits(word: QueryWord, other: TitleWord, language: str) -> bool:
    if match(word, other) >= MARKED_FROM:
        return True
    keys = {key for leaves in word.leaves for leaf in leaves for key in leaf}
    if other.parts & keys:
        return True
    if not row_of(language).has_compounds:
        return False
    # No dictionary: a word of the query inside a compound.
    prefix = f"{language}2"
    inside = {key.removeprefix(prefix) for key in keys | word.wholes if key.startswith(prefix)}
    return any(len(part) >= SHORTEST_INSIDE and part in other.exact for part in inside)


def _is_small(word: Word, language: str) -> bool:
    return word.exact in row_of(language).small_words


def _densest(matches: Sequence[tuple[int, int]]) -> int:
    """Where the quote with the most matches begins."""

    def inside(start: int) -> int:
        return sum(start <= other < start + LONGEST_QUOTE - BEFORE for other, _end in matches)

    return max((start for start, _end in matches), key=lambda start: (inside(start), -start))


def _window(text: str, first: int) -> tuple[int, int]:
    """From and to, between words, around a match."""
    start = max(0, first - BEFORE)
    if start:
        start = text.find(" ", start, first) + 1 or first
    end = start + LONGEST_QUOTE
    if end >= len(text):
        return start, len(text)
    return start, text.rfind(" ", first, end) if " " in text[first:end] else end
