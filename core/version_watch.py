"""The content version as a process knows it, and the database that it reads pages from."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from math import inf
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import Error, connections

from core.changes import ContentChanges, changes_since
from core.content_cache import pin_content_version, recall
from core.content_version import read_version
from core.made_of import digest
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
NOTED = 20  # versions of which it is known when they were the current one

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


class _Known:
    """What was asked of a version: what has changed since earlier ones, and digests of texts."""

    def __init__(self, number: int | None) -> None:
        self.number = number
        self.changes: dict[int, ContentChanges | None] = {}
        self.texts: dict[str, str] = {}


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
        self._source = PRIMARY
        self._last_current: dict[int, float] = {}
        self._known = _Known(None)
        self._due = clock()
        self._unanswered_since = inf
        self._lock = Lock()
        self._reading_texts = Lock()

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

    def seconds_since(self, number: int) -> float:
        """For how long at most a version may not have been the current one: since this process
        last read it as such. Infinite for one that it did not read lately."""
        return self._clock() - self._last_current.get(number, -inf)

    def changes_since(self, number: int) -> ContentChanges | None:
        """What has changed since a version; None if that is not known."""
        known, source = self._known_now(), self._source
        if known.number is None or number > known.number:
            return None
        if number not in known.changes:
            # Read with the number, so that hardly ever a database is asked here.
            with suppress(Error), patience(LOOK_SECONDS):
                known.changes[number] = changes_since(number, known.number, source)
        return known.changes.get(number)

    def are_same(self, texts: Mapping[str, str]) -> bool:
        """Whether texts that all content makes, given as digests by call, are those of now."""
        known = self._known_now()
        if missing := texts.keys() - known.texts.keys():
            self._read_texts(missing, known)
        return all(known.texts.get(call) == text for call, text in texts.items())

    def _read_texts(self, calls: Iterable[str], known: "_Known") -> None:
        """Asks for texts of the version; one thread does, and others wait a moment for it."""
        if not self._reading_texts.acquire(timeout=READER_PATIENCE):
            return
        try:
            with suppress(Error), patience(LOOK_SECONDS), self.reading_at_version() as number:
                if number is not None and number == known.number:
                    known.texts |= {
                        call: digest(recall(call)) for call in calls if call not in known.texts
                    }
        finally:
            self._reading_texts.release()

    def _known_now(self) -> "_Known":
        """What is known of the version of now."""
        if self._known.number != self._number:
            self._known = _Known(self._number)
        return self._known

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
                self._note(number, start)
                self._read_changes(number, source)
            self._unanswered_since = inf
        except Error as error:
            if self._number is not None:
                logger.error("The database is lost, pages are shown stale: %s", error)
            was_refused = self._clock() - start < REFUSED_WITHIN
            self._unanswered_since = inf if was_refused else -inf
        self._number, self._source = number, source
        self._due = self._clock() + INTERVAL
        return source, number

    def _read_changes(self, number: int, source: str) -> None:
        """Reads what has changed since the version before, if there is a new one."""
        if self._number is not None and number > self._number:
            self._known = _Known(number)
            with suppress(Error):
                self._known.changes[self._number] = changes_since(self._number, number, source)

    def _note(self, number: int, moment: float) -> None:
        """Notes that a version was the current one. After an older one nothing before it counts:
        a backup was restored, or another database is read."""
        known = self._last_current
        if number != next(reversed(known), None):
            is_older = any(other >= number for other in known)
            latest = [] if is_older else [*known.items()][1 - NOTED :]
            self._last_current = known = dict(latest)
        known[number] = moment


replicas = Replicas(settings.REPLICAS, look_up)
watch = VersionWatch(replicas.choose)
version_committed.connect(watch.look_again)
