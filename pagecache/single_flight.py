"""One thread makes a page, the others wait for it; and few pages are made at once."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Event


class SingleFlight:
    """Lets one thread make a page while the others wait for it, and at most `at_once` make any.

    Python runs one thread at a time. Several that read from SQLite hand over at every row, which
    takes longer than one after the other. Nobody waits longer than `patience` seconds, twice.
    """

    def __init__(self, patience: float, at_once: int) -> None:
        self._patience = patience
        self._being_made: dict[Hashable, Event] = {}
        self._places = BoundedSemaphore(at_once)

    @contextmanager
    def turn(self, key: Hashable) -> Iterator[None]:
        """Enters at once if nobody makes the page, else when it is made or patience is over."""
        mine = Event()
        made = self._being_made.setdefault(key, mine)
        if made is not mine:
            made.wait(self._patience)
            yield
            return
        try:
            with self._place():
                yield
        finally:
            del self._being_made[key]
            mine.set()

    @contextmanager
    def _place(self) -> Iterator[None]:
        """One of the places there are, when it is free; or none, when patience is over."""
        has_place = self._places.acquire(timeout=self._patience)
        try:
            yield
        finally:
            if has_place:
                self._places.release()
