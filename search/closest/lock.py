"""One process builds at a time, and pauses: a file that says when the last build began."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import IO

SHORTEST_PAUSE = 10  # seconds between two builds
PAUSE_FACTOR = 20  # of the seconds that a build takes


class BuildLock:
    """The lock, held. Its file says when the last build began, and how many seconds one takes."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.began, self.seconds = 0.0, 0.0
        with suppress(ValueError):  # a new file is empty
            self.began, self.seconds = map(float, file.read(100).split())

    def is_due(self) -> bool:
        """Whether the pause after the last build is over."""
        pause = max(SHORTEST_PAUSE, PAUSE_FACTOR * self.seconds)
        return not 0 <= time.time() - self.began < pause

    def write(self, began: float, seconds: float) -> None:
        self._file.seek(0)
        self._file.truncate()
        self._file.write(f"{began} {seconds}")
        self._file.flush()


@contextmanager
def build_lock(index: Path) -> Iterator[BuildLock | None]:
    """The lock of an index; None if another process holds it. Raises OSError if none can be made.

    It is gone with its process, so nothing stays locked after a crash.
    """
    descriptor = os.open(index.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o644)
    with open(descriptor, "r+") as file:
        try:
            flock(file, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            yield None
            return
        yield BuildLock(file)
