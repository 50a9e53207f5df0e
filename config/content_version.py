"""The content version: raised with every change of the content, read before a page is made."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import Error, connections, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from config.models import ContentVersion
from config.replicas import PRIMARY, Replicas, reading_from, source
from translations.kept import one_page

# How old, in seconds, a number may be that a process goes by.
INTERVAL = 0.3

logger = logging.getLogger(__name__)


def current(using: str = PRIMARY) -> int:
    """The version of the content, 0 if it was never changed. Raises a database error."""
    # As plain SQL: asked for more often than anything else, at every page at least.
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT number FROM {ContentVersion._meta.db_table}")  # noqa: S608 (a name)
        return (cursor.fetchone() or (0,))[0]


def current_here() -> int:
    """The version of the content in the database that this thread reads from."""
    return current(source())


def raise_version(using: str = PRIMARY) -> None:
    """The content changes: what is made of it until this transaction is over becomes old."""
    if not _raise(using):
        _make_row(using)
        _raise(using)
    transaction.on_commit(watch.look_again, using=using)


def content_has_changed(using: str, **details: Any) -> None:
    """Listens to translations.signals.content_changed."""
    raise_version(using)


def release_started() -> None:
    """Makes old what an earlier release has made, once for each release."""
    _make_row(PRIMARY)
    earlier = ContentVersion.objects.exclude(release=settings.RELEASE)
    earlier.update(number=_next_number(), release=settings.RELEASE)


def _raise(using: str) -> int:
    return ContentVersion.objects.using(using).update(number=_next_number())


def _next_number() -> Greatest:
    # Milliseconds, so that no number comes again after an older backup is restored.
    return Greatest(F("number") + 1, int(time.time() * 1000))


def _make_row(using: str) -> None:
    # Another process may make it at the same time.
    ContentVersion.objects.using(using).bulk_create([ContentVersion()], ignore_conflicts=True)


def look_up(alias: str) -> int:
    """The version of the content in a database, asked outside of any request."""
    # No request is around this, whose beginning would let go of a connection that broke.
    if not connections[alias].in_atomic_block:
        connections[alias].close_if_unusable_or_obsolete()
    return current(alias)


class Watch:
    """The content version as this process knows it; None while no database can be read.

    It is the version in the database that this process reads pages from: a page is never measured
    by a number that its database has not reached yet. `look` finds that database and its version.
    """

    def __init__(
        self,
        look: Callable[[], tuple[str, int]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._look_up = look
        self._clock = clock
        self._number: int | None = None
        self._due = clock()
        self._looking = Lock()

    def known(self) -> int | None:
        """The version as it was at most 0.3 s ago; one thread looks, the others go on meanwhile."""
        if self._is_due() and self._looking.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._looking.release()
        return self._number

    @contextmanager
    def reading(self) -> Iterator[int | None]:
        """Lets this thread read a page from one database: yields the version as it is there now.

        A database that is lost is not asked more than once in 0.3 s.
        """
        is_worth_asking = self._number is not None or self._is_due()
        source, number = self._look() if is_worth_asking else (PRIMARY, None)
        with reading_from(source), one_page(number):
            yield number

    def look_again(self) -> None:
        """The version may have changed just now."""
        self._due = self._clock()

    def _is_due(self) -> bool:
        return self._clock() >= self._due

    def _look(self) -> tuple[str, int | None]:
        source, number = PRIMARY, None
        try:
            source, number = self._look_up()
        except Error as error:
            if self._number is not None:
                logger.error("The database is lost, pages are shown stale: %s", error)
        self._number = number
        self._due = self._clock() + INTERVAL
        return source, number


replicas = Replicas(settings.REPLICAS, look_up)
watch = Watch(replicas.look)
