"""The content version as a process knows it, and the database that it reads pages from."""

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from math import inf
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import Error, connections

from core.content_cache import pin_content_version
from core.content_version import read_version
from core.replicas import PRIMARY, Replicas, reading_from
from core.schedule import PATIENCE as SCHEDULE_PATIENCE
from core.schedule import schedule
from core.signals import version_committed
from core.waiting import patience

# In seconds: for how long a process uses a version that it has read; for how long a reader waits
# while it is read anew; in which time a database answers, or is passed over; and in which time any
# does, the primary after a replica. Who fails sooner than after a second was refused.
INTERVAL = 0.3
READER_PATIENCE = 0.1
LOOK_SECONDS = 3
STALLED_AFTER = 4
REFUSED_WITHIN = 1

logger = logging.getLogger(__name__)


def look_up(alias: str) -> int:
    """The content version in a database. May be called outside a request."""
    # Outside a request Django does not close broken connections.
    if not connections[alias].in_atomic_block:
        connections[alias].close_if_unusable_or_obsolete()
    return read_version(alias)


_looker = ThreadPoolExecutor(1, "version-watch")


def run_apart(work: Callable[[], None]) -> None:
    """Does the work in a thread of its own. Returns when it is done, or takes longer than a reader
    waits: a moment, or what is due by the clock."""
    future = _looker.submit(work)
    with suppress(TimeoutError):
        future.result(READER_PATIENCE)
    if schedule.is_at_work():
        with suppress(TimeoutError):
            future.result(SCHEDULE_PATIENCE)


class VersionWatch:
    """The content version as this process knows it; None while no database can be read.

    It is the version in the database that this process reads pages from, so a page is never
    compared with a version that its database has not reached yet. `choose` returns that database
    and its version, or raises a database error; `run` lets another thread look, since a database
    may be asked and not answer.
    """

    def __init__(
        self,
        choose: Callable[[], tuple[str, int]],
        clock: Callable[[], float] = time.monotonic,
        run: Callable[[Callable[[], None]], None] = run_apart,
    ) -> None:
        self._choose = choose
        self._clock = clock
        self._run = run
        self._number: int | None = None
        self._due = clock()
        self._unanswered_since = inf
        self._lock = Lock()

    def recent_version(self) -> int | None:
        """The version, at most 0.3 s old, or 4 s while the database does not answer.

        One thread reads it again; the others use the older one meanwhile.
        """
        self._look()
        return None if self._has_stalled() else self._number

    def seconds_unanswered(self) -> float:
        """For how long the database has been asked and has not answered; 0 or less if it does."""
        self._look()
        return self._clock() - self._unanswered_since

    def _has_stalled(self) -> bool:
        return self._clock() - self._unanswered_since >= STALLED_AFTER

    def _look(self) -> None:
        if self._is_due() and self._lock.acquire(blocking=False):
            self._unanswered_since = min(self._unanswered_since, self._clock())
            self._run(self._look_now)

    def _look_now(self) -> None:
        try:
            self._refresh()
        finally:
            self._lock.release()

    @contextmanager
    def reading_at_version(self) -> Iterator[int | None]:
        """Pins this thread to one database and yields its version.

        A lost database is tried at most once in 0.3 s.
        """
        should_try = not self._has_stalled() and (self._number is not None or self._is_due())
        source, number = self._refresh() if should_try else (PRIMARY, None)
        with reading_from(source), pin_content_version(number):
            yield number

    def look_again(self, **details: Any) -> None:
        """Reads the version at the next request. Receives `core.signals.version_committed`."""
        self._due = self._clock()

    def _is_due(self) -> bool:
        return self._clock() >= self._due

    def _refresh(self) -> tuple[str, int | None]:
        source, number, start = PRIMARY, None, self._clock()
        try:
            with patience(LOOK_SECONDS):
                source, number = self._choose()
            self._unanswered_since = inf
        except Error as error:
            if self._number is not None:
                logger.error("The database is lost, pages are shown stale: %s", error)
            was_refused = self._clock() - start < REFUSED_WITHIN
            self._unanswered_since = inf if was_refused else -inf
        self._number = number
        self._due = self._clock() + INTERVAL
        return source, number


replicas = Replicas(settings.REPLICAS, look_up)
watch = VersionWatch(replicas.choose)
version_committed.connect(watch.look_again)
