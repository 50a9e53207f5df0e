"""The drill of hostile requests: no failure, no leak, nothing that a browser would run, no request
taken for two, and all that is promised of every answer."""

import re
import socket
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.servers import HOST
from drills.connections import front
from drills.drill import Counts, Drill, Found
from drills.hostile_requests import HostileRequest, confusing_requests, hostile_requests
from drills.sites import DATABASES, ROOT, DrillSite, Sites
from tests.tools.front import nginx_path

CLIENTS = 4
SECONDS = 40  # that an answer may take
CONFUSIONS = 0.05  # of all requests
# What no answer may tell.
LEAK = re.compile(
    r'Traceback \(most|File "/|site-packages|DJANGO_SETTINGS_MODULE|\w+Error at /|'
    rf"(?:sqlite3|psycopg|django\.\w+)\.\w*Error|root:x:0|{re.escape(str(ROOT))}|rolebook-drills-"
)
# What would run, or begin an element or an attribute, if it were repeated as it was sent.
LIVE = re.compile(
    r"<xss|<script>xss|<img src=x|<svg/onload|<a href=javascript|[\"'] xss\d+=1|"
    r"<\w(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?\s(?:href|src|action)=[\"']?\s*javascript:"
)
MARKUP = ("text/html", "xml", "svg")
STATUS = re.compile(rb"(?:^|\n)HTTP/1\.[01] ([2-5]\d\d) ")
OUR_PLACES = re.compile(r"(?:https?://localhost(?::\d+)?)?/(?![/\\])")
# The server itself refuses what is no request, and says nothing more.
SERVER_REFUSES = {400, 405, 408, 413, 414, 417, 431, 501, 505}
BARE = SERVER_REFUSES | {304}  # which repeats no header but those of the cache
REFUSED = 400
NOT_IMPLEMENTED = {501, 505}  # of HTTP, which is what such a request is to be told


class ParsedAnswer(NamedTuple):
    """An answer; the names of headers are in small letters."""

    status: int
    headers: dict[str, str]
    body: str


def faults(request: HostileRequest, reply: ParsedAnswer) -> list[str]:
    """What is not as it should be in an answer."""
    wrong = {
        "a failure": reply.status >= 500 and reply.status not in NOT_IMPLEMENTED,
        "no answer": reply.status == 0,
        "a leak": LEAK.search(f"{reply.headers} {reply.body}"),
        "something that runs": is_markup(reply) and LIVE.search(reply.body),
        "a header of the request's": "x-injected" in reply.headers,
        "a cookie for nothing": "set-cookie" in reply.headers and not may_have_a_cookie(request),
        "leave for others": may_be_read_elsewhere(reply) and not is_of_api(request),
        "a way elsewhere": not OUR_PLACES.match(reply.headers.get("location", "/")),
        "an answer without our headers": is_bare(reply) and reply.status not in BARE,
        "nothing about keeping it": "cache-control" not in reply.headers
        and not (is_bare(reply) and reply.status in SERVER_REFUSES),
    }
    return [f"{what}: {bytes(request)[:300]!r}" for what, is_so in wrong.items() if is_so]


def may_be_read_elsewhere(reply: ParsedAnswer) -> bool:
    """Whether scripts of other sites may read it."""
    return any(name.startswith("access-control") for name in reply.headers)


def is_of_api(request: HostileRequest) -> bool:
    """Whether it asks for what any site's scripts may read."""
    return request.path.startswith("/api/")


def is_markup(reply: ParsedAnswer) -> bool:
    return any(kind in reply.headers.get("content-type", "") for kind in MARKUP)


def is_bare(reply: ParsedAnswer) -> bool:
    """Whether it lacks our headers, which it may if the server itself has refused."""
    return reply.headers.get("x-content-type-options") != "nosniff"


def may_have_a_cookie(request: HostileRequest) -> bool:
    """Admin sets some; and who sends one that means nothing is told to forget it."""
    has_sent_some = any(name == "Cookie" for name, _ in request.headers)
    return has_sent_some or request.path.startswith("/admin")


