"""How long a request waits for another writer: no longer than a person does.

SQLite has one writer at a time, and on PostgreSQL an import locks the tables that it writes.
Commands wait for each other as long as the settings of the database say, and their statements, e.g.
of a migration, may take as long as they need.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.backends.signals import connection_created

# Lock not available (in time); deadlock, of which one side is told to try again.
POSTGRES_STATES = {"55P03", "40P01"}
SQLITE_CODES = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
STATEMENT_TIMEOUT = 30_000  # milliseconds, of a statement that a page is made with
PRIMARY_CODE = 0xFF  # the bits of a code of SQLite that are no details
RETRY_AFTER = "60"  # seconds; an import of a whole classification takes a few minutes


def limit_waiting() -> None:
    """From now on, new connections of this process wait as long as a person does."""
    connection_created.connect(_limit)


def _limit(connection: Any, **details: Any) -> None:
    milliseconds = int(settings.SAVE_WAIT_SECONDS * 1000)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
        else:
            cursor.execute(
                f"SET lock_timeout = {milliseconds}; SET statement_timeout = {STATEMENT_TIMEOUT}"
            )


def is_busy(error: BaseException) -> bool:
    """Whether an error comes from having waited for another writer too long."""
    return any(map(_is_of_waiting, causes(error)))


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and what it was raised from or while handling."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_of_waiting(error: BaseException) -> bool:
    code = getattr(error, "sqlite_errorcode", 0)
    return code & PRIMARY_CODE in SQLITE_CODES or getattr(error, "sqlstate", "") in POSTGRES_STATES
