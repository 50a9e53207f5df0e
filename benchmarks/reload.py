"""Reloads a site again and again while readers ask for pages, and counts what they notice.

`make bench PART=reload BENCH_OPTIONS="--reloads 14"`. Everything is on loopback and ends by itself.
Exits with 1 if a request was refused or failed, or took more than a second.
"""

import argparse
import os
import signal
import sys
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from benchmarks.servers import HOST, TIMEOUT, make_site, running

RATE = 60  # requests a second
READERS = 24  # half of them keep their connections, half open a new one for each request
RELOADS, PAUSE = 14, 2  # how often, and the seconds in between
MAX_SECONDS = 1.0
PATHS = (
    *("/en/", "/fi/roles/", "/nb/skills/", "/en/roles/customer-service-manager/"),
    *("/pl/roles/customer-service-manager/", "/fi/roles/?text={}", "/en/search/?q=team+{}"),
)


@dataclass
class Readers:
    """Readers who ask for pages at a steady rate until they are told to stop."""

    port: int
    seconds: dict[bool, list[float]] = field(default_factory=lambda: {True: [], False: []})
    failures: list[str] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)
    _threads: list[Thread] = field(default_factory=list)
    _end: float = float("inf")

    def start(self) -> None:
        start = time.monotonic()
        for number in range(READERS):
            self._threads.append(Thread(target=self._read, args=(start, number % 2 == 0)))
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


def measure(port: int, server: int, reloads: int) -> Readers:
    """Reloads while readers read, a while before the first and after the last time, too."""
    readers = Readers(port)
    readers.start()
    try:
        time.sleep(PAUSE)
        for _ in range(reloads):
            os.kill(server, signal.SIGHUP)
            time.sleep(PAUSE)
        time.sleep(2 * PAUSE)
    finally:
        readers.stop()
    return readers


def report(readers: Readers) -> bool:
    """Prints what was noticed, and returns whether that is little enough."""
    slowest = 0.0
    for is_kept, name in ((True, "kept connections"), (False, "new connections")):
        seconds = sorted(readers.seconds[is_kept])
        slowest = max(slowest, *seconds)
        p99 = seconds[len(seconds) * 99 // 100]
        print(f"{name:18}{len(seconds):7,} pages, p99 {p99:.2f} s, slowest {seconds[-1]:.2f} s")
    print(f"{len(readers.failures)} failed", *readers.failures[:5], sep="\n  ")
    return not readers.failures and slowest <= MAX_SECONDS


def main() -> None:
    """Exits with 1 if readers noticed a reload."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    parser = argparse.ArgumentParser(prog="benchmarks.reload")
    parser.add_argument("--reloads", type=int, default=RELOADS)
    options = parser.parse_args()
    with TemporaryDirectory(prefix="rolebook-reload-") as name:
        folder = Path(name)
        make_site(folder)
        with running("config.wsgi", folder, WEB_CONCURRENCY="2") as (port, server):
            readers = measure(port, server.pid, options.reloads)
            is_unnoticed = report(readers) and server.poll() is None
    sys.exit(not is_unnoticed)


if __name__ == "__main__":
    main()
