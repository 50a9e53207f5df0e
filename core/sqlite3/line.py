"""Writers of one process stand in a line.

SQLite has one writer at a time. Who waits for another asks again and again, less often the longer
it has waited: so those who have just come are the first to find the lock free, and somebody may
wait in vain while others write time after time.
"""

import sqlite3
from collections import deque
from threading import Event, Lock
from time import monotonic, sleep

from core.waiting import is_busy

# In seconds: how often the first in the line asks whether another process writes; and for how long
# the next one lets other processes go first, whose first one asks meanwhile.
LOOK_AGAIN = 0.005
PAUSE = 0.01


class WritersLine:
    """Threads that write to a database or wait for it, in the order in which they came."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._places: deque[Event] = deque()

    def begin(self, driver: sqlite3.Connection) -> Event:
        """Begins a transaction that writes, when it is this thread's turn, and returns its place.

        Raises what SQLite raises where that takes longer than the connection waits.
        """
        (milliseconds,) = driver.execute("PRAGMA busy_timeout").fetchone()
        end = monotonic() + milliseconds / 1000
        place = self._join()
        try:
            if not place.is_set() and place.wait(milliseconds / 1000):
                sleep(PAUSE)
            driver.execute("PRAGMA busy_timeout = 0")
            _begin(driver, end)
        except BaseException:
            self.leave(place)
            raise
        finally:
            driver.execute(f"PRAGMA busy_timeout = {milliseconds}")
        return place

    def leave(self, place: Event) -> None:
        """Lets the next one write."""
        with self._lock:
            self._places.remove(place)
            self._call_first()

    def _join(self) -> Event:
        place = Event()
        with self._lock:
            self._places.append(place)
            self._call_first()
        return place

    def _call_first(self) -> None:
        if self._places:
            self._places[0].set()


def _begin(driver: sqlite3.Connection, end: float) -> None:
    """Tries until then. Who is late tries once."""
    while monotonic() < end:
        try:
            driver.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if not is_busy(error):
                raise
            sleep(LOOK_AGAIN)
        else:
            return
    driver.execute("BEGIN IMMEDIATE")
