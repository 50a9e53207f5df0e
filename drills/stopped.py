"""The drill of a database that is stopped, as by an accident, and started again."""

from collections.abc import Iterator
from contextlib import contextmanager

from drills.drill import Counts, Drill, Found
from drills.outage import BACK_WITHIN, lose
from drills.sites import Sites
from tests.tools.postgres import Server


@contextmanager
def stopped(server: Server) -> Iterator[None]:
    server.stop()
    try:
        yield
    finally:
        server.start()


def drill(sites: Sites, counts: Counts) -> Found:
    return lose(sites, counts["seconds"], stopped)


DRILL = Drill(
    name="Database stopped, 60 requests a second",
    to_reach=f"no error for kept pages, others 503, all well within {BACK_WITHIN} s after",
    short={"seconds": 10},
    full={"seconds": 30},
    run=drill,
)
