"""How long a request waits for the database: no longer than a person does.

SQLite has one writer at a time, and on PostgreSQL an import locks the tables that it writes. A
server that is frozen, or behind a network that is lost, takes questions and answers none: its own
timeouts do not end that, so the client has one. Commands wait for each other as long as the
settings of the database say, and their statements, e.g. of a migration, may take as long as they
need.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db.backends.signals import connection_created

# Lock not available (in time); deadlock, of which one side is told to try again.
POSTGRES_STATES = {"55P03", "40P01"}
SQLITE_CODES = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
PRIMARY_CODE = 0xFF  # the bits of a code of SQLite that are no details
RETRY_AFTER = "60"  # seconds; an import of a whole classification takes a few minutes
# Seconds in which a statement is answered, or the connection is given up; and in which it says
# whether it still works, or a new one is tried, once. The server itself is told to end a statement
# that is merely slow a little before; waiting for a lock is part of both.
ANSWER_SECONDS = 8
CHECK_SECONDS = 3
LOCK_MARGIN = 3
SERVER_MARGIN = 1
WAIT_INTERVAL = 0.1  # psycopg's own
POSTGRES_ACTIVE = 1  # libpq's PQTRANS_ACTIVE: the server has not answered yet

_is_limited = False
_patience: ContextVar[float | None] = ContextVar("patience", default=None)
_given_up: ContextVar[set[str] | None] = ContextVar("given_up", default=None)


def limit_waiting() -> None:
    """From now on, new connections of this process wait as long as a person does."""
    global _is_limited
    _is_limited = True
    connection_created.connect(_limit)


def is_limited() -> bool:
    return _is_limited


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Lets this thread give up a connection that does not answer earlier than others do."""
    token = _patience.set(seconds)
    try:
        yield
    finally:
        _patience.reset(token)


@contextmanager
def giving_up_once() -> Iterator[None]:
    """Lets this thread wait for a database that does not answer once, however much it asks.

    What a request asks comes one after the other, and it would wait for each of it anew.
    """
    token = _given_up.set(set())
    try:
        yield
    finally:
        _given_up.reset(token)


def give_up(alias: str) -> None:
    """Notes that this thread has waited for a database in vain."""
    if (given_up := _given_up.get()) is not None:
        given_up.add(alias)


def has_given_up(alias: str) -> bool:
    return alias in (_given_up.get() or ())


def answer_seconds() -> float:
    return max(ANSWER_SECONDS, settings.SAVE_WAIT_SECONDS + LOCK_MARGIN)


def _limit(connection: Any, **details: Any) -> None:
    lock = int(settings.SAVE_WAIT_SECONDS * 1000)
    if connection.vendor == "sqlite":
        # Directly: a thread takes a connection for each page that it makes.
        connection.connection.execute(f"PRAGMA busy_timeout = {lock}")
        return
    slow = int((answer_seconds() - SERVER_MARGIN) * 1000)
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {lock}; SET statement_timeout = {slow}")


def bound_answers(connection: Any, error: type[Exception], alias: str) -> None:
    """Closes a connection of psycopg, and raises `error`, where no answer comes in time.

    All that it asks, health checks and commits included, passes `Connection.wait`.
    """
    unbounded_wait, longest = connection.wait, answer_seconds()

    def wait(generator: Any, interval: float = WAIT_INTERVAL, timeout: float | None = None) -> Any:
        impatient = timeout or _patience.get()
        try:
            return unbounded_wait(generator, interval, impatient or longest)
        except error:
            if connection.pgconn.transaction_status == POSTGRES_ACTIVE:
                connection.close()
                if not impatient:
                    give_up(alias)
            raise

    connection.wait = wait


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
