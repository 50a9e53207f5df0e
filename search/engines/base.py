"""The interface of the engines, and the term groups that queries are made of."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from django.db import connections

from search.ids import Generation, PassageId
from search.models import Candidate, PassageRow

# `or_query` tries this many subsets of the groups: all subsets of up to so many groups.
MAX_SUBSETS = 12
MAX_EXHAUSTIVE_GROUPS = 4
ADD_COUNTS = (
    "INSERT INTO search_term (term, generation, count, is_word) {} "
    "ON CONFLICT (term, generation) DO UPDATE SET count = search_term.count + excluded.count"
)
# A term, the change of its document frequency, whether it is a word as written in a title.
TermCount = tuple[str, int, bool]


@dataclass(frozen=True)
class TermGroup:
    """The alternatives that one word of a query may match; one match is enough.

    `terms` are keys or words in titles; `prefix` is the beginning of a word. `conjunctions` match
    if every part of a compound does: each is a tuple of parts, each part a tuple of alternative
    keys. `stems` are looked up in texts. `weight` is the rarity of the word. All strings consist
    of a–z and 0–9 only.
    """

    terms: tuple[str, ...]
    stems: tuple[str, ...] = ()
    prefix: str = ""
    conjunctions: tuple[tuple[tuple[str, ...], ...], ...] = ()
    weight: float = 1.0


class Engine(ABC):
    """Looks up passages in one database by term groups. Results are ordered by passage id."""

    def __init__(self, using: str) -> None:
        self.using = using

    @abstractmethod
    def and_query(
        self,
        generation: Generation,
        groups: Sequence[TermGroup],
        limit: int,
        in_texts: bool = False,
    ) -> list[PassageId]:
        """The first passages whose titles match all groups, or whose titles or texts do."""

    @abstractmethod
    def among(self, values: Collection[str | int]) -> tuple[str, Any]:
        """SQL for being one of the values, and its parameter.

        It is the same for any number of them, since a connection keeps its last statements.
        """

    def or_query(
        self, generation: Generation, groups: Sequence[TermGroup], limit: int
    ) -> list[PassageId]:
        """Passages whose titles match some groups, those that match the most and rarest first."""
        ids: dict[PassageId, None] = {}
        for subset in subsets(groups):
            ids |= dict.fromkeys(self.and_query(generation, subset, limit))
            if len(ids) >= limit:
                break
        return list(ids)[:limit]

    @abstractmethod
    def similar_words(self, generation: Generation, word: str, limit: int) -> list[str]:
        """The words of titles that share the most trigrams with a word, at least a third of them.

        Ties are sorted by the difference in length, then alphabetically.
        """

    @abstractmethod
    def words_containing(self, generation: Generation, piece: str, limit: int) -> list[str]:
        """Words of titles that contain a string of at least three letters, the shortest first."""

    def candidates(self, ids: Collection[PassageId]) -> list[Candidate]:
        """The passages with these ids, in this order; those deleted meanwhile are left out."""
        rows = self._columns_of(ids, Candidate._fields)
        by_id = {row[0]: row for row in rows}
        return [Candidate._make(by_id[id]) for id in ids if id in by_id]

    def bodies(self, ids: Collection[PassageId]) -> dict[PassageId, str]:
        """The stems of the texts of passages."""
        return dict(self._columns_of(ids, ("id", "body")))

    def texts(self, ids: Collection[PassageId]) -> dict[PassageId, str]:
        """The texts of passages as they are written."""
        return dict(self._columns_of(ids, ("id", "text")))

    def _columns_of(self, ids: Collection[PassageId], columns: Sequence[str]) -> list[Any]:
        if not ids:
            return []
        is_one, parameter = self.among(ids)
        sql = f"SELECT {', '.join(columns)} FROM search_passage WHERE id {is_one}"  # noqa: S608
        return self.execute(sql, [parameter])

    @abstractmethod
    def add_passages(self, generation: Generation, rows: Sequence[PassageRow]) -> None:
        """Indexes passages that have just been written."""

    @abstractmethod
    def remove_passages(self, generation: Generation, rows: Sequence[PassageRow]) -> None:
        """Removes passages that are about to be deleted; `rows` must be as they were added."""

    def add_counts(self, generation: Generation, counts: Sequence[TermCount]) -> None:
        """Adds to the document frequencies of terms; `counts` is not empty."""
        sql = ADD_COUNTS.format("VALUES (%s, %s, %s, %s)")
        self.execute_many(sql, [(term, generation, n, is_word) for term, n, is_word in counts])

    def add_words(self, generation: Generation, words: Iterable[str]) -> None:  # noqa: B027 (optional)
        """Indexes words of titles for `similar_words` and `words_containing`."""

    def remove_words(self, generation: Generation, words: Iterable[str]) -> None:  # noqa: B027 (optional)
        """Removes words that no title contains any more."""

    @abstractmethod
    def clear(self, generation: Generation) -> None:
        """Removes a whole generation."""

    def execute(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Runs a statement and returns its rows, if it has any."""
        with connections[self.using].cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall() if cursor.description else []

    def execute_many(self, sql: str, params: Sequence[Sequence[Any]]) -> None:
        """Runs a statement once for each row of parameters."""
        with connections[self.using].cursor() as cursor:
            cursor.executemany(sql, params)


def trigrams(word: str) -> list[str]:
    """The distinct trigrams of a word."""
    return [*dict.fromkeys(word[n : n + 3] for n in range(len(word) - 2))]


def min_shared_trigrams(trigrams: Sequence[str]) -> int:
    """How many trigrams a similar word shares at least."""
    return max(1, len(trigrams) // 3)


def subsets(groups: Sequence[TermGroup]) -> list[tuple[TermGroup, ...]]:
    """Proper subsets of the groups, larger ones first, among equals those with the rarest words.

    A long query has thousands of subsets: only those of its rarest words are all tried.
    """
    if len(groups) > MAX_EXHAUSTIVE_GROUPS:
        rarest = sorted(groups, key=lambda group: -group.weight)
        sizes = sorted(
            {len(groups) - 1, max(len(groups) // 2, MAX_EXHAUSTIVE_GROUPS), MAX_EXHAUSTIVE_GROUPS},
            reverse=True,
        )
        return [
            *(tuple(rarest[:size]) for size in sizes),
            *subsets(rarest[:MAX_EXHAUSTIVE_GROUPS]),
        ][:MAX_SUBSETS]
    result: list[tuple[TermGroup, ...]] = []
    for size in range(len(groups) - 1, 0, -1):
        same_size = combinations(groups, size)
        result += sorted(same_size, key=lambda subset: -sum(group.weight for group in subset))
    return result[:MAX_SUBSETS]


def index_columns(row: PassageRow) -> tuple[str, str, str, str]:
    """The indexed texts of a passage, space-separated: exact words, stems, parts, text.

    Exact words include each two neighbours joined to one.
    """
    exact: list[str] = []
    stems: list[str] = []
    parts: list[str] = []
    for word in row.words.split():
        exact_word, word_stems, word_parts = word.split(":")
        exact.append(exact_word)
        stems += filter(None, word_stems.split(","))
        parts += filter(None, word_parts.split(","))
    joined = [a + b for a, b in pairwise(exact)]
    return " ".join([*exact, *joined]), " ".join(stems), " ".join(parts), row.body
