"""Measures the memory of a site's processes while they answer 20,000 mixed requests. See README.md.

`make bench PART=memory ESCO=path BENCH_OPTIONS="--requests 100000"`
"""

import argparse
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread

from benchmarks.load import sitemap_paths
from benchmarks.mix import Mix
from benchmarks.servers import HOST, PROC, TIMEOUT, environment, make_site, running
from benchmarks.sites import esco_path, run_python

REQUESTS = 20_000
STEPS = 10  # how often the memory is looked at
CLIENTS = 4
DOWNLOAD_SECONDS = 300  # within which the file with everything must be made
# MB that two workers and their master may hold at the end, on the shipped content and with ESCO.
MAX_SHIPPED, MAX_ESCO = 260, 340
MAX_GROWTH = 0.03  # of that, in the second half of a run of 100,000
LONG = 100_000


def process_tree(root: int) -> list[int]:
    """A process and all that it has started, and those have."""
    parents = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
        except OSError:  # it has ended
            continue
        parents[int(folder.name)] = int(stat.rpartition(")")[2].split()[1])
    tree = [root]
    for pid in tree:
        tree += [child for child, parent in parents.items() if parent == pid]
    return tree


def proportional_megabytes(pid: int) -> float:
    """The memory of a process (PSS): what several processes share counts for each in part."""
    lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / 1e6


class Clients:
    """Several clients that send requests at once, each one after the other."""

    def __init__(self, port: int, requests: Iterator[str]) -> None:
        self._port = port
        self._requests = requests
        self._lock = Lock()

    def send(self, count: int) -> None:
        """Sends so many requests. Raises SystemExit where one is answered with 5xx."""
        paths = islice(self._requests, count)
        failed: list[str] = []
        threads = [Thread(target=self._work, args=(paths, failed)) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failed:
            raise SystemExit(f"{len(failed)} requests failed, such as {failed[0]}")

    def _work(self, paths: Iterator[str], failed: list[str]) -> None:
        connection = HTTPConnection(HOST, self._port, timeout=TIMEOUT)
        while path := self._next(paths):
            connection.request("GET", path, headers={"Accept-Encoding": "br"})
            response = connection.getresponse()
            response.read()
            if response.status >= 500:
                failed.append(f"{path} ({response.status})")
        connection.close()

    def _next(self, paths: Iterator[str]) -> str | None:
        with self._lock:
            return next(paths, None)


def wait_for_download(port: int) -> None:
    """Until the file with everything is there: before, its page is answered with 503."""
    end = time.monotonic() + DOWNLOAD_SECONDS
    while time.monotonic() < end:
        with closing(HTTPConnection(HOST, port, timeout=TIMEOUT)) as connection:
            connection.request("GET", "/en/download/")
            if connection.getresponse().status < 500:
                return
        time.sleep(1)
    raise SystemExit("The download was not made in time.")


def measure(folder: Path, requests: int) -> list[float]:
    """The MB of the processes of a site at the start and after each step."""
    more = {"WEB_CONCURRENCY": "2", "PAGE_CACHE_MEGABYTES": "0"}
    with running("config.wsgi", folder, **more) as (port, server):
        wait_for_download(port)
        clients = Clients(port, iter(Mix(sitemap_paths(port))))
        held: list[float] = []
        for step in range(STEPS + 1):
            if step:
                clients.send(requests // STEPS)
            processes = [proportional_megabytes(pid) for pid in process_tree(server.pid)]
            held.append(sum(processes))
            shares = " + ".join(f"{megabytes:.0f}" for megabytes in processes)
            print(
                f"{step * requests // STEPS:>8,} requests{held[-1]:>8.0f} MB = {shares}", flush=True
            )
    return held


def is_within(held: list[float], most: float, requests: int) -> bool:
    """Whether a site holds no more than it may, and in a long run hardly more than halfway."""
    growth = held[-1] - held[STEPS // 2]
    print(f"{held[-1]:.0f} MB (at most {most}), {growth:+.1f} in the second half")
    return held[-1] <= most and (requests < LONG or growth <= MAX_GROWTH * most)


def main() -> None:
    """Exits with 1 if a site holds too much."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    parser = argparse.ArgumentParser(prog="benchmarks.memory")
    parser.add_argument("--requests", type=int, default=REQUESTS)
    requests, esco = parser.parse_args().requests, esco_path()
    with TemporaryDirectory(prefix="rolebook-memory-") as name:
        folder = Path(name)
        make_site(folder)
        print("The shipped content")
        is_well = is_within(measure(folder, requests), MAX_SHIPPED, requests)
        if esco:
            for command in (["import_esco", esco], ["build_closest_titles"]):
                run_python(["manage.py", *command], environment(folder))
            print("With ESCO")
            is_well = is_within(measure(folder, requests), MAX_ESCO, requests) and is_well
    sys.exit(not is_well)


if __name__ == "__main__":
    main()
