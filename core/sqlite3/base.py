"""A backend whose connections are kept when they are closed, and opened again by any thread.

A connection to SQLite takes some 3 MB: its page cache and the statements that it has compiled. Each
of a process's twelve threads would have one of its own, though no more than two make pages at the
same time. So a thread that has answered gives its connection back (`config.serving`), and the next
one takes the connection that was given back last, which knows most statements.

Only a process that answers requests keeps connections; in others, `close` closes them.

For the same reason its threads write in the order in which they came (`core/sqlite3/line.py`).

A file that was deleted or replaced lives on for whoever has it open, and what is saved to it is
lost. So a connection is used only while its file is the one that is there.

Leans on parts of Django that its documentation does not describe (tests/test_private_names.py):

- `DatabaseWrapper.get_new_connection` and `_close`, which open and close the driver's connection
- its `_start_transaction_under_autocommit`, `_commit` and `_rollback`, and `wrap_database_errors`
"""

import os
import time
from contextlib import suppress
from sqlite3 import Connection
from threading import Event, local
from typing import Any, NamedTuple

from django.db.backends.sqlite3 import base

from core.row_reader import RowReader
from core.sqlite3.files import FileId, file_id
from core.sqlite3.line import WritersLine

MAX_AGE = 600  # seconds after which a connection is not kept any more
# As many as make pages at the same time (pagecache/application.py). Others are there for a moment,
# and a new one takes a millisecond.
MAX_KEPT = 2


class KeptConnection(NamedTuple):
    """A connection to a database, which file that is, and when the connection is to end."""

    database: str
    driver: Connection
    file: FileId | None
    end: float

    def is_good_for(self, database: str) -> bool:
        is_young = self.database == database and time.monotonic() < self.end
        return is_young and self.file == file_id(database)


class ConnectionPool:
    """Connections that no thread uses; the one that was given back last is taken first."""

    def __init__(self) -> None:
        self.is_open = False
        self._idle: list[KeptConnection] = []

    def open(self) -> None:
        """From now on this process keeps its connections; the processes that it forks have their
        own."""
        if not self.is_open:
            self.is_open = True
            os.register_at_fork(before=self.close_all)

    def take(self, database: str) -> KeptConnection | None:
        """A connection to the database."""
        while self._idle:
            try:
                kept = self._idle.pop()
            except IndexError:  # another thread was faster
                break
            if kept.is_good_for(database):
                return kept
            kept.driver.close()
        return None

    def give(self, kept: KeptConnection) -> bool:
        """Keeps a connection, and returns whether it does. If there are too many then, the one that
        was used longest ago is closed."""
        if not self.is_open or kept.driver.in_transaction:
            return False
        self._idle.append(kept)
        if len(self._idle) > MAX_KEPT:
            with suppress(IndexError):  # others have taken them
                self._idle.pop(0).driver.close()
        return True

    def close_all(self) -> None:
        """Closes the connections that no thread uses."""
        while self._idle:
            self._idle.pop().driver.close()


pool = ConnectionPool()
lines: dict[str, WritersLine] = {}  # by database


class _InUse(local):
    """The accesses through which a thread has a connection now."""

    def __init__(self) -> None:
        self.accesses: list[DatabaseWrapper] = []


_in_use = _InUse()


def give_back() -> None:
    """Lets other threads have the connections that this one has, unless it is writing.

    Called for each request: most have none, and Django takes longer to tell.
    """
    for access in [*_in_use.accesses]:
        if not access.in_atomic_block:
            access.close()


class DatabaseWrapper(RowReader, base.DatabaseWrapper):
    """A thread's access to the database."""

    _kept: KeptConnection | None = None
    _place: Event | None = None  # in the line of writers

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that another thread has given back, or a new one."""
        name = str(self.settings_dict["NAME"])
        if (kept := pool.take(name)) is None:
            driver = super().get_new_connection(conn_params)
            kept = KeptConnection(name, driver, file_id(name), time.monotonic() + MAX_AGE)
        self._kept = kept
        _in_use.accesses.append(self)
        return kept.driver

    def driver_sql(self, sql: str) -> str:
        """SQL with `%s` for each parameter as SQLite's driver takes it, with question marks."""
        return "%".join(piece.replace("%s", "?") for piece in sql.split("%%"))

    def close_if_unusable_or_obsolete(self) -> None:
        """Also where another file, or none, is in the place of the one that is open."""
        kept = self._kept if self.connection and not self.in_atomic_block else None
        if kept and kept.file != file_id(kept.database):
            self.close()
        super().close_if_unusable_or_obsolete()

    def _start_transaction_under_autocommit(self) -> None:
        """Commands begin at once: each is alone in its process."""
        if not pool.is_open:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # it is private
            return
        with self.wrap_database_errors:
            self._place = self._line.begin(self.connection)

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # it is private
        self._leave_line()

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]  # it is private
        self._leave_line()

    @property
    def _line(self) -> WritersLine:
        return lines.setdefault(str(self.settings_dict["NAME"]), WritersLine())

    def _leave_line(self) -> None:
        if self._place:
            self._line.leave(self._place)
            self._place = None

    def _close(self) -> None:
        self._leave_line()
        if self in _in_use.accesses:
            _in_use.accesses.remove(self)
        is_well = not (self.errors_occurred or self.in_atomic_block)
        if not (is_well and self.connection and self._kept and pool.give(self._kept)):
            super()._close()  # type: ignore[misc]  # it is private
