"""Prints what a worker holds in memory while it answers 20,000 requests. See README.md."""

import os
import signal
import sys
import time
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.load import fetch, request, site_map
from benchmarks.servers import make_site, serving

MARKS = (1, 1_000, 5_000, 10_000, 15_000, 20_000)
# From here on all that is kept is there, and what is written by the minute was written once.
SETTLED = 5_000
WRITTEN = 65  # seconds
ALLOWED = 3  # MB that the last mark may be above that one
# One request in so many is for a page that is made anew, since its query is like no other.
MADE = 20


def paths(port: int) -> list[str]:
    """All pages that the site names, with questions that change them, and some that are none."""
    pages = sorted(set(site_map(port)))
    asked = [f"{page}?{query}" for page in pages if "/roles/" in page for query in QUERIES]
    return [*pages, *asked, *OTHERS]


QUERIES = ("with=fi", "with=xx", "stage=lead&page=2", "q=team", "unknown=1")
OTHERS = ("/", "/nowhere/", "/en/nowhere/", "/no/", "/health/live", "/health/ready", "/robots.txt")
OTHERS += ("/admin/login/", "/en/feed/", "/en/coverage/", "/en/roles/?q=%00", "/static/nothing.css")


def worker_of(port: int) -> int:
    """The process that answers at a port: the one child of the server that listens there."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            named = (folder / "environ").read_bytes().split(b"\0")
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            is_child = f"PORT={port}".encode() in named and b"gunicorn" in (
                Path(f"/proc/{parent}/cmdline").read_bytes()
            )
        except OSError:
            continue
        if is_child:
            return int(folder.name)
    raise SystemExit("No worker was found. This needs Linux.")


def memory_of(process: int) -> float:
    """What a process holds in memory, in MB."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def measure(port: int) -> dict[int, float]:
    """MB in memory after each number of requests in MARKS."""
    worker = worker_of(port)
    asked = paths(port)
    print(f"{len(asked)} addresses in turn, one request in {MADE} for a page that is made anew")
    found, start = {}, time.monotonic()
    for number, path in enumerate(islice(cycle(asked), MARKS[-1]), start=1):
        if number % MADE == 0:
            path = f"{path.partition('?')[0]}?number={number}"
        fetch(port, request(port, path))
        if number == SETTLED:
            time.sleep(max(0, start + WRITTEN - time.monotonic()))
        if number in MARKS:
            found[number] = memory_of(worker)
            print(f"{number:>8,} requests{found[number]:>10.1f} MB", flush=True)
    return found


def main() -> None:
    """Exits with 1 if a worker grows."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with TemporaryDirectory(prefix="rolebook-memory-") as name:
        folder = Path(name)
        make_site(folder)
        with serving("config.wsgi", folder) as port:
            found = measure(port)
    grown = found[MARKS[-1]] - found[SETTLED]
    print(f"from {SETTLED:,} to {MARKS[-1]:,} requests: {grown:+.1f} MB (at most {ALLOWED})")
    sys.exit(grown > ALLOWED)


if __name__ == "__main__":
    main()
