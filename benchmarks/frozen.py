"""The drill of a database that takes questions and answers none. See README.md.

A site of two processes on a throwaway PostgreSQL is asked for pages at a steady rate, kept ones and
ones that have to be made, while the server is frozen (SIGSTOP) and after it goes on. Exits with 1
unless kept pages and /health/live are as quick as ever, the others are refused in time, and all is
well soon afterwards.
"""

import argparse
import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.load import fetch, is_complete, request
from benchmarks.servers import HOST, make_site, serving
from tests.tools.postgres import Server, running_server

PROCESSES = 2
WARMING = 20  # times that each page is asked for, so that all processes keep it
KEPT = ["/en/", "/fi/roles/", "/nb/roles/customer-support-team-lead/", "/pl/skills/"]
LIVE = "/health/live"
BEFORE, AFTER = 3, 8  # seconds of asking before and after
GIVEN_UP = 60  # seconds after which nobody waits for an answer
# What is to reach, in seconds.
KEPT_P99, REFUSED_WITHIN, BACK_WITHIN = 0.2, 12, 2


@dataclass(frozen=True)
class Answer:
    """When a page was asked for, how long the answer took, and its status (0: none)."""

    is_kept: bool
    start: float
    seconds: float
    status: int
    has_retry_after: bool = False

    @property
    def end(self) -> float:
        return self.start + self.seconds


@dataclass(frozen=True)
class Drill:
    """All answers, and between which moments the database was frozen."""

    answers: list[Answer]
    frozen_at: float
    thawed_at: float

    def during(self, is_kept: bool) -> list[Answer]:
        """The answers to what was under way, or asked for, while the database was frozen."""
        return [
            answer
            for answer in self.answers
            if answer.is_kept == is_kept
            and answer.end >= self.frozen_at
            and answer.start < self.thawed_at
        ]

    def kept_p99(self) -> float:
        seconds = sorted(answer.seconds for answer in self.during(is_kept=True))
        return seconds[int(len(seconds) * 0.99)]

    def back_after(self) -> float:
        """Seconds after the thaw since which whatever is asked for is answered with a 200."""
        late = [answer for answer in self.answers if answer.start >= self.thawed_at]
        return max((answer.start - self.thawed_at for answer in late if answer.status != 200),
                   default=0)  # fmt: skip

    def faults(self) -> list[str]:
        """What is not as it should be."""
        kept, made = self.during(is_kept=True), self.during(is_kept=False)
        # What is asked for in the last moments of the frost may be answered after it.
        bad = [answer for answer in made if answer.status not in (200, 503)]
        mute = [answer for answer in made if answer.status == 503 and not answer.has_retry_after]
        slow = [answer for answer in made if answer.seconds > REFUSED_WITHIN]
        checks = {
            "kept pages failed": any(answer.status != 200 for answer in kept),
            "kept pages were slow": self.kept_p99() > KEPT_P99,
            "pages that have to be made were not refused with a 503": bool(bad),
            "a 503 had no Retry-After": bool(mute),
            "pages that have to be made were refused late": bool(slow),
            "it took long until all was well": self.back_after() > BACK_WITHIN,
        }
        return [fault for fault, is_so in checks.items() if is_so]


async def ask(port: int, path: str, is_kept: bool, answers: list[Answer]) -> None:
    """Asks for a page on a connection of its own, and notes the answer."""
    start, status, response = time.monotonic(), 0, b""
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(GIVEN_UP):
            reader, writer = await asyncio.open_connection(HOST, port)
            writer.write(request(port, path, Connection="close"))
            while not is_complete(response) and (data := await reader.read(65_536)):
                response += data
            writer.close()
            status = int(response[9:12] or 0)
    has_retry_after = b"\r\nretry-after:" in response.lower()
    seconds = time.monotonic() - start
    answers.append(Answer(is_kept, start, seconds, status, has_retry_after))


async def ask_steadily(
    port: int, per_second: float, paths: Iterator[str], is_kept: bool, answers: list[Answer]
) -> None:
    """Asks for one page after the other, whether or not the ones before are answered."""
    begin = time.monotonic()
    async with asyncio.TaskGroup() as asking:
        for number in count():
            await asyncio.sleep(max(begin + number / per_second - time.monotonic(), 0))
            asking.create_task(ask(port, next(paths), is_kept, answers))


def unkept() -> Iterator[str]:
    """Pages that nobody has asked for before, of several kinds."""
    for number in count():
        yield f"/en/search/?q=team+{number}"
        yield f"/fi/find/?skill=empathy&q={number}"


async def drill(port: int, server: Server, seconds: float, kept: float, made: float) -> Drill:
    """Freezes the database for some seconds while so many pages a second are asked for."""
    answers: list[Answer] = []
    pages = cycle([*KEPT, LIVE])
    asking = [
        asyncio.create_task(ask_steadily(port, kept, pages, True, answers)),
        asyncio.create_task(ask_steadily(port, made, unkept(), False, answers)),
    ]
    await asyncio.sleep(BEFORE)
    with server.frozen():
        frozen_at = time.monotonic()
        await asyncio.sleep(seconds)
        thawed_at = time.monotonic()
    await asyncio.sleep(AFTER)
    for task in asking:
        task.cancel()
    await asyncio.gather(*asking, return_exceptions=True)
    return Drill(answers, frozen_at, thawed_at)


@contextmanager
def frozen_site() -> Iterator[tuple[int, Server]]:
    """A site whose processes keep the pages in KEPT: yields its port and its database."""
    with running_server() as server, TemporaryDirectory(prefix="rolebook-frozen-") as folder:
        variables = {"DATABASE_URL": server.url, "WEB_CONCURRENCY": str(PROCESSES)}
        make_site(Path(folder), **variables)
        with serving("config.wsgi", Path(folder), **variables) as port:
            for path in KEPT * WARMING:
                fetch(port, request(port, path))
            yield port, server


def report(done: Drill, say: Callable[[str], None] = print) -> None:
    kept, made = done.during(is_kept=True), done.during(is_kept=False)
    slowest = max(answer.seconds for answer in kept)
    say(f"kept pages: {len(kept)}, {_statuses(kept)}; "
        f"p99 {done.kept_p99() * 1000:.0f} ms, slowest {slowest * 1000:.0f} ms")  # fmt: skip
    slowest = max(answer.seconds for answer in made)
    say(f"pages to be made: {len(made)}, {_statuses(made)}; slowest {slowest:.1f} s")
    say(f"all well {done.back_after():.1f} s afterwards")
    for fault in done.faults():
        say(f"Not as it should be: {fault}.")


def _statuses(answers: list[Answer]) -> str:
    found = Counter(answer.status for answer in answers)
    return ", ".join(f"{number} × {status or 'none'}" for status, number in sorted(found.items()))


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.frozen")
    parser.add_argument("--seconds", type=float, default=30, help="how long nothing is answered")
    parser.add_argument("--kept", type=float, default=58, help="kept pages a second")
    parser.add_argument("--made", type=float, default=2, help="pages to be made a second")
    chosen = parser.parse_args()
    with frozen_site() as (port, server):
        done = asyncio.run(drill(port, server, chosen.seconds, chosen.kept, chosen.made))
    report(done)
    raise SystemExit(1 if done.faults() else 0)


if __name__ == "__main__":
    main()
