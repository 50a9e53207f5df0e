"""A database that is lost for a while, stopped or frozen, while a site is asked for pages at a
steady rate: kept ones, and ones that have to be made."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from itertools import count, cycle

from benchmarks.load import fetch, is_complete, request
from benchmarks.servers import HOST
from drills.drill import Found
from drills.sites import Sites
from tests.tools.postgres import Server

WARMING = 20  # times that each page is asked for, so that all processes keep it
KEPT = ["/en/", "/fi/roles/", "/nb/roles/customer-support-team-lead/", "/pl/skills/"]
LIVE = "/health/live"
BEFORE, AFTER = 3, 8  # seconds of asking before and after
KEPT_RATE, MADE_RATE = 58, 2  # requests a second
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
class Outage:
    """All answers, and between which moments the database was lost."""

    answers: list[Answer]
    lost_at: float
    back_at: float

    def during(self, is_kept: bool) -> list[Answer]:
        """The answers to what was under way, or asked for, while the database was lost."""
        return [
            answer
            for answer in self.answers
            if answer.is_kept == is_kept
            and answer.end >= self.lost_at
            and answer.start < self.back_at
        ]

    def kept_p99(self) -> float:
        seconds = sorted(answer.seconds for answer in self.during(is_kept=True))
        return seconds[int(len(seconds) * 0.99)]

    def back_after(self) -> float:
        """Seconds after the end since which whatever is asked for is answered with a 200."""
        late = [answer for answer in self.answers if answer.start >= self.back_at]
        return max((answer.start - self.back_at for answer in late if answer.status != 200),
                   default=0)  # fmt: skip

    def faults(self) -> list[str]:
        """What is not as it should be."""
        kept, made = self.during(is_kept=True), self.during(is_kept=False)
        # What is asked for in the last moments may be answered after it.
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
        yield f"/api/v1/roles?text={number}"
        yield f"/fi/find/?skill=empathy&q={number}"


async def ask_meanwhile(port: int, outage: AbstractContextManager[None], seconds: float) -> Outage:
    """Asks for pages before, during and after an outage of some seconds."""
    answers: list[Answer] = []
    pages = cycle([*KEPT, LIVE])
    asking = [
        asyncio.create_task(ask_steadily(port, KEPT_RATE, pages, True, answers)),
        asyncio.create_task(ask_steadily(port, MADE_RATE, unkept(), False, answers)),
    ]
    await asyncio.sleep(BEFORE)
    with ExitStack() as stack:
        await asyncio.to_thread(stack.enter_context, outage)
        lost_at = time.monotonic()
        await asyncio.sleep(seconds)
        await asyncio.to_thread(stack.close)
        back_at = time.monotonic()
    await asyncio.sleep(AFTER)
    for task in asking:
        task.cancel()
    await asyncio.gather(*asking, return_exceptions=True)
    return Outage(answers, lost_at, back_at)


def lose(
    sites: Sites, seconds: float, outage: Callable[[Server], AbstractContextManager[None]]
) -> Found:
    """Does it to a site of two processes, which have kept the pages in KEPT before."""
    with sites.postgresql() as site, site.running() as (port, _):
        for path in KEPT * WARMING:
            fetch(port, request(port, path))
        done = asyncio.run(ask_meanwhile(port, outage(sites.server), seconds))
    return Found(report(done), done.faults())


def report(done: Outage) -> list[str]:
    kept, made = done.during(is_kept=True), done.during(is_kept=False)
    slowest = max(answer.seconds for answer in kept)
    slowest_made = max(answer.seconds for answer in made)
    return [
        f"kept pages: {len(kept)}, {_statuses(kept)}; "
        f"p99 {done.kept_p99() * 1000:.0f} ms, slowest {slowest * 1000:.0f} ms",
        f"pages to be made: {len(made)}, {_statuses(made)}; slowest {slowest_made:.1f} s",
        f"all well {done.back_after():.1f} s afterwards",
    ]


def _statuses(answers: list[Answer]) -> str:
    found = Counter(answer.status for answer in answers)
    return ", ".join(f"{number} × {status or 'none'}" for status, number in sorted(found.items()))
