"""SQLite: contentless FTS5 tables, one set per generation.

Passages are read by id afterwards: in a join the full-text query would run once for each row.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import Any

from search.engines.base import Engine, TermGroup, index_columns, min_shared_trigrams, trigrams
from search.ids import Generation, PassageId
from search.models import PassageRow

TABLES = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_fts_{0} USING fts5("
    "exact, stem, part, body, content='', detail=column, tokenize='unicode61')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_grams_{0} USING fts5("
    "word, content='', tokenize='trigram')",
)


class SQLite(Engine):
    """Full-text search with FTS5."""

    def and_query(
        self,
        generation: Generation,
        groups: Sequence[TermGroup],
        limit: int,
        in_texts: bool = False,
    ) -> list[PassageId]:
        query = " AND ".join(_expression(group, in_texts) for group in groups)
        sql = (
            f"SELECT rowid FROM search_fts_{generation:d} WHERE search_fts_{generation:d} MATCH %s"  # noqa: S608 (a number)
        )
        return [id for (id,) in self.execute(f"{sql} ORDER BY rowid LIMIT %s", [query, limit])]

    def among(self, values: Collection[str | int]) -> tuple[str, Any]:
        return "IN (SELECT value FROM json_each(%s))", json.dumps(list(values))

    def similar_words(self, generation: Generation, word: str, limit: int) -> list[str]:
        grams = trigrams(word)
        if not grams:
            return []
        table = f"search_grams_{generation:d}"
        select = f"SELECT rowid AS id FROM {table} WHERE {table} MATCH %s"  # noqa: S608
        # Counted before the join: most words share too few trigrams.
        sql = (
            "SELECT term FROM (SELECT id, count(*) AS shared "  # noqa: S608
            f"FROM ({' UNION ALL '.join([select] * len(grams))}) GROUP BY id HAVING shared >= %s) "
            "JOIN search_term USING (id) "
            "ORDER BY shared DESC, abs(length(term) - %s), term LIMIT %s"
        )
        phrases = [f'"{gram}"' for gram in grams]
        params = [*phrases, min_shared_trigrams(grams), len(word), limit]
        return [term for (term,) in self.execute(sql, params)]

    def words_containing(self, generation: Generation, piece: str, limit: int) -> list[str]:
        table = f"search_grams_{generation:d}"
        sql = (
            f"SELECT term FROM search_term WHERE id IN (SELECT rowid FROM {table} "  # noqa: S608
            f"WHERE {table} MATCH %s) ORDER BY length(term), term LIMIT %s"
        )
        return [term for (term,) in self.execute(sql, [f'"{piece}"', limit])]

    def add_passages(self, generation: Generation, rows: Sequence[PassageRow]) -> None:
        sql = f"INSERT INTO search_fts_{generation:d}(rowid, exact, stem, part, body)"
        values = [(row.id, *index_columns(row)) for row in rows]
        self.execute_many(f"{sql} VALUES (%s, %s, %s, %s, %s)", values)

    def remove_passages(self, generation: Generation, rows: Sequence[PassageRow]) -> None:
        table = f"search_fts_{generation:d}"
        sql = f"INSERT INTO {table}({table}, rowid, exact, stem, part, body)"
        values = [(row.id, *index_columns(row)) for row in rows]
        self.execute_many(f"{sql} VALUES ('delete', %s, %s, %s, %s, %s)", values)

    def add_words(self, generation: Generation, words: Iterable[str]) -> None:
        self._change_words(generation, words, f"search_grams_{generation:d}(rowid, word) SELECT")

    def remove_words(self, generation: Generation, words: Iterable[str]) -> None:
        table = f"search_grams_{generation:d}"
        self._change_words(generation, words, f"{table}({table}, rowid, word) SELECT 'delete',")

    def _change_words(self, generation: Generation, words: Iterable[str], into: str) -> None:
        sql = f"INSERT INTO {into} id, term FROM search_term WHERE term = %s AND generation = %s"
        self.execute_many(sql, [(word, generation) for word in words])

    def clear(self, generation: Generation) -> None:
        for table in (f"search_fts_{generation:d}", f"search_grams_{generation:d}"):
            self.execute(f"INSERT INTO {table}({table}) VALUES ('delete-all')")  # noqa: S608


def _expression(group: TermGroup, in_texts: bool) -> str:
    """A term group in the syntax of FTS5. Terms are quoted, though none could be syntax."""
    words = [f'"{term}"' for term in group.terms]
    prefixed = [f'"{group.prefix}" *'] if group.prefix else []
    compounds = [
        "(" + " AND ".join(_any(keys) for keys in parts) + ")" for parts in group.conjunctions
    ]
    alternatives = " OR ".join(chain(words, prefixed, compounds))
    expression = f"{{exact stem part}} : ({alternatives})"
    if in_texts and group.stems:
        expression += f" OR body : {_any(group.stems)}"
    return f"({expression})"


def _any(keys: Sequence[str]) -> str:
    return "(" + " OR ".join(f'"{key}"' for key in keys) + ")"
