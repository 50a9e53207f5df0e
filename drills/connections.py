"""The drill of connections that are half-open or idle: behind nginx, as docs/deploy.md has it."""

import resource
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.servers import HOST
from drills.drill import Counts, Drill, Found
from drills.sites import Sites
from tests.tools.front import front_by_hand, fronting, nginx_path, status
from tests.tools.postgres import free_port

PAGE = b"/en/roles/"
HALF = b"GET /en/ HTTP/1.1\r\nHost: localhost\r\nUser-Agent: "
HELD, SPARE = 2, 256  # descriptors for each connection here and there; for all else
SECONDS = 2.0  # in which the next page is to be answered


def open_connections(stack: ExitStack, port: int, number: int, sent: bytes) -> None:
    for _ in range(number):
        connection = stack.enter_context(socket.create_connection((HOST, port)))
        connection.sendall(sent)


def seconds_of_next_page(port: int, number: int, sent: bytes) -> float:
    """How long a page takes while so many connections are open; endless if it does not come."""
    with ExitStack() as stack:
        open_connections(stack, port, number, sent)
        start = time.monotonic()
        try:
            is_there = status(port, PAGE) == 200
        except OSError:
            is_there = False
        return time.monotonic() - start if is_there else float("inf")


@contextmanager
def front(port: int) -> Iterator[int]:
    """nginx before a site: yields its port."""
    with TemporaryDirectory(prefix="rolebook-front-") as name:
        folder, own = Path(name), free_port()
        folder.chmod(0o755)
        with fronting(folder, front_by_hand(folder, own, port), own):
            yield own


def drill(sites: Sites, counts: Counts) -> Found:
    found = Found()
    half, idle = counts["half-open"], counts["idle"]
    _allow(HELD * max(half, idle) + SPARE)
    with sites.sqlite() as site, site.running() as (port, _):
        if nginx_path() is None:
            found.unchecked.append("nginx is not installed, so there was no front")
            return found
        with front(port) as own:
            for number, sent, kind in ((half, HALF, "half-open"), (idle, b"", "idle")):
                seconds = seconds_of_next_page(own, number, sent)
                found.said.append(f"{number:,} {kind} behind nginx: {seconds:.2f} s")
                found.check(seconds <= SECONDS, f"{kind}: the next page took {seconds:.2f} s")
    return found


def _allow(descriptors: int) -> None:
    """Raises the limit of open files, which servers that are started inherit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < descriptors:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(descriptors, hard), hard))


DRILL = Drill(
    name="Half-open and idle connections",
    to_reach=f"the next page within {SECONDS:g} s",
    short={"half-open": 200, "idle": 1000},
    full={"half-open": 200, "idle": 1000},
    run=drill,
)
