"""The drill of a site that is reloaded again and again (SIGHUP), while readers ask for pages on
connections that they keep and on new ones."""

import os
import signal
import subprocess
import time

from drills.drill import Counts, Drill, Found
from drills.readers import Readers
from drills.sites import Sites

PAUSE = 2  # seconds between two reloads
MAX_SECONDS = 1.0


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


def drill(sites: Sites, counts: Counts) -> Found:
    with sites.sqlite() as site, site.running() as (port, server):
        readers = measure(port, server.pid, counts["reloads"])
        return report(readers, server)


def report(readers: Readers, server: "subprocess.Popen[bytes]") -> Found:
    found = Found(readers.said())
    found.check(not readers.failures, f"{len(readers.failures)} requests failed")
    found.check(readers.slowest <= MAX_SECONDS, f"one took {readers.slowest:.2f} s")
    found.check(server.poll() is None, "the server has ended")
    return found


DRILL = Drill(
    name="Reloads (SIGHUP), 60 requests a second",
    to_reach=f"none refused, none slower than {MAX_SECONDS:g} s, on kept and on new connections",
    short={"reloads": 4},
    full={"reloads": 14},
    run=drill,
)
