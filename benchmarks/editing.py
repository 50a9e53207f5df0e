"""Readers while an editor works: what saving a role every five seconds costs them. See README.md.

    python -m benchmarks.editing [--seconds 120] [--copy site.sqlite3]

Exits with 1 if the hit rate, or a ratio to the same readers without an editor, is not as it should
be.
"""

import argparse
import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.load import is_complete, request, sitemap_paths
from benchmarks.percentiles import percentiles
from benchmarks.servers import HOST, TIMEOUT, environment, make_site, serving
from benchmarks.sites import ESCO_ROLES, esco_path, fill

PROC = Path("/proc")  # of Linux, which tells the CPU time of processes
RATE = 50  # requests a second
EDIT_EVERY = 5  # seconds
# Requests, as fast as they are answered: then nine of ten readers without an editor are sent a page
# that is cached, as on a site that has been read for some hours. Each worker has its own cache.
WARM_UP = 60_000
CONNECTIONS = 2  # while warming up
SEED = 16
LANGUAGES = ("en", "fi", "nb", "pl")
# Asked for more often than any role: home, the lists, a page of words.
TOP_PAGES = ("", "roles/", "skills/", "tools/", "careers/")
LEAST_HIT_RATE = 0.65
# At most so many times what it is without an editor.
MOST = {"CPU": 2.5, "p95": 3.0, "p99": 3.5}

Paths = list[str]


class ZipfReaders:
    """Draws addresses by a Zipf law: the tenth is asked for a tenth as often as the first."""

    def __init__(self, paths: Paths) -> None:
        random = Random(SEED)  # the same in each run
        top = [f"/{language}/{page}" for page in TOP_PAGES for language in LANGUAGES]
        roles = [path for path in paths if re.fullmatch(r"/\w+/roles/[^/]+/", path)]
        self.paths = top + random.sample(roles, len(roles))
        self._weights = list(accumulate(1 / rank for rank in range(1, len(self.paths) + 1)))

    def draw(self, number: int, seed: int) -> Paths:
        """So many addresses, the same for a seed in each run."""
        return Random(seed).choices(self.paths, cum_weights=self._weights, k=number)


@dataclass
class Measured:
    """What a run took: seconds of each answer, CPU seconds, how many pages were made, and how many
    requests were refused."""

    seconds: list[float]
    cpu: float
    made: int
    refused: int = 0

    @property
    def hit_rate(self) -> float:
        """The share of requests for which no page was made, by a reader's thread or another."""
        return 1 - self.made / len(self.seconds)

    @property
    def figures(self) -> dict[str, float]:
        """CPU milliseconds of a request, and percentiles of those until it is answered."""
        times = percentiles(self.seconds)._asdict()
        return {"CPU": 1_000 * self.cpu / len(self.seconds)} | {
            name: 1_000 * seconds for name, seconds in times.items()
        }


async def ask(path: str, port: int) -> bool:
    """Asks for a page on a connection of its own, as the front does for each reader. Returns
    whether it is sent."""
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        writer.write(request(port, path, Connection="close"))
        response = b""
        while not is_complete(response):
            if not (data := await reader.read(65_536)):
                break
            response += data
    finally:
        writer.close()
    return response.startswith(b"HTTP/1.1 200")


async def ask_at_rate(paths: Paths, port: int, rate: float) -> list[tuple[float, bool]]:
    """Asks at a fixed rate, whether the earlier ones are answered or not. The seconds of each, and
    whether it was sent."""
    start = perf_counter()

    async def one(number: int, path: str) -> tuple[float, bool]:
        due = start + number / rate
        await asyncio.sleep(due - perf_counter())
        is_sent = await ask(path, port)
        return perf_counter() - due, is_sent

    return await asyncio.gather(*(one(number, path) for number, path in enumerate(paths)))


async def warm_up(paths: Paths, port: int) -> None:
    """Asks a few at a time. Some may be refused while all are made for the first time."""
    upcoming = iter(paths)

    async def one_after_the_other() -> None:
        for path in upcoming:
            await ask(path, port)

    await asyncio.gather(*(one_after_the_other() for _ in range(CONNECTIONS)))