def parse(answer: bytes) -> ParsedAnswer:
    """The only answer on a connection."""
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    with suppress(ValueError, IndexError):
        pairs = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        return ParsedAnswer(int(first.split()[1]), headers, body.decode("utf-8", "replace"))
    return ParsedAnswer(0, {}, "")


def exchange(port: int, message: bytes, is_whole: bool = True) -> bytes:
    """All that is answered on a connection of its own, until it is closed."""
    answer = b""
    with suppress(OSError), socket.create_connection((HOST, port), timeout=SECONDS) as connection:
        connection.sendall(message)
        if not is_whole:  # nothing more will come
            connection.shutdown(socket.SHUT_WR)
        while data := connection.recv(65_536):
            answer += data
    return answer


def confusion_faults(port: int, message: bytes) -> list[str]:
    """One answer may be followed by the server's refusal of what comes after it."""
    statuses = [int(status) for status in STATUS.findall(exchange(port, message, is_whole=False))]
    wrong = {
        "taken for several": any(status != REFUSED for status in statuses[1:]),
        "a failure": any(s >= 500 and s not in NOT_IMPLEMENTED for s in statuses),
    }
    return [f"{what}: {message[:200]!r}" for what, is_so in wrong.items() if is_so]


def send_all(port: int, requests: Iterator[HostileRequest], found: Found) -> Counter[int]:
    """Sends requests by several clients at once. Returns how often each status was answered."""
    statuses: Counter[int] = Counter()

    def send(request: HostileRequest) -> tuple[int, list[str]]:
        reply = parse(exchange(port, bytes(request)))
        return reply.status, faults(request, reply)

    with ThreadPoolExecutor(CLIENTS) as clients:
        for status, wrong in clients.map(send, requests):
            statuses[status] += 1
            found.faults += wrong
    return statuses


def confuse(port: int, number: int, found: Found) -> None:
    messages = islice(confusing_requests(), number)
    with ThreadPoolExecutor(CLIENTS) as clients:
        for wrong in clients.map(partial(confusion_faults, port), messages):
            found.faults += wrong


def read_log(log: Path, found: Found) -> None:
    """Nothing hostile is an error of the site, and no reader's address is written down."""
    lines = log.read_text().splitlines()
    errors = [line for line in lines if '"levelname": "ERROR"' in line or "Traceback" in line]
    addresses = [line for line in lines if HOST in line and "Listening at" not in line]
    found.faults += [f"an error in the log: {line[:500]}" for line in errors[:3]]
    found.faults += [f"an address in the log: {line[:500]}" for line in addresses[:3]]


def attack(
    site: DrillSite, requests: Iterator[HostileRequest], confusions: int, name: str, found: Found
) -> None:
    site.manage("export_content")  # while the download is not there it is refused, as it should be
    with site.running(MCP="1") as (port, _):
        statuses = send_all(port, requests, found)
        confuse(port, confusions, found)
        if nginx_path():
            with front(port) as own:
                confuse(own, confusions, found)
    read_log(site.folder / f"{port}.log", found)
    words = ", ".join(f"{number:,} × {status}" for status, number in sorted(statuses.items()))
    found.said.append(f"{name}: {words}; {confusions:,} that are no requests")


def drill(sites: Sites, counts: Counts) -> Found:
    found, requests = Found(), hostile_requests()
    contents = ("shipped", *(["ESCO"] if sites.esco else []))
    if not nginx_path():
        found.unchecked.append("nginx is not installed: what it takes for one request")
    if not sites.esco:
        found.unchecked.append("the content of ESCO: say where a download is (ESCO=path)")
    number = counts["requests"] // (len(DATABASES) * len(contents))
    for database in DATABASES:
        for content in contents:
            with sites.on(database) as site:
                if content == "ESCO":
                    site.manage("import_esco", sites.esco)
                some = islice(requests, number)
                attack(site, some, int(number * CONFUSIONS), f"{database}, {content}", found)
    return found


DRILL = Drill(
    name="Hostile requests",
    to_reach="no failure, no leak, nothing that runs, no request taken for two",
    short={"requests": 4_000},
    full={"requests": 92_000},
    run=drill,
)
