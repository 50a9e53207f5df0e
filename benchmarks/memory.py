"""Measures the memory of a worker while it answers 20,000 requests. See README.md."""

import os
import signal
import sys
import time
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.load import fetch, request, sitemap_paths
from benchmarks.servers import PROC, make_site, serving, worker_pid

CHECKPOINTS = (1, 1_000, 5_000, 10_000, 15_000, 20_000)
# From here on caches are full, and views have been flushed to the database once.
WARM_REQUESTS = 5_000
FLUSH_SECONDS = 65  # seconds
MAX_GROWTH = 3  # MB between that checkpoint and the last one
# Every so many requests, one has a unique query, so that its page is not cached.
UNCACHED_INTERVAL = 20


def paths(port: int) -> list[str]:
    """All pages of the sitemap, role pages with query strings, and paths outside the sitemap."""
    pages = sorted(set(sitemap_paths(port)))
    with_queries = [f"{page}?{query}" for page in pages if "/roles/" in page for query in QUERIES]
    return [*pages, *with_queries, *OTHER_PATHS]


QUERIES = ("with=fi", "with=xx", "stage=lead&page=2", "q=team", "unknown=1")
OTHER_PATHS = (
    "/",
    "/nowhere/",
    "/en/nowhere/",
    "/no/",
    "/health/live",
    "/health/ready",
    "/robots.txt",
    "/admin/login/",
    "/en/feed/",
    "/en/coverage/",
    "/en/roles/?q=%00",
    "/static/nothing.css",
)


def resident_megabytes(pid: int) -> float:
    """The resident memory of a process, in MB."""
    pages = int((PROC / str(pid) / "statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def measure(port: int) -> dict[int, float]:
    """The MB after each number of requests in CHECKPOINTS."""
    worker = worker_pid(port)
    targets = paths(port)
    print(f"{len(targets)} addresses in turn, one request in {UNCACHED_INTERVAL} uncached")
    megabytes, start = {}, time.monotonic()
    for number, path in enumerate(islice(cycle(targets), CHECKPOINTS[-1]), start=1):
        if number % UNCACHED_INTERVAL == 0:
            path = f"{path.partition('?')[0]}?number={number}"
        fetch(port, request(port, path))
        if number == WARM_REQUESTS:
            time.sleep(max(0, start + FLUSH_SECONDS - time.monotonic()))
        if number in CHECKPOINTS:
            megabytes[number] = resident_megabytes(worker)
            print(f"{number:>8,} requests{megabytes[number]:>10.1f} MB", flush=True)
    return megabytes


def main() -> None:
    """Exits with 1 if the worker grows."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with TemporaryDirectory(prefix="rolebook-memory-") as name:
        folder = Path(name)
        make_site(folder)
        with serving("config.wsgi", folder) as port:
            megabytes = measure(port)
    growth = megabytes[CHECKPOINTS[-1]] - megabytes[WARM_REQUESTS]
    interval = f"from {WARM_REQUESTS:,} to {CHECKPOINTS[-1]:,} requests"
    print(f"{interval}: {growth:+.1f} MB (at most {MAX_GROWTH})")
    sys.exit(growth > MAX_GROWTH)


if __name__ == "__main__":
    main()