def cpu_seconds(port: int) -> float:
    """The CPU time of the gunicorn of a port and its workers so far."""
    ticks = 0
    for folder in PROC.glob("[0-9]*"):
        try:
            variables = (folder / "environ").read_bytes().split(b"\0")
            command = (folder / "cmdline").read_bytes()
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if f"PORT={port}".encode() in variables and b"gunicorn" in command:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def editing(variables: dict[str, str]) -> Iterator[None]:
    """An editor works meanwhile."""
    run = [sys.executable, "-m", "benchmarks.saving", "--every", str(EDIT_EVERY)]
    editor = subprocess.Popen(run, env=variables, stdout=subprocess.DEVNULL)
    try:
        yield
        if editor.poll() is not None:
            raise SystemExit("The editor could not save.")
    finally:
        editor.terminate()
        editor.wait(TIMEOUT)


def measure(folder: Path, seconds: int, has_editor: bool, first: int) -> Measured:
    """Serves the site anew, warms it up, and lets readers read, with or without an editor."""
    made = folder / "made"
    made.write_bytes(b"")
    variables = {"WEB_CONCURRENCY": "2", "MADE_PAGES": str(made)}
    with serving("benchmarks.observed", folder, **variables) as port:
        readers = ZipfReaders(sitemap_paths(port))
        asyncio.run(warm_up(readers.draw(first, seed=1), port))
        paths = readers.draw(RATE * seconds, seed=2)
        with editing(environment(folder)) if has_editor else nullcontext():
            made_before, cpu_before = made.stat().st_size, cpu_seconds(port)
            answered = asyncio.run(ask_at_rate(paths, port, RATE))
            pages, cpu = made.stat().st_size - made_before, cpu_seconds(port) - cpu_before
    seconds_of_each, are_sent = zip(*answered, strict=True)
    return Measured([*seconds_of_each], cpu, pages, are_sent.count(False))


def report(alone: Measured, edited: Measured) -> bool:
    """Prints both and the ratios. Returns whether they are as they are to be."""
    print(f"\n{'':24}{'hits':>8}" + "".join(f"{name:>10}" for name in alone.figures))
    for name, measured in (("no editor", alone), ("an editor", edited)):
        figures = "".join(f"{value:10.1f}" for value in measured.figures.values())
        print(f"{name:24}{measured.hit_rate:8.0%}{figures}")
    ratios = {name: edited.figures[name] / value for name, value in alone.figures.items()}
    print(f"{'ratio':32}" + "".join(f"{ratio:9.2f} ×" for ratio in ratios.values()))
    most = [f"{MOST[name]:9.2f} ×" if name in MOST else " " * 11 for name in ratios]
    print(f"{'to be':24}{LEAST_HIT_RATE:8.0%}" + "".join(most))
    print("CPU in milliseconds of a request, p50 to p99 in milliseconds by the clock.")
    if refused := alone.refused + edited.refused:
        print(f"{refused} requests were refused: the machine is too busy for these figures.")
        return False
    return edited.hit_rate >= LEAST_HIT_RATE and all(ratios[name] <= MOST[name] for name in MOST)


def main() -> None:
    """Makes a site in a temporary folder, and measures it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=120, help="of each of the two runs")
    parser.add_argument("--copy", default="", help="a SQLite database to start from")
    parser.add_argument("--warm-up", type=int, default=WARM_UP, help="requests before each run")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(
                TemporaryDirectory(prefix="rolebook-editing-", ignore_cleanup_errors=True)
            )
        )
        make_site(folder, options.copy)
        if not options.copy:
            fill(environment(folder), ESCO_ROLES, esco_path())
        runs = [
            measure(folder, options.seconds, has_editor, options.warm_up)
            for has_editor in (False, True)
        ]
    sys.exit(0 if report(*runs) else 1)


if __name__ == "__main__":
    main()
