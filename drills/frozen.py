"""The drill of a database that takes questions and answers none (SIGSTOP)."""

from drills.drill import Counts, Drill, Found
from drills.outage import BACK_WITHIN, KEPT_P99, REFUSED_WITHIN, lose
from drills.sites import Sites
from tests.tools.postgres import Server


def drill(sites: Sites, counts: Counts) -> Found:
    return lose(sites, counts["seconds"], Server.frozen)


DRILL = Drill(
    name="Database frozen, 60 requests a second",
    to_reach=f"kept pages p99 under {KEPT_P99 * 1000:.0f} ms, others 503 within "
    f"{REFUSED_WITHIN} s, all well within {BACK_WITHIN} s after",
    short={"seconds": 15},
    full={"seconds": 30},
    run=drill,
)
