"""A CSV for each table. Relations to many, sources and identifiers have tables of their own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain, repeat
from typing import Any

from downloads.bulk.records import Exported, Records
from downloads.bulk.statements import IDENTIFIER_COLUMNS, Statements
from sources.loading import key_names


@dataclass(frozen=True)
class FlatTable:
    """A table of plain values."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]

    def with_credits(self, credits: str) -> Iterator[Sequence[Any]]:
        """Its rows under their heading. The last column of the first says whose texts it has."""
        yield [*self.columns, "credits"]
        for row, note in zip(self.rows, chain([credits], repeat("")), strict=False):
            yield [*map(plain, row), note]


def flat_tables(exported: Exported, about: Statements) -> Iterator[FlatTable]:
    """All tables."""
    for records in exported.records.values():
        rows = ([row[name] for name in records.columns] for row in records.rows())
        yield FlatTable(records.name, records.columns, rows)
        for name in records.many:
            keys = key_names(records.model)
            table = f"{records.name[:-1]}_{name}"
            yield FlatTable(table, [*keys, name], _related(records, name))
    yield FlatTable(
        "citations", ("table", "object", "field", "source"), _citations(exported, about)
    )
    yield FlatTable(
        "identifiers", ("table", "object", *IDENTIFIER_COLUMNS), _identifiers(exported, about)
    )


def _related(records: Records, name: str) -> Iterator[list[str]]:
    keys = key_names(records.model)
    for row in records.rows():
        for slug in row[name]:
            yield [*(row[key] for key in keys), slug]


def _citations(exported: Exported, about: Statements) -> Iterator[list[str]]:
    for records in exported.records.values():
        for pk, key in records.keys() if about.cites(records.model) else ():
            for field, slugs in about.sources(records.model, pk).items():
                for slug in slugs:
                    yield [records.name, key, field, slug]


def _identifiers(exported: Exported, about: Statements) -> Iterator[list[str]]:
    for records in exported.records.values():
        for pk, key in records.keys() if about.identifies(records.model) else ():
            for identifier in about.identifiers(records.model, pk):
                yield [records.name, key, *(identifier[name] for name in IDENTIFIER_COLUMNS)]


def plain(value: Any) -> Any:
    """A value as a file has it: times in UTC, nothing as an empty text."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value
