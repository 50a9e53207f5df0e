"""One thread makes a page while the others wait for it, and few pages are made at once."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Event


class SingleFlight:
    """Lets one thread work on a key while the others wait, and `max_concurrent` work at all.

    Python runs one thread at a time, and several that read from SQLite switch at every row, which
    takes longer than one after the other. Nobody waits longer than `wait_seconds`, twice.
    """

    def __init__(self, wait_seconds: float, max_concurrent: int) -> None:
        self._wait_seconds = wait_seconds
        self._in_flight: dict[Hashable, Event] = {}
        self._slots = BoundedSemaphore(max_concurrent)

    @contextmanager
    def claim(self, key: Hashable) -> Iterator[None]:
        """Enters at once if nobody works on the key, else when that is done or the wait is over."""
        own = Event()
        current = self._in_flight.setdefault(key, own)
        if current is not own:
            current.wait(self._wait_seconds)
            yield
            return
        try:
            with self._slot():
                yield
        finally:
            del self._in_flight[key]
            own.set()

    @contextmanager
    def _slot(self) -> Iterator[None]:
        """Waits for a free slot; goes on without one when the wait is over."""
        has_slot = self._slots.acquire(timeout=self._wait_seconds)
        try:
            yield
        finally:
            if has_slot:
                self._slots.release()
