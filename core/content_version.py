"""The content version: a number that every change of the content raises."""

import time
from datetime import UTC, datetime
from threading import local

from django.conf import settings
from django.db import connections, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from core.models import ContentChange, ContentVersion
from core.prepared import read_rows
from core.replicas import PRIMARY, source
from core.schedule import schedule
from core.signals import version_committed
from core.transactions import on_commit_once, waits_for_commit


class _Raised(local):
    """What this thread knows of the version that it raised last in each database."""

    def __init__(self) -> None:
        self.unread: set[str] = set()  # where it has not been read since
        self.versions: dict[str, object] = {}  # what stands for it


_raised = _Raised()


def read_version(using: str = PRIMARY) -> int:
    """The version of the content in a database, 0 if it was never changed.

    What is due by the clock is done before (`core.schedule`). Raises a database error.
    """
    _raised.unread.discard(using)
    number, is_due = _look_up(using)
    return _look_up(using)[0] if is_due and schedule.carry_out() else number


def _look_up(using: str) -> tuple[int, bool]:
    """The version, and whether something is due.

    As plain SQL: asked for more often than anything else, at every page at least.
    """
    table = ContentVersion._meta.db_table
    sql = f"SELECT number, {schedule.is_due} FROM {table}"  # noqa: S608 (our own)
    rows = read_rows(connections[using], sql, ())
    return (rows[0][0], rows[0][1]) if rows else (0, False)


def read_here() -> int:
    """The version of the content in the database that this thread reads from."""
    return read_version(source())


def raise_version(using: str = PRIMARY) -> None:
    """Raises the version: what is cached of the content until this transaction ends is invalid.

    Says of nothing that it stayed as it was. What says which objects it writes is noted by
    `core.change_notes`.
    """
    with transaction.atomic(using=using, savepoint=False):
        raise_number(using)
        insert_note("", "", None, "", using)


def raise_number(using: str) -> None:
    """Raises the number alone. To be followed by notes, within a transaction."""
    if not _raise(using):
        _make_row(using)
        _raise(using)
    _raised.unread.add(using)
    _raised.versions[using] = object()
    on_commit_once(_committed, using)


def was_raised(using: str) -> bool:
    """Whether this transaction has raised the version.

    Not if it was read meanwhile: something may be cached under it already.
    """
    return using in _raised.unread and waits_for_commit(_committed, using)


def raised_version(using: str) -> object:
    """What stands for the version that this thread raised last."""
    return _raised.versions[using]


def insert_note(kind: str, owner_kind: str, owner_id: int | None, fields: str, using: str) -> int:
    """Notes a change under the version that this transaction has raised; returns the row's id."""
    changes, version = ContentChange._meta.db_table, ContentVersion._meta.db_table
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {changes} (version, previous, kind, owner_kind, owner_id, fields)"  # noqa: S608 (our own)
            f" SELECT number, previous, %s, %s, %s, %s FROM {version} RETURNING id",
            [kind, owner_kind, owner_id, fields],
        )
        return int(cursor.fetchone()[0])


def time_of(number: int) -> datetime:
    """When a version was made."""
    return datetime.fromtimestamp(number / 1000, UTC)


def start_release() -> None:
    """Raises the version once for each release, since a new one makes other pages."""
    _make_row(PRIMARY)
    earlier = ContentVersion.objects.exclude(release=settings.RELEASE)
    earlier.update(number=_next_number(), release=settings.RELEASE)


def _committed() -> None:
    version_committed.send(sender=ContentVersion)


def _raise(using: str) -> int:
    version = ContentVersion.objects.using(using)
    return version.update(previous=F("number"), number=_next_number())


def _next_number() -> Greatest:
    # Milliseconds, so that no number comes again after an older backup is restored.
    return Greatest(F("number") + 1, int(time.time() * 1000))


def _make_row(using: str) -> None:
    # Another process may make it at the same time.
    ContentVersion.objects.using(using).bulk_create([ContentVersion()], ignore_conflicts=True)
