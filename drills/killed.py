"""The drill of processes that are killed (SIGKILL), or told to end (SIGTERM), while readers ask for
pages on new connections."""

import os
import signal
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Thread

from benchmarks.servers import HOST, TIMEOUT
from drills.drill import Counts, Drill, Found
from drills.readers import Readers
from drills.sites import DrillSite, Sites

PAUSE = 2  # seconds between two kills
LOST = 2  # requests that may be lost with what was killed
IN_FLIGHT, ON_THEIR_WAY = 20, 0.2  # requests that are being answered, seconds since they were sent


def workers(server: int) -> list[int]:
    """The ids of the processes that answer for a server. This needs Linux."""
    return [int(pid) for pid in Path(f"/proc/{server}/task/{server}/children").read_text().split()]


def read_while(site: DrillSite, number: signal.Signals, times: int) -> Readers:
    """Readers on new connections, while a process is sent a signal every now and then."""
    with site.running() as (port, server):
        readers = Readers(port, keeping=0)
        readers.start()
        try:
            for turn in range(times):
                time.sleep(PAUSE)
                running = workers(server.pid)
                os.kill(running[turn % len(running)], number)
            time.sleep(PAUSE)
        finally:
            readers.stop()
    return readers


def statuses_in_flight(site: DrillSite) -> list[int]:
    """What is answered to what was being made when the server was told to end; 0 is nothing."""
    statuses: list[int] = []
    with site.running() as (port, server):
        asking = [Thread(target=_ask, args=(port, n, statuses)) for n in range(IN_FLIGHT)]
        for thread in asking:
            thread.start()
        time.sleep(ON_THEIR_WAY)
        server.terminate()
        for thread in asking:
            thread.join()
    return statuses


def _ask(port: int, number: int, statuses: list[int]) -> None:
    connection = HTTPConnection(HOST, port, timeout=TIMEOUT)
    try:
        connection.request("GET", f"/fi/search/?q=johtajan+{number}+taidot+{number}")
        response = connection.getresponse()
        response.read()
        statuses.append(response.status)
    except (OSError, HTTPException):
        statuses.append(0)
    finally:
        connection.close()


def drill(sites: Sites, counts: Counts) -> Found:
    found = Found()
    with sites.sqlite() as site:
        for number, most in ((signal.SIGKILL, LOST), (signal.SIGTERM, 0)):
            readers = read_while(site, number, counts["signals"])
            found.said += [f"{number.name}: {line}" for line in readers.said()]
            lost = len(readers.failures)
            found.check(lost <= most, f"{number.name} of processes: {lost} lost, {most} may be")
        statuses = statuses_in_flight(site)
    answered = statuses.count(200)
    found.said.append(f"SIGTERM of the server: {answered} of {len(statuses)} in flight answered")
    found.check(answered == IN_FLIGHT, f"in flight were answered: {sorted(statuses)}")
    return found


DRILL = Drill(
    name="Processes killed or told to end, 60 requests a second on new connections",
    to_reach=f"at most {LOST} lost with what is killed; none with what is told to end",
    short={"signals": 3},
    full={"signals": 7},
    run=drill,
)
