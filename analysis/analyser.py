"""Analyses words: stems, parts of compounds, and the index keys of both."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from functools import cache
from threading import RLock
from typing import NamedTuple

import Stemmer  # type: ignore[import-not-found]  # no stubs

from analysis import dictionaries
from analysis.caching import LONGEST
from analysis.compounds import pieces, split
from analysis.languages import Language, language
from analysis.tokens import DOTNET, fold, normalise

# To be raised when the same text gives other keys than before: the start rebuilds the index.
VERSION = 5
CACHED_WORDS = 1_000  # the keys of one take a kilobyte
# How often the index contains keys; missing keys count as 0.
Counts = Mapping[str, int]


class Word(NamedTuple):
    """The keys of a word in one language.

    `stems` are keys of the whole word, `parts` of the word and every run of its parts. `leaves` are
    the smallest parts of a compound, in order: ((keys of the first), (keys of the second), …).
    """

    exact: str
    stems: tuple[str, ...]
    parts: tuple[str, ...]
    leaves: tuple[tuple[str, ...], ...]


class Analyser:
    """Analyses words, and caches the latest.

    One serves all threads. Stemmers and dictionaries are not thread-safe, so a lock guards the
    analysis of each word.
    """

    def __init__(self) -> None:
        self._lock = RLock()
        self._stemmers: dict[str, Stemmer.Stemmer] = {}
        self._words: OrderedDict[tuple[str, str], Word] = OrderedDict()
        self._stems: dict[tuple[str, str], tuple[str, ...]] = {}

    def word(self, text: str, code: str, counts: Counts | None = None) -> Word:
        """The keys of a word. With `counts`, compounds are split by the counts of the index."""
        key = (text, code)
        if counts is None and (cached := self._words.get(key)):
            return cached
        with self._lock:
            word = self._analyse(normalise(text), code, counts)
            if counts is None and len(text) <= LONGEST:
                self._words[key] = word
                if len(self._words) > CACHED_WORDS:
                    self._words.popitem(last=False)
        return word

    def stems(self, text: str, code: str) -> tuple[str, ...]:
        """The folded stems of a word, without the prefix of keys."""
        key = (text, code)
        if (stems := self._stems.get(key)) is None:
            with self._lock:
                stems = self._find_stems(text, language(code))
                if len(text) <= LONGEST:
                    if len(self._stems) > 2 * CACHED_WORDS:
                        self._stems.clear()
                    self._stems[key] = stems
        return stems

    def _find_stems(self, text: str, row: Language) -> tuple[str, ...]:
        folded = fold(text)
        if not text[-1:].isalnum() or folded == DOTNET:  # “C#” is no form of “C++”
            return (folded,) if folded else ()
        if not row.stemmer:
            return row.endings(without_digraphs(folded, row)) if folded else ()
        forms = {fold(self._stem(row.singular(form), row.stemmer)) for form in {text, folded}}
        stems = (stem for form in sorted(forms) if form for stem in row.endings(form))
        return tuple(dict.fromkeys(stems))

    def _stem(self, word: str, algorithm: str) -> str:
        if algorithm not in self._stemmers:
            # Without a cache of its own: this class caches.
            self._stemmers[algorithm] = Stemmer.Stemmer(algorithm, 0)
        stem: str = self._stemmers[algorithm].stemWord(word)
        return stem

    def _analyse(self, text: str, code: str, counts: Counts | None) -> Word:
        row = language(code)
        stems = dict.fromkeys(self.stems(text, code))
        leaves: list[list[str]] = []
        known = (row.lemmas, row.splitter) if text[-1:].isalnum() else ()
        for name in filter(None, known):
            for parts in dictionaries.dictionary(name).analyses(text):
                stems |= dict.fromkeys(self.stems("".join(parts), code))
                if not leaves and len(parts) > 1:
                    leaves = [parts]
        if counts is not None and not leaves:
            parts = self._split(fold(text), code, counts)
            leaves = [parts] if len(parts) > 1 else []
        return self._word(text, code, stems, leaves[0] if leaves else [])

    def _word(self, text: str, code: str, stems: Iterable[str], leaves: list[str]) -> Word:
        runs = [
            "".join(leaves[start:end])
            for start in range(len(leaves))
            for end in range(start + 1, len(leaves) + 1)
            if end - start < len(leaves)
        ]
        if fold(text) == DOTNET:
            runs.append("net")
        parts = dict.fromkeys((*stems, *(s for run in runs for s in self.stems(run, code))))
        return Word(
            exact=fold(text),
            stems=tuple(f"{code}1{stem}" for stem in stems),
            parts=tuple(f"{code}2{part}" for part in parts),
            leaves=tuple(
                tuple(f"{code}2{stem}" for stem in self.stems(leaf, code)) for leaf in leaves
            ),
        )

    def _split(self, word: str, code: str, counts: Counts, is_part: bool = False) -> list[str]:
        """The smallest parts of a folded word that the index contains."""

        def count(piece: str) -> int:
            return max(
                (counts.get(f"{code}2{stem}", 0) for stem in self.stems(piece, code)), default=0
            )

        parts = split(word, language(code).shortest_part, count)
        # “lederen” is a form of “leder” rather than a compound of “lede” and “ren”.
        if len(parts) == 1 or (is_part and count(word) > min(map(count, parts))):
            return [word]
        return [leaf for part in parts for leaf in self._split(part, code, counts, is_part=True)]


def keys_of_pieces(analyser: Analyser, word: str, code: str) -> set[str]:
    """The part keys of a folded word and of all strings that it may be split into."""
    strings = (word, *pieces(word, language(code).shortest_part))
    return {f"{code}2{stem}" for string in strings for stem in analyser.stems(string, code)}


def without_digraphs(word: str, row: Language) -> str:
    """A folded word with the letters that its digraphs stand for: “opplaering”, “opplaring”."""
    for pair, letter in row.digraphs.items():
        word = word.replace(pair, letter)
    return word


def keeps_initials(code: str) -> bool:
    """Whether all keys of a word in a language begin with its own first letter (but those of .NET).

    The base forms and parts that a dictionary knows may not.
    """
    row = language(code)
    return {row.lemmas, row.splitter}.isdisjoint(dictionaries.installed())


@cache
def analyser() -> Analyser:
    """The analyser of this process."""
    return Analyser()


def version() -> str:
    """The version of the analysis: of this code, and the dictionaries that are installed."""
    return "-".join([str(VERSION), *dictionaries.installed()])
