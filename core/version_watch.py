"""The content version as a process knows it, and the database that it reads pages from."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import Error, connections

from core.content_cache import pin_content_version
from core.content_version import read_version
from core.replicas import PRIMARY, Replicas, reading_from
from core.signals import version_committed

# Seconds for which a process uses a version that it has read.
INTERVAL = 0.3

logger = logging.getLogger(__name__)


def look_up(alias: str) -> int:
    """The content version in a database. May be called outside a request."""
    # Outside a request Django does not close broken connections.
    if not connections[alias].in_atomic_block:
        connections[alias].close_if_unusable_or_obsolete()
    return read_version(alias)


class VersionWatch:
    """The content version as this process knows it; None while no database can be read.

    It is the version in the database that this process reads pages from, so a page is never
    compared with a version that its database has not reached yet. `choose` returns that database
    and its version.
    """

    def __init__(
        self,
        choose: Callable[[], tuple[str, int]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._choose = choose
        self._clock = clock
        self._number: int | None = None
        self._due = clock()
        self._lock = Lock()

    def recent_version(self) -> int | None:
        """The version, at most 0.3 s old.

        One thread reads it again; the others use the older one meanwhile.
        """
        if self._is_due() and self._lock.acquire(blocking=False):
            try:
                self._refresh()
            finally:
                self._lock.release()
        return self._number

    @contextmanager
    def reading_at_version(self) -> Iterator[int | None]:
        """Pins this thread to one database and yields its version.

        A lost database is tried at most once in 0.3 s.
        """
        should_try = self._number is not None or self._is_due()
        source, number = self._refresh() if should_try else (PRIMARY, None)
        with reading_from(source), pin_content_version(number):
            yield number

    def look_again(self, **details: Any) -> None:
        """Reads the version at the next request. Receives `core.signals.version_committed`."""
        self._due = self._clock()

    def _is_due(self) -> bool:
        return self._clock() >= self._due

    def _refresh(self) -> tuple[str, int | None]:
        source, number = PRIMARY, None
        try:
            source, number = self._choose()
        except Error as error:
            if self._number is not None:
                logger.error("The database is lost, pages are shown stale: %s", error)
        self._number = number
        self._due = self._clock() + INTERVAL
        return source, number


replicas = Replicas(settings.REPLICAS, look_up)
watch = VersionWatch(replicas.choose)
version_committed.connect(watch.look_again)
