"""One thread makes a page, the others wait for it."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from threading import Event


class Turns:
    """Lets one thread make a page while the others wait for it."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._being_made: dict[Hashable, Event] = {}

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
            yield
        finally:
            del self._being_made[key]
            mine.set()
