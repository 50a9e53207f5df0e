"""Bulk writes, on both databases.

They do not raise the content version: the caller does that once, when all is written.

Leans on a part of Django that its documentation does not describe (tests/test_private_names.py):

- `QuerySet._raw_delete`, which deletes without reading what refers to the rows
"""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeAlias

from django.db import connections, models

from core.fields import CleanField
from core.watching import BulkWrite, WriteKind, watched

AnyField: TypeAlias = "models.Field[Any, Any]"

BATCH = 1_000
# Fields whose values a database driver takes as they are, unless they are cleaned.
UNCONVERTED = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.FloatField,
    models.ForeignKey,
)


def create(model: type[models.Model], objects: Sequence[models.Model], using: str) -> None:
    """Creates objects, which are given their primary keys."""
    write = BulkWrite(WriteKind.CREATE, model, using)
    queryset: models.QuerySet[Any] = models.QuerySet(model, using=using)
    with watched(write):
        queryset.bulk_create(objects, BATCH)
        write.pks += [item.pk for item in objects]


@contextmanager
def relaxed_gc() -> Iterator[None]:
    """Runs the garbage collector less often: it takes a tenth of the time where millions of objects
    are made, nearly none of them in a cycle."""
    thresholds = gc.get_threshold()
    gc.set_threshold(100_000, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


def batches(rows: Iterable[Any], size: int = BATCH) -> Iterator[list[Any]]:
    """The rows in lists of at most `size`."""
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch


def insert(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]], using: str
) -> int:
    """Inserts rows of values for the named fields, and returns how many; other fields get defaults.

    Several times as fast as bulk_create, since no objects are made. For models that compute nothing
    when they are saved.
    """
    connection = connections[using]
    fields = _fields(model, names)
    default_fields = [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and field not in fields
    ]
    defaults = tuple(
        field.get_db_prep_save(field.get_default(), connection) for field in default_fields
    )
    converted = [
        n
        for n, field in enumerate(fields)
        if isinstance(field, CleanField) or not isinstance(field, UNCONVERTED)
    ]

    def values_of(row: Sequence[Any]) -> Sequence[Any]:
        if not converted:
            return (*row, *defaults)
        values = list(row)
        for n in converted:
            values[n] = fields[n].get_db_prep_save(values[n], connection)
        return (*values, *defaults)

    columns = [str(field.column) for field in (*fields, *default_fields)]
    count = 0
    with watched(BulkWrite(WriteKind.INSERT, model, using)):
        for batch in batches(map(values_of, rows)):
            insert_values(model._meta.db_table, columns, batch, connection)
            count += len(batch)
    return count


def insert_values(table: str, names: Sequence[str], batch: list[Any], connection: Any) -> None:
    """Inserts rows of values that the database takes as they are; nobody hears of it."""
    quote = connection.ops.quote_name
    columns, table = ", ".join(map(quote, names)), quote(table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in batch:
                    copy.write_row(row)
        else:
            placeholders = ", ".join(["%s"] * len(names))
            sql = f"INSERT INTO {table} ({columns}) VALUES ({placeholders})"  # noqa: S608 (names only)
            cursor.executemany(sql, batch)


def _fields(model: type[models.Model], names: Iterable[str]) -> list[AnyField]:
    by_name = {
        name: field for field in model._meta.concrete_fields for name in (field.name, field.attname)
    }
    return [by_name[name] for name in names]


def update(
    model: type[models.Model], changes: Iterable[tuple[int, dict[str, Any]]], using: str
) -> int:
    """Updates rows, given as pairs of a primary key and values by field name; returns how many."""
    connection: Any = connections[using]
    quote = connection.ops.quote_name
    by_names: dict[tuple[str, ...], list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for change in changes:
        by_names[tuple(sorted(change[1]))].append(change)
    for names, rows in by_names.items():
        fields = _fields(model, names)
        sets = ", ".join(f"{quote(field.column)} = %s" for field in fields)
        key = quote(model._meta.pk.column)
        sql = f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {key} = %s"  # noqa: S608 (names only)
        with watched(BulkWrite(WriteKind.UPDATE, model, using, [pk for pk, _ in rows], names)):
            for batch in batches(rows):
                with connection.cursor() as cursor:
                    cursor.executemany(
                        sql, [_values(fields, change, connection) for change in batch]
                    )
    return sum(map(len, by_names.values()))


def _values(
    fields: list[AnyField], change: tuple[int, dict[str, Any]], connection: Any
) -> list[Any]:
    pk, values = change
    return [*(field.get_db_prep_save(values[field.name], connection) for field in fields), pk]


def delete(model: type[models.Model], pks: Iterable[int], using: str) -> int:
    """Deletes rows that nothing refers to; returns how many primary keys were given."""
    pks = list(pks)
    with watched(BulkWrite(WriteKind.DELETE, model, using, pks)):
        for batch in batches(pks, 500):
            models.QuerySet(model, using=using).filter(pk__in=batch)._raw_delete(using)
    return len(pks)
