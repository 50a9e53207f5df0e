"""The drill of backups while the site runs and somebody writes: each is of one moment, and can be
restored."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from benchmarks.cluster import wait_until
from drills.drill import Counts, Drill, Found
from drills.sites import DATABASES, DrillSite, Sites


class PairProcess:
    """Who writes pairs in a process of its own; `written` is the last number."""

    def __init__(self, site: DrillSite) -> None:
        self.written = 0
        self._process = site.start("-m", "drills.pairs")
        self._thread = Thread(target=self._listen)
        self._thread.start()
        wait_until(lambda: self.written > 0, "somebody wrote")

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            if line.strip().isdigit():  # the log comes along
                self.written = int(line)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()
        self._thread.join()


@contextmanager
def writing(site: DrillSite) -> Iterator[PairProcess]:
    writer = PairProcess(site)
    try:
        yield writer
    finally:
        writer.stop()


def back_up(site: DrillSite, writer: PairProcess, number: int) -> bool:
    """Makes a backup, and returns whether it is of one moment while it was made."""
    path = site.folder / f"{number}.backup"
    before = writer.written
    site.manage("backup", path)
    after = writer.written + 1  # which may be written and not said yet
    said, _ = site.start("-m", "drills.pairs", path).communicate()
    first, second = map(int, said.split())
    site.manage("restore", "--check", path)
    return before <= first == second <= after


def drill(sites: Sites, counts: Counts) -> Found:
    found, number = Found(), counts["backups"] // len(DATABASES)
    for database in DATABASES:
        with sites.on(database) as site, site.running(), writing(site) as writer:
            good = sum(back_up(site, writer, turn) for turn in range(number))
        found.said.append(f"{database}: {good} of {number} are of one moment, and whole; "
                          f"{writer.written:,} transactions meanwhile")  # fmt: skip
        found.check(good == number, f"{database}: {number - good} backups are not of one moment")
        found.check(writer.written > number, f"{database}: nobody wrote meanwhile")
    return found


DRILL = Drill(
    name="Backups while somebody writes",
    to_reach="one command, all of one moment and whole, on both databases",
    short={"backups": 6},
    full={"backups": 40},
    run=drill,
)
