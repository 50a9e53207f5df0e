"""Whether a translation has a term: in whatever form, order and compound.

Lenient on purpose, since a wrong warning costs more than a missing one. A term is there if most of
its letters are: those of words with the same stem, those of parts of compounds, and the beginnings
of words of the same origin, e.g. *kommunisere* for *kommunikasjon*. So long words, which tell most,
count most, and small ones do not.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from analysis.analyser import without_digraphs
from analysis.languages import language
from analysis.naming import BEGINNING, NameWord, NamingText, common_length, name_words

ENOUGH = 0.62  # of the letters of a term
LIKENESS = 0.6  # of the shorter of two words that have the same origin: what both begin with
LONGEST_ENDING = 8  # letters after that
LONGEST_WORD = 15  # letters; longer words are compounds, and have the same origin only in parts
SHORTEST_PART = 3
_DOUBLE = re.compile(r"([a-z])\1")


class Wording(NamingText):
    """A translation that is asked for terms."""

    def has(self, term: str) -> bool:
        """Whether a term is there, as it is written or in other words of the same parts."""
        words = name_words(term, self.code)
        there = sum(self._letters_of(word) for word in words)
        return bool(words) and there >= ENOUGH * sum(len(word.text) for word in words)

    def _letters_of(self, word: NameWord) -> int:
        """How many letters of a word are there."""
        is_there = self.names(word) or self._has_inside(word) or self._has_akin(word)
        return len(word.text) if is_there else self._letters_of_parts(word.text)

    def _has_inside(self, word: NameWord) -> bool:
        """Whether a compound has the word at any place."""
        stems = (stem for stem in word.stems if len(stem) >= SHORTEST_PART)
        return self._has_compounds and any(stem in self._joined for stem in stems)

    def _has_akin(self, word: NameWord) -> bool:
        """Whether a word has the same origin, by what both begin with."""
        text = _undoubled(word.text)
        if self._has_compounds and len(text) > LONGEST_WORD:
            return False
        return any(_are_akin(text, other) for other in self._undoubled)

    def _letters_of_parts(self, word: str) -> int:
        """How many letters of a compound belong to parts of it that are there."""
        if not self._has_compounds:
            return 0
        word = without_digraphs(word, language(self.code))
        return len({place for part in self._parts_in(word) for place in part})

    def _parts_in(self, word: str) -> Iterator[range]:
        """Where a compound has the stem or the beginning of a word."""
        for start in range(len(word) - SHORTEST_PART + 1):
            for stem in self._stems_by_beginning.get(word[start : start + SHORTEST_PART], ()):
                if word.startswith(stem, start):
                    yield range(start, start + len(stem))
            for other in self._words_by_beginning.get(word[start : start + BEGINNING], ()):
                yield range(start, start + common_length(word[start:], other))

    @cached_property
    def _has_compounds(self) -> bool:
        return language(self.code).has_compounds

    @cached_property
    def _spelt(self) -> frozenset[str]:
        """Its folded words, each spelt in one way."""
        row = language(self.code)
        return frozenset(without_digraphs(word, row) for word in self.folded)

    @cached_property
    def _joined(self) -> str:
        return " ".join(self._spelt)

    @cached_property
    def _undoubled(self) -> frozenset[str]:
        return frozenset(map(_undoubled, self.folded))

    @cached_property
    def _stems_by_beginning(self) -> dict[str, list[str]]:
        return _by_beginning(self.stems, SHORTEST_PART)

    @cached_property
    def _words_by_beginning(self) -> dict[str, list[str]]:
        return _by_beginning(self._spelt, BEGINNING)


def _by_beginning(words: frozenset[str], length: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in words:
        if len(word) >= length:
            found.setdefault(word[:length], []).append(word)
    return found


def _are_akin(one: str, other: str) -> bool:
    common, shorter = common_length(one, other), min(len(one), len(other))
    ending = max(len(one), len(other)) - common
    return common >= max(BEGINNING, LIKENESS * shorter) and ending <= LONGEST_ENDING


def _undoubled(word: str) -> str:
    """A folded word without double letters: *empaattinen* is made from *empatia*."""
    return _DOUBLE.sub(r"\1", word)
