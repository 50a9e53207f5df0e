"""What every engine does, and how a query looks to it."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from django.db import connections

from search.models import Passage, Row

# So many of the ways to leave words of a query out are tried.
SUBSETS = 12
SHORT = 4  # words of which nearly all ways are tried
PARAMETERS = 500
ADD_COUNTS = (
    "INSERT INTO search_term (term, generation, count, is_word) {} "
    "ON CONFLICT (term, generation) DO UPDATE SET count = search_term.count + excluded.count"
)
# A key, how many more passages it is in, whether it is a word as it is written.
Count = tuple[str, int, bool]


@dataclass(frozen=True)
class Group:
    """What one word of a query may match: any of these.

    `terms` are keys or words, `prefix` the beginning of a word, `together` keys that only count
    when all are there: for each part of a compound the keys that it may have. `stems` are looked
    for in texts. `weight` is its rarity. All are made of a–z and 0–9 only.
    """

    terms: tuple[str, ...]
    stems: tuple[str, ...] = ()
    prefix: str = ""
    together: tuple[tuple[tuple[str, ...], ...], ...] = ()
    weight: float = 1.0


class Engine(ABC):
    """Finds passages by keys. Ids come in their own order, which is that of their rank."""

    def __init__(self, using: str) -> None:
        self.using = using

    @abstractmethod
    def and_query(
        self, generation: int, groups: Sequence[Group], limit: int, in_texts: bool = False
    ) -> list[int]:
        """The first passages that match all groups in their titles, or in title or text."""

    def or_query(self, generation: int, groups: Sequence[Group], limit: int) -> list[int]:
        """Passages whose titles match some groups, those that match the most and rarest first."""
        found: dict[int, None] = {}
        for subset in subsets(groups):
            found |= dict.fromkeys(self.and_query(generation, subset, limit))
            if len(found) >= limit:
                break
        return list(found)[:limit]

    @abstractmethod
    def trigram(self, generation: int, word: str, limit: int) -> list[str]:
        """Words of titles that share the most triples of letters with a word, a third at least.

        Among equals those come first whose length is nearest to its own, then by the alphabet.
        """

    @abstractmethod
    def containing(self, generation: int, piece: str, limit: int) -> list[str]:
        """Words of titles that hold a piece of three letters or more, the shortest first."""

    def rows(self, ids: Sequence[int]) -> list[Passage]:
        """The passages with these ids; those that have gone meanwhile are left out."""
        found: dict[int, Passage] = {}
        for start in range(0, len(ids), PARAMETERS):
            part = ids[start : start + PARAMETERS]
            found |= Passage.objects.using(self.using).in_bulk(part)
        return [found[id] for id in ids if id in found]

    @abstractmethod
    def index(self, generation: int, rows: Sequence[Row]) -> None:
        """Takes passages up that have just been written."""

    @abstractmethod
    def remove(self, generation: int, rows: Sequence[Row]) -> None:
        """Forgets passages that are about to be deleted, as they were taken up."""

    def add_counts(self, generation: int, counts: Sequence[Count]) -> None:
        """Adds to how many passages keys are in; there is at least one of them."""
        sql = ADD_COUNTS.format("VALUES (%s, %s, %s, %s)")
        self.execute_many(sql, [(key, generation, number, word) for key, number, word in counts])

    def add_words(self, generation: int, words: Iterable[str]) -> None:  # noqa: B027 (optional)
        """Takes words up that `trigram` finds."""

    def remove_words(self, generation: int, words: Iterable[str]) -> None:  # noqa: B027 (optional)
        """Forgets words that no title holds any more."""

    @abstractmethod
    def clear(self, generation: int) -> None:
        """Forgets all of a generation."""

    def execute(self, sql: str, params: Sequence[Any] = ()) -> list[tuple]:
        """The rows that a statement finds."""
        with connections[self.using].cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall() if cursor.description else []

    def execute_many(self, sql: str, params: Iterable[Sequence[Any]]) -> None:
        """The same statement for many rows."""
        with connections[self.using].cursor() as cursor:
            cursor.executemany(sql, params)


def triples(word: str) -> list[str]:
    """All triples of letters of a word, each once."""
    return [*dict.fromkeys(word[n : n + 3] for n in range(len(word) - 2))]


def least_shared(several: Sequence[str]) -> int:
    """How many of its triples a word has to share with one that is spelt alike."""
    return max(1, len(several) // 3)


def subsets(groups: Sequence[Group]) -> list[tuple[Group, ...]]:
    """The groups with fewer and fewer of them, those with the rarest words first.

    Of a long query there are thousands: only the rarest words are tried in all ways.
    """
    if len(groups) > SHORT:
        rarest = sorted(groups, key=lambda group: -group.weight)
        sizes = sorted({len(groups) - 1, max(len(groups) // 2, SHORT), SHORT}, reverse=True)
        return [*(tuple(rarest[:size]) for size in sizes), *subsets(rarest[:SHORT])][:SUBSETS]
    found = []
    for size in range(len(groups) - 1, 0, -1):
        several = combinations(groups, size)
        found += sorted(several, key=lambda subset: -sum(group.weight for group in subset))
    return found[:SUBSETS]


def fields(row: Row) -> tuple[str, str, str, str]:
    """What a passage is found by: its words and joined neighbours, stems, parts, text."""
    exact, stems, parts = [], [], []
    for word in row.words.split():
        one, some, more = word.split(":")
        exact.append(one)
        stems += filter(None, some.split(","))
        parts += filter(None, more.split(","))
    joined = [a + b for a, b in pairwise(exact)]
    return " ".join([*exact, *joined]), " ".join(stems), " ".join(parts), row.body
