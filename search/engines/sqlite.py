"""SQLite: contentless FTS5 tables, one for each generation, beside the passages.

Passages are looked up by id afterwards: joined, the query would run once for each row.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from search.engines.base import Engine, Group, fields, least_shared, triples
from search.models import Row

TABLES = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_fts_{0} USING fts5("
    "exact, stem, part, body, content='', detail=column, tokenize='unicode61')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_grams_{0} USING fts5("
    "word, content='', tokenize='trigram')",
)


class SQLite(Engine):
    """FTS5 in the database of the content."""

    def and_query(
        self, generation: int, groups: Sequence[Group], limit: int, in_texts: bool = False
    ) -> list[int]:
        query = " AND ".join(_expression(group, in_texts) for group in groups)
        sql = (
            f"SELECT rowid FROM search_fts_{generation:d} WHERE search_fts_{generation:d} MATCH %s"  # noqa: S608 (a number)
        )
        return [id for (id,) in self.execute(f"{sql} ORDER BY rowid LIMIT %s", [query, limit])]

    def trigram(self, generation: int, word: str, limit: int) -> list[str]:
        several = triples(word)
        if not several:
            return []
        table = f"search_grams_{generation:d}"
        one = f"SELECT rowid AS id FROM {table} WHERE {table} MATCH %s"  # noqa: S608
        # Counted first: most words share too little to be looked at.
        sql = (
            "SELECT term FROM (SELECT id, count(*) AS shared "  # noqa: S608
            f"FROM ({' UNION ALL '.join([one] * len(several))}) GROUP BY id HAVING shared >= %s) "
            "JOIN search_term USING (id) "
            "ORDER BY shared DESC, abs(length(term) - %s), term LIMIT %s"
        )
        asked = [f'"{triple}"' for triple in several]
        params = [*asked, least_shared(several), len(word), limit]
        return [term for (term,) in self.execute(sql, params)]

    def containing(self, generation: int, piece: str, limit: int) -> list[str]:
        table = f"search_grams_{generation:d}"
        sql = (
            f"SELECT term FROM search_term WHERE id IN (SELECT rowid FROM {table} "  # noqa: S608
            f"WHERE {table} MATCH %s) ORDER BY length(term), term LIMIT %s"
        )
        return [term for (term,) in self.execute(sql, [f'"{piece}"', limit])]

    def index(self, generation: int, rows: Sequence[Row]) -> None:
        sql = f"INSERT INTO search_fts_{generation:d}(rowid, exact, stem, part, body)"
        several = [(row.id, *fields(row)) for row in rows]
        self.execute_many(f"{sql} VALUES (%s, %s, %s, %s, %s)", several)

    def remove(self, generation: int, rows: Sequence[Row]) -> None:
        table = f"search_fts_{generation:d}"
        sql = f"INSERT INTO {table}({table}, rowid, exact, stem, part, body)"
        several = [(row.id, *fields(row)) for row in rows]
        self.execute_many(f"{sql} VALUES ('delete', %s, %s, %s, %s, %s)", several)

    def add_words(self, generation: int, words: Iterable[str]) -> None:
        self._change_words(generation, words, f"search_grams_{generation:d}(rowid, word) SELECT")

    def remove_words(self, generation: int, words: Iterable[str]) -> None:
        table = f"search_grams_{generation:d}"
        self._change_words(generation, words, f"{table}({table}, rowid, word) SELECT 'delete',")

    def _change_words(self, generation: int, words: Iterable[str], into: str) -> None:
        sql = f"INSERT INTO {into} id, term FROM search_term WHERE term = %s AND generation = %s"
        self.execute_many(sql, [(word, generation) for word in words])

    def clear(self, generation: int) -> None:
        for table in (f"search_fts_{generation:d}", f"search_grams_{generation:d}"):
            self.execute(f"INSERT INTO {table}({table}) VALUES ('delete-all')")  # noqa: S608


def _expression(group: Group, in_texts: bool) -> str:
    """A group in the syntax of FTS5. All in it is quoted, though nothing in it could be syntax."""
    whole = [f'"{term}"' for term in group.terms]
    begun = [f'"{group.prefix}" *'] if group.prefix else []
    several = ["(" + " AND ".join(_any(keys) for keys in parts) + ")" for parts in group.together]
    titles = " OR ".join(chain(whole, begun, several))
    expression = f"{{exact stem part}} : ({titles})"
    if in_texts and group.stems:
        expression += f" OR body : {_any(group.stems)}"
    return f"({expression})"


def _any(keys: Sequence[str]) -> str:
    return "(" + " OR ".join(f'"{key}"' for key in keys) + ")"
