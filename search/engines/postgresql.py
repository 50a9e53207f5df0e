"""PostgreSQL: a tsvector per passage with a GIN index, in a table of its own.

Vectors are written as literals, so no text search configuration of a language takes part. Similar
words are looked up among the terms with an index of pg_trgm.
"""

from collections.abc import Collection, Sequence
from itertools import chain
from typing import Any

from search.engines.base import (
    ADD_COUNTS,
    Engine,
    TermCount,
    TermGroup,
    index_columns,
    min_shared_trigrams,
    trigrams,
)
from search.ids import Generation, PassageId, passage_id_range
from search.models import PassageRow

TITLE_WEIGHTS = "ABC"
# For each of `index_columns` a position, which the syntax requires, and the weight.
POSITIONS = ("1A", "2B", "3C", "4D")


class PostgreSQL(Engine):
    """Full-text search with tsvector and pg_trgm."""

    def and_query(
        self,
        generation: Generation,
        groups: Sequence[TermGroup],
        limit: int,
        in_texts: bool = False,
    ) -> list[PassageId]:
        query = " & ".join(_expression(group, in_texts) for group in groups)
        # An expression: with `ORDER BY id` the planner may scan ids until enough rows match.
        sql = (
            "SELECT id FROM search_vector WHERE vector @@ %s::tsquery AND id >= %s AND id < %s "
            "ORDER BY id + 0 LIMIT %s"
        )
        return [id for (id,) in self.execute(sql, [query, *passage_id_range(generation), limit])]

    def among(self, values: Collection[str | int]) -> tuple[str, Any]:
        return "= ANY(%s)", list(values)

    def similar_words(self, generation: Generation, word: str, limit: int) -> list[str]:
        grams = trigrams(word)
        sql = (
            "SELECT term FROM (SELECT term, (SELECT count(*) FROM unnest(%s::text[]) AS gram "
            "WHERE strpos(term, gram) > 0) AS shared FROM search_term "
            "WHERE is_word AND generation = %s AND term LIKE ANY(%s)) AS near "
            "WHERE shared >= %s ORDER BY shared DESC, abs(length(term) - %s), "
            'term COLLATE "C" LIMIT %s'
        )
        patterns = [f"%{gram}%" for gram in grams]
        params = [grams, generation, patterns, min_shared_trigrams(grams), len(word), limit]
        return [term for (term,) in self.execute(sql, params)]

    def words_containing(self, generation: Generation, piece: str, limit: int) -> list[str]:
        sql = (
            "SELECT term FROM search_term WHERE is_word AND generation = %s AND term LIKE %s "
            'ORDER BY length(term), term COLLATE "C" LIMIT %s'
        )
        return [term for (term,) in self.execute(sql, [generation, f"%{piece}%", limit])]

    def add_passages(self, generation: Generation, rows: Sequence[PassageRow]) -> None:
        sql = "INSERT INTO search_vector SELECT * FROM unnest(%s::bigint[], %s::tsvector[])"
        self.execute(sql, [[row.id for row in rows], [_vector(row) for row in rows]])

    def remove_passages(self, generation: Generation, rows: Sequence[PassageRow]) -> None:
        ids = [row.id for row in rows]
        self.execute("DELETE FROM search_vector WHERE id = ANY(%s)", [ids])

    def add_counts(self, generation: Generation, counts: Sequence[TermCount]) -> None:
        select = "SELECT term, %s, number, is_word FROM unnest(%s::text[], %s::int[], %s::bool[])"
        sql = ADD_COUNTS.format(f"{select} AS added (term, number, is_word)")
        self.execute(sql, [generation, *(list(column) for column in zip(*counts, strict=True))])

    def clear(self, generation: Generation) -> None:
        self.execute(
            "DELETE FROM search_vector WHERE id >= %s AND id < %s", passage_id_range(generation)
        )


def _vector(row: PassageRow) -> str:
    """The four index columns as weights A to D of a tsvector literal; a term may have several."""
    weights: dict[str, str] = {}
    for position, text in zip(POSITIONS, index_columns(row), strict=True):
        for term in text.split():
            present = weights.get(term)
            if present is None:
                weights[term] = f":{position}"
            elif not present.endswith(position):
                weights[term] = f"{present},{position}"
    return " ".join([term + positions for term, positions in weights.items()])


def _expression(group: TermGroup, in_texts: bool) -> str:
    """A term group in the syntax of tsquery."""
    words = [f"{term}:{TITLE_WEIGHTS}" for term in group.terms]
    prefixed = [f"{group.prefix}:*A"] if group.prefix else []
    compounds = [
        "(" + " & ".join(_any(keys) for keys in parts) + ")" for parts in group.conjunctions
    ]
    texts = [f"{stem}:D" for stem in group.stems] if in_texts else []
    return "(" + " | ".join(chain(words, prefixed, compounds, texts)) + ")"


def _any(keys: Sequence[str]) -> str:
    return "(" + " | ".join(f"{key}:{TITLE_WEIGHTS}" for key in keys) + ")"
