"""Which skills or tools roles name, in memory."""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from functools import cached_property
from itertools import chain, islice
from typing import Any

POPULAR = 400  # words whose roles are kept as sets; those of others are looked up
FEW = 1_000  # so many roles at most are asked one by one which words they name

Pairs = Iterable[tuple[int, int]]


class Words:
    """Skills or tools by the roles that name them. A word is its id, a role its number.

    `named` has each role's words, in the order of the roles; `look_up` finds the roles that name
    some words, as pairs of a word and a role. `retired` words are still the roles', and in no list.
    """

    def __init__(
        self,
        named: Iterable[Sequence[int]],
        look_up: Callable[[list[int]], Pairs],
        retired: Collection[int] = (),
    ) -> None:
        # The words of all roles one after the other, and where those of each role begin.
        self._words, self._starts = array("I"), array("I", [0])
        for words in named:
            self._words.extend(words)
            self._starts.append(len(self._words))
        self._look_up = look_up
        self._most: dict[int, dict[int, int]] = {}
        self.counts = Counter(self._words)
        self._retired = retired
        for word in retired:
            del self.counts[word]

    @cached_property
    def popular(self) -> dict[int, int]:
        """The words that most roles name, the most named first, each with the set of its roles."""
        most = sorted(self.counts, key=lambda word: (-self.counts[word], word))[:POPULAR]
        size = len(self._starts) - 1
        wanted = set(most)
        named = (
            (word, role) for role in range(size) for word in wanted.intersection(self._of(role))
        )
        return sets_of(most, named, size)

    def number_of(self, role: int) -> int:
        """How many words a role names, those that are retired too."""
        return self._starts[role + 1] - self._starts[role]

    def _of(self, role: int) -> array:
        return self._words[self._starts[role] : self._starts[role + 1]]

    def roles_of(self, words: Iterable[int]) -> dict[int, int]:
        """The set of roles that name each of some words. At most one query."""
        found = {word: self.popular.get(word, 0) for word in words}
        if rare := [word for word in found if word not in self.popular]:
            for word, role in self._look_up(rare):
                found[word] |= 1 << role
        return found

    def most_named(self, roles: int, size: int) -> dict[int, int]:
        """The words that most of a set of roles name, and how many do.

        In a large set only words that are popular everywhere are looked for. Where there are too
        few, others follow that none of the roles names.
        """
        number = roles.bit_count()
        if number == len(self._starts) - 1:
            return self._most_of_all(size)
        if number <= FEW:
            counts = Counter(chain.from_iterable(map(self._of, members(roles))))
            for word in self._retired:
                del counts[word]
        else:
            counts = {word: (roles & named).bit_count() for word, named in self.popular.items()}
        return self._first(counts, size)

    def _most_of_all(self, size: int) -> dict[int, int]:
        """The same for all roles: every list that nothing narrows asks for it."""
        if size not in self._most:
            self._most[size] = self._first({word: self.counts[word] for word in self.popular}, size)
        return self._most[size]

    def _first(self, counts: dict[int, int], size: int) -> dict[int, int]:
        """The words with the highest counts."""
        counts = {**dict.fromkeys(islice(self.popular, size), 0), **counts}
        # Ranked are only those that may be among the first; there are thousands of others.
        least = sorted(counts.values(), reverse=True)[:size][-1] if counts else 0
        likely = [word for word, count in counts.items() if count >= least]
        likely.sort(key=lambda word: (-counts[word], -self.counts[word], word))
        return {word: counts[word] for word in likely[:size]}


def sets_of(keys: Iterable[Hashable], pairs: Iterable[tuple], size: int) -> dict[Any, int]:
    """For each key the set of the roles, of `size` in all, that it makes a pair with."""
    bits = {key: bytearray(size // 8 + 1) for key in keys}
    for key, role in pairs:
        bits[key][role >> 3] |= 1 << (role & 7)
    return {key: int.from_bytes(marked, "little") for key, marked in bits.items()}


def members(roles: int) -> list[int]:
    """The numbers of the roles in a set."""
    return [number for number, bit in enumerate(f"{roles:b}"[::-1]) if bit == "1"]


def flags(roles: int, size: int) -> bytes:
    """For each of `size` roles 1 if it is in the set, else 0."""
    return f"{roles:0{size}b}"[::-1].encode().translate(_ZEROES_AND_ONES)


_ZEROES_AND_ONES = bytes.maketrans(b"01", b"\0\1")
