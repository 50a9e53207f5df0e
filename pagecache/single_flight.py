"""One thread makes a page while the others wait, few work at once, and nobody waits for long."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import partial
from math import inf
from threading import Condition, Event, Lock
from time import monotonic

# In seconds: how often a thread that waits looks whether it had better leave; and for how long the
# database has to be silent until only few may wait, and until nobody may.
LOOK_AROUND = 0.1
CROWDED_AFTER = 0.5
HOPELESS_AFTER = 4
SEATS = 2


class NoTurnError(Exception):
    """A thread has waited in vain."""


class WaitingRoom:
    """Where threads wait for each other, `wait_seconds` at most each time.

    While the database is silent (`seconds_unanswered()`), those that ask it do not come back soon.
    Then only SEATS wait, so that threads are left for the pages that are kept; and after a while
    nobody does.
    """

    def __init__(self, wait_seconds: float, seconds_unanswered: Callable[[], float]) -> None:
        self._wait_seconds = wait_seconds
        self._seconds_unanswered = seconds_unanswered
        self._lock = Lock()
        self._waiting = 0

    def wait(self, attempt: Callable[[float], bool]) -> None:
        """Waits until `attempt`, which tries for a number of seconds, has succeeded.

        Raises NoTurnError if it does not.
        """
        if self._seconds_unanswered() >= HOPELESS_AFTER:
            raise NoTurnError
        if not attempt(0):
            with self._seat():
                self._keep_trying(attempt)

    @contextmanager
    def _seat(self) -> Iterator[None]:
        self._move(1)
        try:
            yield
        finally:
            self._move(-1)

    def _move(self, by: int) -> None:
        with self._lock:
            self._waiting += by

    def _keep_trying(self, attempt: Callable[[float], bool]) -> None:
        end = monotonic() + self._wait_seconds
        while not attempt(min(LOOK_AROUND, self._wait_seconds)):
            if monotonic() >= end or self._had_better_leave():
                raise NoTurnError

    def _had_better_leave(self) -> bool:
        most = CROWDED_AFTER if self._waiting > SEATS else HOPELESS_AFTER
        return self._seconds_unanswered() >= most


class SingleFlight:
    """Lets one thread work on a key while the others wait."""

    def __init__(self, room: WaitingRoom) -> None:
        self._room = room
        self._in_flight: dict[Hashable, Event] = {}

    @contextmanager
    def claim(self, key: Hashable) -> Iterator[None]:
        """Enters at once if nobody works on the key, else when that is done."""
        own = Event()
        current = self._in_flight.setdefault(key, own)
        if current is not own:
            self._room.wait(current.wait)
            yield
            return
        try:
            yield
        finally:
            del self._in_flight[key]
            own.set()


class Slots:
    """Lets `number` threads work at once, first come, first served. Where they are to work alone,
    the next one begins when nobody is at work, or `alone_seconds` after the last one has begun.

    Python runs one thread at a time. Two that read rows hand on to each other at each row, which
    takes longer than to read it, and what both need is held twice. So those whose work is short
    take turns, and nobody waits for what takes seconds.
    """

    def __init__(self, room: WaitingRoom, number: int, alone_seconds: float = 0) -> None:
        self._room = room
        self._number = number
        self._alone_seconds = alone_seconds
        self._lock = Lock()
        self._line: list[Condition] = []  # of those who wait, each for its own
        self._begun: dict[Condition, float] = {}  # of those at work, in the order of time

    @contextmanager
    def take(self) -> Iterator[None]:
        """Enters when a slot is free and those who came before have theirs."""
        turn = Condition(self._lock)
        with self._lock:
            self._line.append(turn)
        try:
            self._room.wait(partial(self._begin, turn))
        except BaseException:
            with self._lock:
                self._line.remove(turn)
                self._call_next()
            raise
        try:
            yield
        finally:
            with self._lock:
                del self._begun[turn]
                self._call_next()

    def _begin(self, turn: Condition, seconds: float) -> bool:
        """Tries for a number of seconds to begin."""
        end = monotonic() + seconds
        with self._lock:
            while (now := monotonic()) < (free_at := self._free_at(turn)):
                if now >= end:
                    return False
                turn.wait(min(free_at, end) - now)
            self._line.remove(turn)
            self._begun[turn] = now
            if not self._alone_seconds:  # two may have left their slots at the same moment
                self._call_next()
        return True

    def _free_at(self, turn: Condition) -> float:
        """When it may begin, unless something changes before."""
        if turn is not self._line[0] or len(self._begun) >= self._number:
            return inf
        return max(self._begun.values(), default=-inf) + self._alone_seconds

    def _call_next(self) -> None:
        if self._line:
            self._line[0].notify()
