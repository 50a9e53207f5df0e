"""The content version: a number that every change of the content raises."""

import time
from threading import local
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.models import F
from django.db.models.functions import Greatest

from core.models import ContentVersion
from core.replicas import PRIMARY, source
from core.schedule import schedule
from core.signals import version_committed
from core.transactions import on_commit_once, waits_for_commit


class _Unread(local):
    """The databases whose version this thread has raised and not read since."""

    def __init__(self) -> None:
        self.databases: set[str] = set()


_unread = _Unread()


def read_version(using: str = PRIMARY) -> int:
    """The version of the content in a database, 0 if it was never changed.

    What is due by the clock is done before (`core.schedule`). Raises a database error.
    """
    _unread.databases.discard(using)
    number, is_due = _look_up(using)
    return _look_up(using)[0] if is_due and schedule.carry_out() else number


def _look_up(using: str) -> tuple[int, bool]:
    """The version, and whether something is due.

    As plain SQL: asked for more often than anything else, at every page at least.
    """
    table = ContentVersion._meta.db_table
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT number, {schedule.is_due} FROM {table}")  # noqa: S608 (our own)
        return cursor.fetchone() or (0, False)


def read_here() -> int:
    """The version of the content in the database that this thread reads from."""
    return read_version(source())


def raise_version(using: str = PRIMARY) -> None:
    """Raises the version: what is cached of the content until this transaction ends is invalid."""
    if not _raise(using):
        _make_row(using)
        _raise(using)
    _unread.databases.add(using)
    on_commit_once(_committed, using)


def content_has_changed(using: str, **details: Any) -> None:
    """Raises the version, once per transaction. Receives `core.signals.content_changed`.

    Once more if it was read meanwhile: something may be cached under it already.
    """
    if not (using in _unread.databases and waits_for_commit(_committed, using)):
        raise_version(using)


def start_release() -> None:
    """Raises the version once for each release, since a new one makes other pages."""
    _make_row(PRIMARY)
    earlier = ContentVersion.objects.exclude(release=settings.RELEASE)
    earlier.update(number=_next_number(), release=settings.RELEASE)


def _committed() -> None:
    version_committed.send(sender=ContentVersion)


def _raise(using: str) -> int:
    return ContentVersion.objects.using(using).update(number=_next_number())


def _next_number() -> Greatest:
    # Milliseconds, so that no number comes again after an older backup is restored.
    return Greatest(F("number") + 1, int(time.time() * 1000))


def _make_row(using: str) -> None:
    # Another process may make it at the same time.
    ContentVersion.objects.using(using).bulk_create([ContentVersion()], ignore_conflicts=True)
