"""Words as keys."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from functools import cache
from threading import RLock
from typing import NamedTuple

import Stemmer

from search.analysis import dictionaries
from search.analysis.compounds import pieces, split
from search.analysis.languages import Language, language
from search.analysis.tokens import fold, plain

# Raised when the same text gives other keys than before: the index is built anew at the start.
VERSION = 4
CACHED_WORDS = 6_000
# How often the index holds keys; those that it does not hold are left out.
Counts = Mapping[str, int]


class Word(NamedTuple):
    """A word in one language, as the keys it is found by.

    `stems` name the whole word, `parts` all that it holds: itself, its parts and theirs. `leaves`
    are the smallest parts, in order: ((keys of the first), (keys of the second), …).
    """

    exact: str
    stems: tuple[str, ...]
    parts: tuple[str, ...]
    leaves: tuple[tuple[str, ...], ...]


class Analyser:
    """Reads words, and remembers the latest.

    One serves all threads: neither stemmers nor dictionaries can be asked by two at once, so they
    take turns, a word at a time.
    """

    def __init__(self) -> None:
        self._reading = RLock()
        self._stemmers: dict[str, Stemmer.Stemmer] = {}
        self._words: OrderedDict[tuple[str, str], Word] = OrderedDict()
        self._stems: dict[tuple[str, str], tuple[str, ...]] = {}

    def word(self, text: str, code: str, counts: Counts | None = None) -> Word:
        """The keys of a word. With `counts`, compounds are split by the words of the index."""
        key = (text, code)
        if counts is None and (known := self._words.get(key)):
            return known
        with self._reading:
            found = self._analysed(plain(text), code, counts)
            if counts is None:
                self._words[key] = found
                if len(self._words) > CACHED_WORDS:
                    self._words.popitem(last=False)
        return found

    def stems(self, text: str, code: str) -> tuple[str, ...]:
        """The stems of a word, folded and without prefix."""
        key = (text, code)
        if (found := self._stems.get(key)) is None:
            with self._reading:
                if len(self._stems) > 4 * CACHED_WORDS:
                    self._stems.clear()
                found = self._stems[key] = self._read(text, language(code))
        return found

    def _read(self, text: str, row: Language) -> tuple[str, ...]:
        folded = fold(text)
        if not row.stemmer:
            return row.endings(_without(row.digraphs, folded)) if folded else ()
        forms = {fold(self._stem(row.singular(form), row.stemmer)) for form in {text, folded}}
        stems = (stem for form in sorted(forms) if form for stem in row.endings(form))
        return tuple(dict.fromkeys(stems))

    def _stem(self, word: str, algorithm: str) -> str:
        if algorithm not in self._stemmers:
            # The words are cached here, with a bound.
            self._stemmers[algorithm] = Stemmer.Stemmer(algorithm, 0)
        return self._stemmers[algorithm].stemWord(word)

    def _analysed(self, text: str, code: str, counts: Counts | None) -> Word:
        row = language(code)
        stems = dict.fromkeys(self.stems(text, code))
        leaves: list[list[str]] = []
        for name in filter(None, (row.lemmas, row.splitter)):
            for parts in dictionaries.dictionary(name).splits(text):
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
        """The smallest parts of a folded word that the index knows."""

        def count(piece: str) -> int:
            return max(
                (counts.get(f"{code}2{stem}", 0) for stem in self.stems(piece, code)), default=0
            )

        parts = split(word, language(code).shortest_part, count)
        # “lederen” is “leder” more often than “lede” and “ren” together.
        if len(parts) == 1 or (is_part and count(word) > min(map(count, parts))):
            return [word]
        return [leaf for part in parts for leaf in self._split(part, code, counts, is_part=True)]


def keys_of_pieces(reader: Analyser, word: str, code: str) -> set[str]:
    """The keys of a folded word and of all its pieces: what counts when it is split."""
    several = (word, *pieces(word, language(code).shortest_part))
    return {f"{code}2{stem}" for piece in several for stem in reader.stems(piece, code)}


def _without(digraphs: Mapping[str, str], word: str) -> str:
    if digraphs:
        for pair, letter in digraphs.items():
            word = word.replace(pair, letter)
    return word


@cache
def analyser() -> Analyser:
    """The analyser of this process."""
    return Analyser()


def version() -> str:
    """What the keys depend on: this code, and the dictionaries that are there."""
    return "-".join([str(VERSION), *dictionaries.found()])
