"""What the clock does: content becomes public at a time that was set before.

No program has to be run at that time. Whoever reads the content version learns in the same query
whether something is due (`Schedule.is_due`), and does it before the version is used. So no page is
made or sent from a cache that is older than what is due, and a site that was stopped at the time
makes up for it at its first request.
"""

import logging
import time
from collections.abc import Callable
from threading import Event, Lock, Thread

from django.db import Error, connections

from core.replicas import PRIMARY

# In seconds: how long a reader waits for it; how long nobody tries again after it was done, so that
# readers of a replica that is behind do not keep asking the primary; and how long after it failed.
PATIENCE = 1
PAUSE = 1
RETRY_AFTER = 5
FAILURES_TO_TELL = 2  # another process may just be doing it

logger = logging.getLogger(__name__)
# Does what is due, and calls what it is given as soon as that is committed.
Duty = Callable[[Callable[[], None]], object]


class Schedule:
    """What is due, and how it is done.

    A thread of its own does it: a reader waits until it is committed, but not for what follows,
    e.g. until it is indexed. Other readers go on with the version that they know.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._again_at = clock()
        self._failures = 0  # one after the other
        self._duty: Duty = lambda committed: None
        self.is_due = "1 = 0"

    def register(self, is_due: str, duty: Duty) -> None:
        """Registers an SQL condition for something being due, and what does all of it.

        `duty` is called outside of transactions, and must find out by itself what is left to do:
        another process may have been faster.
        """
        self.is_due, self._duty = is_due, duty

    def is_at_work(self) -> bool:
        """Whether what is due is being done, in this process."""
        return self._lock.locked()

    def carry_out(self) -> bool:
        """Does what is due. Returns whether that is done, here and now."""
        is_waiting = self._clock() < self._again_at
        if is_waiting or connections[PRIMARY].in_atomic_block:
            return False
        if not self._lock.acquire(blocking=False):
            return False
        attempt = _Attempt(self._lock.release)
        self._start(lambda: self._try(attempt))
        attempt.has_ended.wait(PATIENCE)
        return attempt.is_done

    def _start(self, work: Callable[[], None]) -> None:
        # No daemon: the process ends when all is done that follows from what is committed.
        Thread(target=_with_own_connections, args=(work,), name="schedule").start()

    def _try(self, attempt: "_Attempt") -> None:
        """No reader's page depends on it: what fails is logged, and tried again later."""
        try:
            self._duty(lambda: self._committed(attempt))
        except Exception as error:
            self._fail(error)
        finally:
            attempt.end(is_done=False)

    def _committed(self, attempt: "_Attempt") -> None:
        self._again_at = self._clock() + PAUSE
        self._failures = 0
        attempt.end(is_done=True)

    def _fail(self, error: Exception) -> None:
        """Says once that a database is lost, read-only or busy, if it is so for long."""
        self._again_at = self._clock() + RETRY_AFTER
        self._failures += 1
        if not isinstance(error, Error):
            logger.exception("What is due could not be done")
        elif self._failures == FAILURES_TO_TELL:
            logger.warning("What is due waits for the database: %s", error)


def _with_own_connections(work: Callable[[], None]) -> None:
    try:
        work()
    finally:
        connections.close_all()


class _Attempt:
    """One attempt, which ends when it is committed or has failed."""

    def __init__(self, after: Callable[[], None]) -> None:
        self._after = after
        self.is_done = False
        self.has_ended = Event()

    def end(self, is_done: bool) -> None:
        if not self.has_ended.is_set():
            self.is_done = is_done
            self._after()
            self.has_ended.set()


schedule = Schedule()
