"""A load on one server: a few connections, each with one request at a time."""

import re
import selectors
import socket
import time
from itertools import cycle

from benchmarks.servers import HOST, PATIENCE

CONNECTIONS = 4
LOCATION = re.compile(r"<loc>https?://[^/]+(/[^<]*)</loc>")
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)


def request(port: int, path: str, **headers: str) -> bytes:
    """A browser's request for a page."""
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: {HOST}:{port}",
        "User-Agent: Mozilla/5.0 Firefox/140.0",
        "Accept-Encoding: gzip, deflate, br",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def fetch(port: int, message: bytes) -> bytes:
    """The whole answer to one request."""
    with socket.create_connection((HOST, port)) as connection:
        connection.sendall(message)
        answer = b""
        while not is_whole(answer):
            answer += _received(connection)
        return answer


def site_map(port: int) -> list[str]:
    """The paths of all pages that the site's map of maps leads to, in its order."""
    files = _named(port, "/sitemap.xml")
    return [path for file in files for path in _named(port, file)]


def _named(port: int, path: str) -> list[str]:
    # It is read here, so it is not to be compressed.
    plain = request(port, path).replace(b"gzip, deflate, br", b"identity")
    return LOCATION.findall(fetch(port, plain).decode())


def is_whole(answer: bytes) -> bool:
    """Whether all of an answer is there: by its length, its last chunk, or because it has none."""
    head, end, body = answer.partition(b"\r\n\r\n")
    if not end:
        return False
    if length := LENGTH.search(head):
        return len(body) >= int(length[1])
    return head.startswith(b"HTTP/1.1 304") or body.endswith(b"0\r\n\r\n")


def requests_a_second(port: int, messages: list[bytes], status: int, seconds: float) -> float:
    """How many of the requests, in turn, are answered in a second.

    For so many seconds new ones are sent; what is under way then is waited for and counts, so that
    a server does not work on it while another one is measured. Raises SystemExit at an answer with
    another status.
    """
    upcoming, answers, expected = cycle(messages), 0, b"HTTP/1.1 %d" % status
    connections = [socket.create_connection((HOST, port)) for _ in range(CONNECTIONS)]
    with selectors.DefaultSelector() as ready:
        for connection in connections:
            ready.register(connection, selectors.EVENT_READ, bytearray())
            connection.sendall(next(upcoming))
        start = now = time.perf_counter()
        while ready.get_map():
            if not (answering := ready.select(PATIENCE)):
                raise SystemExit("A server does not answer.")
            for key, _ in answering:
                key.data.extend(_received(key.fileobj))
                if is_whole(bytes(key.data)):
                    _check(key.data, expected)
                    answers += 1
                    key.data.clear()
                    now = time.perf_counter()
                    if now < start + seconds:
                        key.fileobj.sendall(next(upcoming))
                    else:
                        ready.unregister(key.fileobj)
    for connection in connections:
        connection.close()
    return answers / (now - start)


def _received(connection: socket.socket) -> bytes:
    if not (data := connection.recv(65_536)):
        raise SystemExit("A server closed a connection that it was to keep.")
    return data


def _check(answer: bytearray, expected: bytes) -> None:
    if not answer.startswith(expected):
        line = bytes(answer).partition(b"\r\n")[0].decode()
        raise SystemExit(f"A server answered “{line}” instead of “{expected.decode()}”.")
