"""Readers who ask for pages at a steady rate, and note what fails and how long answers take."""

import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from threading import Thread

from benchmarks.servers import HOST, TIMEOUT

RATE = 60  # requests a second
READERS = 24
PATHS = (
    *("/en/", "/fi/roles/", "/nb/skills/", "/en/roles/customer-service-manager/"),
    *("/pl/roles/customer-service-manager/", "/fi/roles/?text={}", "/en/search/?q=team+{}"),
)


@dataclass
class Readers:
    """Readers who ask for pages at a steady rate until they are told to stop.

    Half of them keep their connections, or as many as are to; the others open new ones.
    """

    port: int
    keeping: int = READERS // 2
    seconds: dict[bool, list[float]] = field(default_factory=lambda: {True: [], False: []})
    failures: list[str] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)
    _threads: list[Thread] = field(default_factory=list)
    _end: float = float("inf")

    def start(self) -> None:
        start = time.monotonic()
        for number in range(READERS):
            self._threads.append(Thread(target=self._read, args=(start, number < self.keeping)))
            self._threads[-1].start()

    def stop(self) -> None:
        self._end = time.monotonic()
        for thread in self._threads:
            thread.join()

    def _read(self, start: float, is_kept: bool) -> None:
        connection = HTTPConnection(HOST, self.port, timeout=TIMEOUT)
        while time.monotonic() < self._end:
            number = next(self._numbers)
            time.sleep(max(0, start + number / RATE - time.monotonic()))
            self._ask(connection, PATHS[number % len(PATHS)].format(number), is_kept)
            if not is_kept:
                connection.close()
        connection.close()

    def _ask(self, connection: HTTPConnection, path: str, is_kept: bool) -> None:
        begin = time.monotonic()
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "br"})
            response = connection.getresponse()
            response.read()
        except (OSError, HTTPException) as error:
            connection.close()
            kind = "a kept" if is_kept else "a new"
            self.failures.append(f"{path} on {kind} connection: {error!r}")
            return
        self.seconds[is_kept].append(time.monotonic() - begin)
        if response.status != 200:
            self.failures.append(f"{path}: {response.status}")

    @property
    def slowest(self) -> float:
        return max((max(seconds) for seconds in self.seconds.values() if seconds), default=0)

    def said(self) -> list[str]:
        """A line for each kind of connection, and the first failures."""
        lines = []
        for is_kept, name in ((True, "kept connections"), (False, "new connections")):
            if seconds := sorted(self.seconds[is_kept]):
                p99 = seconds[len(seconds) * 99 // 100]
                lines.append(f"{name}: {len(seconds):,} pages, p99 {p99:.2f} s, "
                             f"slowest {seconds[-1]:.2f} s")  # fmt: skip
        return [*lines, f"{len(self.failures)} failed", *self.failures[:5]]
