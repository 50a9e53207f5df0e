"""PostgreSQL: vectors of the same keys, with a GIN index, beside the passages.

The vectors are written as they are, so no configuration of a language takes part. Words that are
spelt alike are found among the terms, by an index of pg_trgm.
"""

from collections.abc import Sequence
from itertools import chain

from search.engines.base import ADD_COUNTS, Count, Engine, Group, fields, least_shared, triples
from search.models import Row, ids_of

TITLES = "ABC"
PLACES = ("1A", "2B", "3C", "4D")  # a position, which has to be there, and the weight


class PostgreSQL(Engine):
    """Full text search in the database of the content."""

    def and_query(
        self, generation: int, groups: Sequence[Group], limit: int, in_texts: bool = False
    ) -> list[int]:
        query = " & ".join(_expression(group, in_texts) for group in groups)
        # By an expression, or the planner may walk the ids until something matches.
        sql = (
            "SELECT id FROM search_vector WHERE vector @@ %s::tsquery AND id >= %s AND id < %s "
            "ORDER BY id + 0 LIMIT %s"
        )
        return [id for (id,) in self.execute(sql, [query, *ids_of(generation), limit])]

    def trigram(self, generation: int, word: str, limit: int) -> list[str]:
        several = triples(word)
        sql = (
            "SELECT term FROM (SELECT term, (SELECT count(*) FROM unnest(%s::text[]) AS one "
            "WHERE strpos(term, one) > 0) AS shared FROM search_term "
            "WHERE is_word AND generation = %s AND term LIKE ANY(%s)) AS near "
            "WHERE shared >= %s ORDER BY shared DESC, abs(length(term) - %s), "
            'term COLLATE "C" LIMIT %s'
        )
        asked = [f"%{triple}%" for triple in several]
        params = [several, generation, asked, least_shared(several), len(word), limit]
        return [term for (term,) in self.execute(sql, params)]

    def containing(self, generation: int, piece: str, limit: int) -> list[str]:
        sql = (
            "SELECT term FROM search_term WHERE is_word AND generation = %s AND term LIKE %s "
            'ORDER BY length(term), term COLLATE "C" LIMIT %s'
        )
        return [term for (term,) in self.execute(sql, [generation, f"%{piece}%", limit])]

    def index(self, generation: int, rows: Sequence[Row]) -> None:
        sql = "INSERT INTO search_vector SELECT * FROM unnest(%s::bigint[], %s::tsvector[])"
        self.execute(sql, [[row.id for row in rows], [_vector(row) for row in rows]])

    def remove(self, generation: int, rows: Sequence[Row]) -> None:
        ids = [row.id for row in rows]
        self.execute("DELETE FROM search_vector WHERE id = ANY(%s)", [ids])

    def add_counts(self, generation: int, counts: Sequence[Count]) -> None:
        found = "SELECT term, %s, number, is_word FROM unnest(%s::text[], %s::int[], %s::bool[])"
        sql = ADD_COUNTS.format(f"{found} AS found (term, number, is_word)")
        self.execute(sql, [generation, *(list(column) for column in zip(*counts, strict=True))])

    def clear(self, generation: int) -> None:
        self.execute("DELETE FROM search_vector WHERE id >= %s AND id < %s", ids_of(generation))


def _vector(row: Row) -> str:
    """The four fields as weights A to D. A word may be in several; positions say nothing."""
    weights: dict[str, str] = {}
    for place, text in zip(PLACES, fields(row), strict=True):
        for term in text.split():
            before = weights.get(term)
            if before is None:
                weights[term] = f":{place}"
            elif not before.endswith(place):
                weights[term] = f"{before},{place}"
    return " ".join([term + places for term, places in weights.items()])


def _expression(group: Group, in_texts: bool) -> str:
    """A group in the syntax of tsquery."""
    whole = [f"{term}:{TITLES}" for term in group.terms]
    begun = [f"{group.prefix}:*A"] if group.prefix else []
    several = ["(" + " & ".join(_any(keys) for keys in parts) + ")" for parts in group.together]
    texts = [f"{stem}:D" for stem in group.stems] if in_texts else []
    return "(" + " | ".join(chain(whole, begun, several, texts)) + ")"


def _any(keys: Sequence[str]) -> str:
    return "(" + " | ".join(f"{key}:{TITLES}" for key in keys) + ")"
