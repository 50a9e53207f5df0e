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
# How long, in seconds, a replica is left alone that did not answer.
REST = 5

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

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        # They hold the same rows.
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == PRIMARY


class Replicas:
    """Chooses the database that this process reads pages from.

    It keeps to one replica, so that what it shows never goes back in time; which one, is chosen by
    lot, so that many processes spread evenly. One that does not answer is left alone for some
    seconds. One that is behind what this process has read already is passed over. What is left is
    the primary, whose word is final: after a backup is restored its number may be a lower one.

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
        self._rests_until: dict[str, float] = {}
        self._newest = 0

    def look(self) -> tuple[str, int]:
        """The database to read from now, and the version of the content there.

        Raises a database error if not even the primary answers.
        """
        # Known before a replica is asked: a thread that is quicker meanwhile makes none behind.
        at_least = self._newest
        for alias in self._aliases:
            number = self._ask(alias)
            if number is not None and number >= at_least:
                self._newest = max(self._newest, number)
                return alias, number
        self._newest = number = self._look_up(PRIMARY)
        return PRIMARY, number

    def _ask(self, alias: str) -> int | None:
        if self.is_resting(alias):
            return None
        if alias in self._rests_until:
            # One thread tries whether it is back; for the others it goes on resting.
            self._rests_until[alias] = self._clock() + REST
        try:
            number = self._look_up(alias)
        except Error as error:
            self.leave(alias, error)
            return None
        if self._rests_until.pop(alias, None):
            logger.info("%s answers again", alias)
        return number

    def leave(self, alias: str, reason: object) -> None:
        """Leaves a replica alone for some seconds."""
        if alias not in self._rests_until:
            logger.error("%s is lost, pages are read elsewhere: %s", alias, reason)
        self._rests_until[alias] = self._clock() + REST

    def is_resting(self, alias: str) -> bool:
        """Whether the replica did not answer a short while ago."""
        return self._clock() < self._rests_until.get(alias, 0)
