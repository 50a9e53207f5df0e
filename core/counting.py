"""Counting without making anyone wait: kept in memory, written by the minute."""

import atexit
import logging
from abc import ABC, abstractmethod
from collections import Counter, deque
from threading import Event, Lock, Thread
from typing import Any

from django.db import DatabaseError, connection

SECONDS = 60
logger = logging.getLogger(__name__)


class BufferedCounter(ABC):
    """Collects what is counted and writes it from a thread of its own."""

    what = ""  # what is counted, for the log and the name of the thread

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._seen: deque[Any] = deque()
        self._counts: Counter[Any] = Counter()
        self._lock = Lock()
        self._thread: Thread | None = None
        self._stopped = Event()

    @abstractmethod
    def store(self, counts: Counter[Any]) -> None:
        """Writes what was collected; a database error keeps it for later."""

    def add(self, key: Any) -> None:
        """One more of something. Costs no query, and neither a lock nor a look at the clock: that
        would be a part of the time that a finished page takes."""
        self._seen.append(key)
        if self._thread is None:
            self._begin()

    def counted_as(self, key: Any) -> Any:
        """What a thing is written as. Asked within a minute of `add`, in another thread."""
        return key

    def __len__(self) -> int:
        """How many different things wait to be written."""
        with self._lock:
            self._gather()
            return len(self._counts)

    def _gather(self) -> None:
        for _ in range(len(self._seen)):
            self._counts[self.counted_as(self._seen.popleft())] += 1

    def _begin(self) -> None:
        with self._lock:
            if self._thread is None:
                self._start()

    def _start(self) -> None:
        self._thread = Thread(target=self._run, name=f"{self.what}-counter", daemon=True)
        self._thread.start()
        atexit.register(self.stop)

    def stop(self) -> None:
        """Writes what is left; the process ends."""
        self._stopped.set()
        self.write()

    def _run(self) -> None:
        while not self._stopped.wait(self._seconds):
            self.write()
            connection.close()

    def write(self) -> None:
        """Adds what was collected to the database; keeps it for later if that is out of reach."""
        with self._lock:
            self._gather()
            counts, self._counts = self._counts, Counter()
        try:
            self.store(counts)
        except DatabaseError:
            logger.warning("%s could not be written; they are kept for the next time", self.what)
            with self._lock:
                self._counts += counts
