"""Marks the matching words in an original text, and quotes the part around them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from analysis import Word, analyser, fold, keeps_initials, normalise, telling_tokens
from analysis.languages import language as row_of
from analysis.tokens import DOTNET
from search.query import Query, QueryWord
from search.results import Segment
from search.title_words import TitleWord, score_word

MIN_MARK_SCORE = 0.6
# In characters: of a quote, and of the text before its first match.
MAX_QUOTE_LENGTH, LEAD_LENGTH = 240, 60
MIN_PART_LENGTH = 4  # of a word that is looked for inside a compound
# Where a line ends that is no sentence, such as an item of a list.
_END_OF_ITEM = re.compile(r"(?<=[^\s.,:;!?…])\s*\n\s*")


class Marker:
    """Marks the words of one query in texts, in whatever form."""

    def __init__(self, query: Query) -> None:
        positions = query.content_positions
        joined = [
            word for (start, end), word in query.joins.items() if {start, end - 1} <= {*positions}
        ]
        self.words = [*(query.words[position] for position in positions), *joined]
        self.exact_words = {word.exact for word in self.words}
        self._sought: dict[str, Sought] = {}
        self._beginnings = {w[:end] for w in self.exact_words for end in range(len(w) + 1)}
        self._known: dict[str, dict[str, bool]] = {}  # whether words match, by language
        self._ranges: dict[tuple[str, str], list[tuple[int, int]]] = {}

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """The whole text as segments that match or do not."""
        segments, end = [], 0
        for start, stop in self._matches(text, language):
            segments += [Segment(text[end:start], False), Segment(text[start:stop], True)]
            end = stop
        segments.append(Segment(text[end:], False))
        return tuple(segment for segment in segments if segment.text)

    def quote(self, text: str, language: str) -> tuple[Segment, ...]:
        """The part of a text with the most matches; empty without a match."""
        text = _in_one_line(text)
        matches = self._matches(text, language)
        if not matches:
            return ()
        start, end = _window(text, _densest(matches))
        part = self.segments(text[start:end].strip(), language)
        before = (Segment("… ", False),) if start else ()
        after = (Segment(" …", False),) if end < len(text) else ()
        return (*before, *part, *after)

    def _matches(self, text: str, language: str) -> list[tuple[int, int]]:
        """The ranges of matching words: (start, end). A hit has its title several times."""
        key = text, language
        if (ranges := self._ranges.get(key)) is None:
            ranges = self._ranges[key] = sorted(self._found(text, language))
        return ranges

    def _found(self, text: str, language: str) -> set[tuple[int, int]]:
        words = telling_tokens(text, language)
        known, matches = self._known.setdefault(language, {}), set[tuple[int, int]]()
        for word, start, end in words:
            if (is_match := known.get(word)) is None:  # the titles of a page share many
                is_match = known[word] = self._is_match(word, language)
            if is_match:
                matches.add((start, end))
        folded = [fold(word.text) for word in words]
        for number, (first, second) in enumerate(pairwise(folded)):
            if first in self._beginnings and first + second in self.exact_words:
                matches |= {(word.start, word.end) for word in words[number : number + 2]}
        return matches

    def _is_match(self, text: str, language: str) -> bool:
        normalised, sought = normalise(text), self._sought_in(language)
        exact = fold(normalised)
        if any(part in exact for part in sought.inside):
            return True
        is_alike = exact in sought.words or exact.startswith(sought.beginnings)
        if not (is_alike or sought.may_share_key(exact)):
            return False
        analysed = analyser().word(normalised, language)
        if not is_alike and sought.keys.isdisjoint((*analysed.stems, *analysed.parts)):
            return False
        return self._matches_analysed(analysed)

    def _matches_analysed(self, analysed: Word) -> bool:
        title = TitleWord(analysed.exact, frozenset(analysed.stems), frozenset(analysed.parts))
        return any(
            score_word(word, title) >= MIN_MARK_SCORE or not title.parts.isdisjoint(leaf_keys(word))
            for word in self.words
        )

    def _sought_in(self, language: str) -> "Sought":
        if language not in self._sought:
            self._sought[language] = Sought(self.words, language)
        return self._sought[language]


class Sought:
    """What words of a text in one language are or have if they match words of a query, so that most
    of a text need not be analysed.

    `words` are whole, `beginnings` those of words, `inside` parts of compounds that could not be
    split, `keys` stems and parts.
    """

    def __init__(self, words: Sequence[QueryWord], language: str) -> None:
        self.words = frozenset(
            other for word in words for other in (word.exact, *word.compounds, *word.similar)
        )
        self.beginnings = tuple(word.exact for word in words if word.is_last)
        parts = {key for word in words for key in (*leaf_keys(word), *word.part_keys)}
        self.keys = parts.union(*(word.stems for word in words))
        prefix = f"{language}2"
        own = {key.removeprefix(prefix) for key in parts if key.startswith(prefix)}
        has_compounds = row_of(language).has_compounds
        self.inside = [part for part in own if has_compounds and len(part) >= MIN_PART_LENGTH]
        self._initials = {part[:1] for part in own} if keeps_initials(language) else None

    def may_share_key(self, exact: str) -> bool:
        """Whether a word may have one of the keys, as far as its first letter tells."""
        return self._initials is None or exact[:1] in self._initials or exact == DOTNET


def leaf_keys(word: QueryWord) -> set[str]:
    """The keys of the smallest parts of a word, if it is a compound."""
    return {key for leaves in word.leaves for leaf in leaves for key in leaf}


def _in_one_line(text: str) -> str:
    """The lines of a text one after the other, the items of a list set off by a dot."""
    return " ".join(_END_OF_ITEM.sub(" · ", text.strip()).split())


def _densest(matches: Sequence[tuple[int, int]]) -> int:
    """The start of the match from which a quote contains the most matches."""

    def count(start: int) -> int:
        return sum(
            start <= other < start + MAX_QUOTE_LENGTH - LEAD_LENGTH for other, _end in matches
        )

    return max((start for start, _end in matches), key=lambda start: (count(start), -start))


def _window(text: str, first: int) -> tuple[int, int]:
    """The range of a quote around a match, cut between words: (start, end)."""
    start = max(0, first - LEAD_LENGTH)
    if start:
        start = text.find(" ", start, first) + 1 or first
    end = start + MAX_QUOTE_LENGTH
    if end >= len(text):
        return start, len(text)
    return start, text.rfind(" ", first, end) if " " in text[first:end] else end
