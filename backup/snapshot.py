"""Reads the rows of a database as a backup has them.

Leans on a part of Django that its documentation does not describe (tests/test_private_names.py):

- `chunked_cursor`, whose rows stay at the server until they are fetched
"""

from collections.abc import Iterator
from typing import Any

from django.db import connections

from backup.tables import Table
from backup.values import encode, encoders

ROWS = 1_000  # that are fetched at once


def rows(table: Table, using: str) -> Iterator[list[Any]]:
    """All rows of a table as they stand in a backup, by their keys."""
    connection = connections[using]
    quote = connection.ops.quote_name
    columns = ", ".join(map(quote, table.names))
    sql = f"SELECT {columns} FROM {quote(table.name)} ORDER BY {quote(table.key)}"  # noqa: S608 (names only)
    places = encoders(table.kinds)
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while batch := cursor.fetchmany(ROWS):
            for row in batch:
                yield encode(row, places)


def count_rows(table: Table, using: str) -> int:
    """How many rows a table has."""
    connection = connections[using]
    name = connection.ops.quote_name(table.name)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {name}")  # noqa: S608 (a name only)
        return int(cursor.fetchone()[0])


def last_key(table: Table, using: str) -> int | None:
    """The greatest key that the table has ever given; None where keys are not counted.

    A key that was given once is in the history, though its row may be gone.
    """
    if not table.has_sequence:
        return None
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
        else:
            name = connection.ops.quote_name(table.name)
            sql = "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass)"
            cursor.execute(sql, [name, table.key])
        row = cursor.fetchone()
    return int(row[0] or 0) if row else 0
