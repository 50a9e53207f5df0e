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

# How old, in seconds, the version may be that a process goes by.
INTERVAL = 0.3

logger = logging.getLogger(__name__)


def look_up(alias: str) -> int:
    """The version of the content in a database, asked outside of any request."""
    # No request is around this, whose beginning would let go of a connection that broke.
    if not connections[alias].in_atomic_block:
        connections[alias].close_if_unusable_or_obsolete()
    return read_version(alias)


class VersionWatch:
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
        with reading_from(source), pin_content_version(number):
            yield number

    def look_again(self, **details: Any) -> None:
        """Looks at the next request. Receives `core.signals.version_committed`."""
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
watch = VersionWatch(replicas.look)
version_committed.connect(watch.look_again)
