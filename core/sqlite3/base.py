"""A backend whose connections are kept when they are closed, and opened again by any thread.

A connection to SQLite takes some 7 MB: its page cache and the statements that it has compiled. Each
of a process's eight threads would have one of its own, though no more than two make pages at the
same time. So a thread that has answered gives its connection back (`config.serving`), and the next
one takes the connection that was given back last, which knows most statements.

Only a process that answers requests keeps connections; in others, `close` closes them.

Leans on parts of Django that its documentation does not describe (tests/test_private_names.py):

- `DatabaseWrapper.get_new_connection` and `_close`, which open and close the driver's connection
"""

import os
import time
from sqlite3 import Connection
from typing import Any

from django.db.backends.sqlite3 import base

MAX_AGE = 600  # seconds after which a connection is not kept any more
MAX_KEPT = 8


class ConnectionPool:
    """Connections that no thread uses; the one that was given back last is taken first."""

    def __init__(self) -> None:
        self.is_open = False
        self._idle: list[tuple[Any, Connection, float]] = []

    def open(self) -> None:
        """From now on this process keeps its connections; the processes that it forks have their
        own."""
        if not self.is_open:
            self.is_open = True
            os.register_at_fork(before=self.close_all)

    def take(self, database: Any) -> tuple[Connection, float] | None:
        """A connection to the database, and when it is to end."""
        while self._idle:
            try:
                name, connection, end = self._idle.pop()
            except IndexError:  # another thread was faster
                break
            if name == database and time.monotonic() < end:
                return connection, end
            connection.close()
        return None

    def give(self, database: Any, connection: Connection, end: float) -> bool:
        """Keeps a connection, and returns whether it does."""
        if not self.is_open or connection.in_transaction or len(self._idle) >= MAX_KEPT:
            return False
        self._idle.append((database, connection, end))
        return True

    def close_all(self) -> None:
        """Closes the connections that no thread uses."""
        while self._idle:
            self._idle.pop()[1].close()


pool = ConnectionPool()


class DatabaseWrapper(base.DatabaseWrapper):
    """A thread's access to the database."""

    _end = 0.0

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that another thread has given back, or a new one."""
        if kept := pool.take(self.settings_dict["NAME"]):
            connection, self._end = kept
            return connection
        self._end = time.monotonic() + MAX_AGE
        return super().get_new_connection(conn_params)

    def _close(self) -> None:
        is_well = not (self.errors_occurred or self.in_atomic_block)
        name = self.settings_dict["NAME"]
        if not (is_well and self.connection and pool.give(name, self.connection, self._end)):
            super()._close()  # type: ignore[misc]  # it is private
