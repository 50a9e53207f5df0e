"""Which database a page is read from.

What somebody with a session does, and everything that is written, goes to the primary. An anonymous
page is read from a replica, if there is one that answers.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from random import SystemRandom
from typing import Any

from django.db import DEFAULT_DB_ALIAS, Error
from django.db.models import Model

PRIMARY = DEFAULT_DB_ALIAS
# After this time a lost replica is tried again.
RETRY_SECONDS = 5

logger = logging.getLogger(__name__)
_source: ContextVar[str] = ContextVar("source", default=PRIMARY)


def source() -> str:
    """The database that this thread reads from now."""
    return _source.get()


@contextmanager
def reading_from(alias: str) -> Iterator[None]:
    """Lets this thread read from a database, and from the primary again afterwards."""
    token = _source.set(alias)
    try:
        yield
    finally:
        _source.reset(token)


class Router:
    """Sends reads to the thread's source, all else to the primary (Django's DATABASE_ROUTERS)."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return source()

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return PRIMARY

    def allow_relation(self, first: Model, second: Model, **hints: Any) -> bool:
        # They hold the same rows.
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == PRIMARY


class Replicas:
    """Chooses the database that this process reads pages from.

    Stays with one replica, so that pages never become older; it is chosen at random, so that
    processes spread evenly. Skips a replica for RETRY_SECONDS after it did not answer, and while
    its version is lower than one that this process has read. Falls back to the primary; its version
    always counts, as a restored backup may lower it.

    `look_up(alias)` is the version of the content in a database, or raises a database error.
    """

    def __init__(
        self,
        aliases: Iterable[str],
        look_up: Callable[[str], int],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._aliases = list(aliases)
        SystemRandom().shuffle(self._aliases)
        self._look_up = look_up
        self._clock = clock
        self._retry_at: dict[str, float] = {}
        self._newest = 0

    def choose(self) -> tuple[str, int]:
        """The database to read from now, and the version of the content there.

        Raises a database error if not even the primary answers.
        """
        # Read first, so that a faster thread's newer version does not make this replica look stale.
        at_least = self._newest
        for alias in self._aliases:
            number = self._ask(alias)
            if number is not None and number >= at_least:
                self._newest = max(self._newest, number)
                return alias, number
        self._newest = number = self._look_up(PRIMARY)
        return PRIMARY, number

    def _ask(self, alias: str) -> int | None:
        if self.is_lost(alias):
            return None
        if alias in self._retry_at:
            # One thread tries whether it is back; others skip it until then.
            self._retry_at[alias] = self._clock() + RETRY_SECONDS
        try:
            number = self._look_up(alias)
        except Error as error:
            self.mark_lost(alias, error)
            return None
        if self._retry_at.pop(alias, None):
            logger.info("%s answers again", alias)
        return number

    def mark_lost(self, alias: str, reason: object) -> None:
        """Records that a replica did not answer: it is skipped for RETRY_SECONDS."""
        if alias not in self._retry_at:
            logger.error("%s is lost, pages are read elsewhere: %s", alias, reason)
        self._retry_at[alias] = self._clock() + RETRY_SECONDS

    def is_lost(self, alias: str) -> bool:
        """Whether the replica is skipped because it did not answer."""
        return self._clock() < self._retry_at.get(alias, 0)
