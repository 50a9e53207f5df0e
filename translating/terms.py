"""Terms of the glossary in source texts: found in any inflected form of the same words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from analysis import Token, analyser, fold, normalise, tokenise, words
from analysis.naming import is_form
from core.checking import Key

_BRACKETS = re.compile(r"(.*\S)\s*\(([^()]+)\)")
_ABBREVIATION = re.compile(r"\S*[A-ZÅÄÖÆØĄĆĘŁŃÓŚŹŻ]\S*[A-ZÅÄÖÆØĄĆĘŁŃÓŚŹŻ0-9]\S*")
_BOTH_GENDERS = " / "
# What stands between the words of a term: a space or a hyphen, not a full stop or a new line.
_GAP = re.compile(r"[ \u00a0\u2010\u2011/-]{1,3}")


class TermForm(NamedTuple):
    """A way to write a term: its folded words, with spaces between.

    `name` is how it is written, if it is a name: the same in every language, and found only as it
    is written.
    """

    words: str
    key: Key
    name: str = ""

    @property
    def length(self) -> int:
        return self.words.count(" ") + 1


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place in a text where a term stands, with the objects that are called so."""

    start: int
    end: int
    keys: tuple[Key, ...]
    is_name: bool


class Glossary:
    """The terms in one language, by the stems of their first two words."""

    def __init__(self, language: str, entries: Iterable[TermForm]) -> None:
        self.language = language
        self._entries: dict[str, list[TermForm]] = defaultdict(list)
        self._add(entries)

    def replacing(self, keys: set[Key], entries: Iterable[TermForm]) -> "Glossary":
        """A glossary in which these entries stand for those of some objects."""
        new = Glossary(self.language, ())
        for stems, old in self._entries.items():
            if kept := [entry for entry in old if entry.key not in keys]:
                new._entries[stems] = kept
        new._add(entries)
        return new

    def _add(self, entries: Iterable[TermForm]) -> None:
        for entry in entries:
            for stems in self._stems_of(entry.words.split()[:2]):
                self._entries[stems].append(entry)

    def find(self, text: str) -> list[Occurrence]:
        """Where terms stand in a text, the longest ones, in order."""
        reading = _Reading(text)
        found, place = [], 0
        while place < len(reading.words):
            length, entries = self._longest_at(place, reading)
            if entries:
                found.append(reading.occurrence(place, length, entries))
            place += length
        return found

    def _longest_at(self, place: int, reading: "_Reading") -> tuple[int, list[TermForm]]:
        """The number of words of the longest terms that begin at a word, and these terms."""
        by_length: dict[int, list[TermForm]] = defaultdict(list)
        for stems in self._stems_of(reading.words[place : place + 2], or_first=True):
            for entry in self._entries.get(stems, ()):
                by_length[entry.length].append(entry)
        for length in sorted(by_length, reverse=True):
            there = reading.words[place : place + length]
            if len(there) == length and reading.stand_together(place, length):
                entries = [
                    entry
                    for entry in dict.fromkeys(by_length[length])
                    if self._are_forms(there, entry) and reading.may_be(entry, place)
                ]
                if entries:
                    return length, entries
        return 1, []

    def _are_forms(self, there: Sequence[str], entry: TermForm) -> bool:
        pairs = zip(there, entry.words.split(), strict=True)
        return all(is_form(word, base, self.language) for word, base in pairs)

    def _stems_of(self, pair: Sequence[str], or_first: bool = False) -> Iterator[str]:
        """The stems of one or two words; of two also those of the first alone, if wanted."""
        firsts, *rest = [analyser().stems(word, self.language) for word in pair]
        if or_first or not rest:
            yield from firsts
        for seconds in rest:
            yield from (f"{first} {second}" for first in firsts for second in seconds)


class _Reading:
    """A text with its words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [token for token in tokenise(text) if fold(normalise(token.text))]
        self.words = [fold(normalise(token.text)) for token in self.tokens]

    def stand_together(self, place: int, length: int) -> bool:
        tokens = self.tokens[place : place + length]
        gaps = (self.text[one.end : other.start] for one, other in pairwise(tokens))
        return all(map(_GAP.fullmatch, gaps))

    def may_be(self, entry: TermForm, place: int) -> bool:
        """Whether a name is written as it has to be; other terms may be written in any way."""
        return not entry.name or self.text.startswith(entry.name, self.tokens[place].start)

    def occurrence(self, place: int, length: int, entries: list[TermForm]) -> Occurrence:
        first, last = self.tokens[place], self._last(place, length)
        keys = tuple(dict.fromkeys(entry.key for entry in entries))
        return Occurrence(first.start, last.end, keys, all(entry.name for entry in entries))

    def _last(self, place: int, length: int) -> Token:
        return self.tokens[place + length - 1]


def entries_of(key: Key, title: str, is_name: bool) -> Iterator[TermForm]:
    """The entries of an object with a title."""
    for form in title_forms(title):
        if folded := " ".join(filter(None, map(fold, words(normalise(form))))):
            yield TermForm(folded, key, form if is_name or is_abbreviation(form) else "")


def title_forms(title: str) -> list[str]:
    """The ways in which a title is written in a sentence.

    Without what stands in brackets, or the abbreviation there alone; each of two genders alone.
    """
    forms = [title]
    if match := _BRACKETS.fullmatch(title):
        forms = [match[1], *([match[2]] if is_abbreviation(match[2]) else [])]
    return [*forms, *_genders(forms[0])]


def _genders(title: str) -> list[str]:
    """“Lider zespołu” and “liderka zespołu” for “Lider / liderka zespołu”: the second half has the
    words that both share."""
    first, separator, second = title.partition(_BOTH_GENDERS)
    if not separator:
        return []
    shared = second.split()[len(first.split()) :]
    return [" ".join([first, *shared]), second]


def is_abbreviation(text: str) -> bool:
    return _ABBREVIATION.fullmatch(text) is not None
