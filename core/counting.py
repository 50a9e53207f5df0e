"""Counting without a query per event: buffered in memory, written by a thread once a minute.

Leans on a part of Django that its documentation does not describe (tests/test_private_names.py):

- `BaseDatabaseWrapper.connection`, the driver's connection; None makes Django open another one
"""

import atexit
import logging
from abc import ABC, abstractmethod
from collections import Counter, deque
from threading import Event, Lock, Thread
from typing import Any

from django.db import Error, connection

INTERVAL = 60  # seconds
logger = logging.getLogger(__name__)


class BufferedCounter(ABC):
    """Collects events and writes their counts from a thread of its own."""

    label = ""  # what is counted, for the log and the name of the thread

    def __init__(self, interval: float = INTERVAL) -> None:
        self._interval = interval
        self._events: deque[Any] = deque()
        self._counts: Counter[Any] = Counter()
        self._lock = Lock()
        self._thread: Thread | None = None
        self._stopped = Event()

    @abstractmethod
    def store(self, counts: Counter[Any]) -> None:
        """Writes counts to the database; after a database error it is called again with the same
        counts."""

    def add(self, event: Any) -> None:
        """Counts one event. Takes neither a query nor a lock nor the time, since it is called for
        every cached page."""
        self._events.append(event)
        if self._thread is None:
            self._start_once()

    def key_of(self, event: Any) -> Any:
        """What an event is counted under. Called within a minute of `add`, in another thread."""
        return event

    def __len__(self) -> int:
        """How many different keys wait to be written."""
        with self._lock:
            self._gather()
            return len(self._counts)

    def __contains__(self, key: Any) -> bool:
        """Whether a key waits to be written."""
        with self._lock:
            self._gather()
            return key in self._counts

    def _gather(self) -> None:
        for _ in range(len(self._events)):
            self._counts[self.key_of(self._events.popleft())] += 1

    def _start_once(self) -> None:
        with self._lock:
            if self._thread is None:
                self._start()

    def _start(self) -> None:
        self._thread = Thread(target=self._run, name=f"{self.label}-counter", daemon=True)
        self._thread.start()
        atexit.register(self.stop)

    def stop(self) -> None:
        """Writes what is left; the process ends."""
        self._stopped.set()
        self.write()

    def _run(self) -> None:
        while not self._stopped.wait(self._interval):
            self.write()
            self._close_connection()

    def _close_connection(self) -> None:
        try:
            connection.close()
        except Error:  # it broke already; the next write opens another one
            connection.connection = None

    def write(self) -> None:
        """Stores the counts; those that fail are stored with the next batch."""
        with self._lock:
            self._gather()
            counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            self.store(counts)
        except Error:
            logger.warning(
                "%s could not be written; they are written with the next batch", self.label
            )
            with self._lock:
                self._counts += counts
