"""Puts a backup in the place of everything that a database holds.

One transaction: readers are shown all of the old or all of the new; who writes meanwhile waits, or
is told to try again (`core.waiting`). What is there before is set aside first.

Leans on parts of Django that its documentation does not describe (tests/test_private_names.py):

- `constraint_checks_disabled`, in which SQLite does not look up what each row refers to
- `check_constraints`, which does so for all rows at once
"""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, OperationalError, connections, transaction

from backup.checking import CheckedBackup, decoded
from backup.errors import BackupError
from backup.making import BackupOptions, make_backup
from backup.manifest import Contents
from backup.places import default_folder, new_file, time_in_name
from backup.snapshot import last_key
from backup.tables import ENDED, Table, applied_migrations, program_migrations, tables
from backup.values import decoders
from core.bulk import batches, insert_values, relaxed_gc
from core.content_version import raise_version
from core.models import ContentVersion
from core.waiting import is_busy
from search.building import rebuild

# How long a table is waited for, before the server would find out who waits for whom (a second);
# until the next attempt; and until nobody else is waited for any more.
WAIT_SECONDS, PAUSE_SECONDS, LOCK_SECONDS = 0.5, 0.2, 60


@dataclass(frozen=True)
class Restored:
    """Where the old database was set aside, and whether kinds of objects have other numbers now."""

    aside: Path
    is_renumbered: bool


@relaxed_gc()
def restore(backup: CheckedBackup, passphrase: str | None, using: str) -> Restored:
    """Replaces everything by a backup of this release's tables."""
    if applied_migrations(using) != program_migrations():
        raise BackupError(
            "The database here is not that of this release: run `manage.py migrate`, or let "
            "DATABASE_URL name an empty one."
        )
    with connections[using].constraint_checks_disabled(), _alone(using):
        aside = _set_aside(passphrase, using)
        version = ContentVersion.objects.using(using).values_list("number", flat=True).first()
        kinds = _kinds(using)
        _end(using)
        _replace_rows(backup, using)
        ContentType.objects.clear_cache()
        _raise_above(max(version or 0, backup.manifest.content_version), using)
        rebuild(using)
        connections[using].check_constraints()
        is_renumbered = _kinds(using) != kinds
    _tidy(using)
    return Restored(aside, is_renumbered)


def _kinds(using: str) -> set[tuple[int, str, str]]:
    """The kinds of objects, as each process remembers them for good."""
    kinds = ContentType.objects.using(using).values_list("pk", "app_label", "model")
    return {*kinds}


@contextmanager
def _alone(using: str) -> Iterator[None]:
    """A transaction in which nobody else writes. SQLite has one writer at a time in any case."""
    connection = connections[using]
    with transaction.atomic(using=using):
        if connection.vendor == "postgresql":
            _lock_tables(using)
        yield


def _lock_tables(using: str) -> None:
    """Waits until nobody else writes.

    Who has written to one table and comes to another that is locked already, e.g. a load, would
    wait for this transaction, which waits for them: then all tables are let go for a moment.
    """
    end = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            with transaction.atomic(using=using):
                return _lock_all(using)
        except OperationalError as error:
            if not is_busy(error) or time.monotonic() > end:
                raise
        time.sleep(PAUSE_SECONDS)


def _lock_all(using: str) -> None:
    names = ", ".join(_quoted(name, using) for name in (*tables(), *ENDED))
    _execute(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'", using)
    _execute(f"LOCK TABLE {names} IN EXCLUSIVE MODE", using)
    _execute("SET LOCAL lock_timeout = 0", using)


# --- The old database ------------------------------------------------------------------------


def _set_aside(passphrase: str | None, using: str) -> Path:
    """A copy of the SQLite file, or a backup of what this transaction sees."""
    file = _sqlite_file(using)
    path = default_folder() / f"before-restore-{time_in_name()}.{'sqlite3' if file else 'backup'}"
    with new_file(path) as aside:
        if file:
            _copy(file, aside.name)
        else:
            make_backup(aside, BackupOptions(passphrase), using)
    return path


def _sqlite_file(using: str) -> str:
    """The file of the database; empty where there is none."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA database_list")
        return str(cursor.fetchone()[2])


def _copy(source: str, target: str) -> None:
    address = f"{Path(source).as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(address, uri=True)) as reading,
        closing(sqlite3.connect(target)) as writing,
    ):
        reading.backup(writing)


# --- The new one -----------------------------------------------------------------------------


def _end(using: str) -> None:
    for name in ENDED:
        _execute(f"DELETE FROM {_quoted(name, using)}", using)  # noqa: S608 (a name only)


def fill(backup: CheckedBackup, using: str) -> None:
    """Puts a backup into a database that has just its tables, and that nobody else uses."""
    with connections[using].constraint_checks_disabled(), transaction.atomic(using=using):
        _replace_rows(backup, using)


def _replace_rows(backup: CheckedBackup, using: str) -> None:
    for name in backup.tables:
        _execute(f"DELETE FROM {_quoted(name, using)}", using)  # noqa: S608 (a name only)
    for name, rows in backup.reader.tables(backup.manifest):
        _load(backup.tables[name], backup.manifest.tables[name], rows, using)


def _load(table: Table, contents: Contents, rows: Iterator[Any], using: str) -> None:
    connection = connections[using]
    converters = decoders(contents.kinds, connection.ops)
    for batch in batches(decoded(row, converters, table.name) for row in rows):
        insert_values(table.name, contents.names, batch, connection)
    if table.has_sequence:
        _continue_keys(table, contents.last_key or 0, using)


def _continue_keys(table: Table, given: int, using: str) -> None:
    """No key is given again that was given once, here or where the backup was made."""
    key, name = _quoted(table.key, using), _quoted(table.name, using)
    greatest = _execute(f"SELECT max({key}) FROM {name}", using)  # noqa: S608 (names only)
    last = max(given, last_key(table, using) or 0, greatest or 0)
    if connections[using].vendor == "postgresql":
        if last:
            sql = "SELECT setval(pg_get_serial_sequence(%s, %s), %s)"
            _execute(sql, using, [name, table.key, last])
        return
    _execute("DELETE FROM sqlite_sequence WHERE name = %s", using, [table.name])
    _execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", using, [table.name, last])


def _raise_above(number: int, using: str) -> None:
    """The content version is above all that any process, replica or shared cache knows."""
    ContentVersion.objects.using(using).update_or_create(
        pk=1, defaults={"number": number, "release": settings.RELEASE}
    )
    raise_version(using)


def _tidy(using: str) -> None:
    """Statistics of the new rows; SQLite's log of the change goes back to its usual size.

    The database does both by itself, some time later.
    """
    is_postgresql = connections[using].vendor == "postgresql"
    with suppress(DatabaseError):
        _execute("ANALYZE" if is_postgresql else "PRAGMA wal_checkpoint(TRUNCATE)", using)


def _quoted(name: str, using: str) -> str:
    return str(connections[using].ops.quote_name(name))


def _execute(sql: str, using: str, params: Sequence[Any] = ()) -> Any:
    """Runs a statement and returns the first value of its first row, if it has any."""
    with connections[using].cursor() as cursor:
        cursor.execute(sql, params)
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None
