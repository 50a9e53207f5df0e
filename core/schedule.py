"""What the clock does: content becomes public at a time that was set before.

No program has to be run at that time. Whoever reads the content version learns in the same query
whether something is due (`Schedule.is_due`), and does it before the version is used. So no page is
made or sent from a cache that is older than what is due, and a site that was stopped at the time
makes up for it at its first request.
"""

import logging
import time
from collections.abc import Callable
from threading import Lock

from django.db import Error, connections

from core.replicas import PRIMARY, reading_from

# In seconds: how long nobody tries again after it was done, so that readers of a replica that is
# behind do not keep asking the primary; and how long after it failed.
PAUSE = 1
RETRY_AFTER = 5

logger = logging.getLogger(__name__)


class Schedule:
    """What is due, and how it is done.

    One thread of a process does it; the others go on with the version that they have read.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._again_at = clock()
        self._has_failed = False
        self._carry_out: Callable[[], object] = lambda: None
        self.is_due = "1 = 0"

    def register(self, is_due: str, carry_out: Callable[[], object]) -> None:
        """Registers an SQL condition for something being due, and what does all of it.

        `carry_out` is called outside of transactions, and must find out by itself what is left to
        do: another process may have been faster.
        """
        self.is_due, self._carry_out = is_due, carry_out

    def carry_out(self) -> bool:
        """Does what is due. Returns whether that was tried to the end, here and now."""
        is_waiting = self._clock() < self._again_at
        if is_waiting or connections[PRIMARY].in_atomic_block:
            return False
        if not self._lock.acquire(blocking=False):
            return False
        try:
            return self._try()
        finally:
            self._lock.release()

    def _try(self) -> bool:
        """A reader's page does not depend on it: what fails is logged, once, and tried again."""
        try:
            # Outside a request Django does not close broken connections.
            connections[PRIMARY].close_if_unusable_or_obsolete()
            with reading_from(PRIMARY):
                self._carry_out()
        except Exception as error:
            self._again_at = self._clock() + RETRY_AFTER
            self._log(error)
            return False
        self._again_at = self._clock() + PAUSE
        self._has_failed = False
        return True

    def _log(self, error: Exception) -> None:
        """Says nothing new about a database that is lost, read-only or busy for long."""
        if not isinstance(error, Error):
            logger.exception("What is due could not be done")
        elif not self._has_failed:
            logger.warning("What is due waits for the database: %s", error)
        self._has_failed = True


schedule = Schedule()
