"""A load generator: a few connections to one server, each with one request at a time."""

import re
import selectors
import socket
import time
from itertools import cycle
from typing import NamedTuple

from benchmarks.servers import HOST, TIMEOUT, cpu_seconds, worker_pid

CONNECTIONS = 4
LOCATION = re.compile(r"<loc>https?://[^/]+(/[^<]*)</loc>")
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)


def request(port: int, path: str, **headers: str) -> bytes:
    """The HTTP request of a browser for a page. `_` in header names stands for `-`."""
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: {HOST}:{port}",
        "User-Agent: Mozilla/5.0 Firefox/140.0",
        "Accept-Encoding: gzip, deflate, br",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def fetch(port: int, message: bytes) -> bytes:
    """The complete response to one request."""
    with socket.create_connection((HOST, port)) as connection:
        connection.sendall(message)
        response = b""
        while not is_complete(response):
            response += _receive(connection)
        return response


def sitemap_paths(port: int) -> list[str]:
    """The paths of all pages in the sitemaps that the sitemap index lists, in order."""
    sitemaps = _locations(port, "/sitemap.xml")
    return [path for sitemap in sitemaps for path in _locations(port, sitemap)]


def _locations(port: int, path: str) -> list[str]:
    uncompressed = request(port, path).replace(b"gzip, deflate, br", b"identity")
    return LOCATION.findall(fetch(port, uncompressed).decode())


def is_complete(response: bytes) -> bool:
    """Whether a response is complete: by its length, its last chunk, or a 304 without a body."""
    head, end, body = response.partition(b"\r\n\r\n")
    if not end:
        return False
    if length := LENGTH.search(head):
        return len(body) >= int(length[1])
    return head.startswith(b"HTTP/1.1 304") or body.endswith(b"0\r\n\r\n")


class Work(NamedTuple):
    """How many requests a server has answered, within how many seconds, and how many CPU seconds
    it has worked for them."""

    requests: int
    seconds: float
    cpu_seconds: float

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds

    @property
    def per_cpu_second(self) -> float:
        """A busy machine changes it less."""
        return self.requests / self.cpu_seconds


def work(port: int, messages: list[bytes], status: int, seconds: float) -> Work:
    """Sends the requests in turn, and returns what the worker that answers them has worked.

    Raises SystemExit at a response with another status.
    """
    worker = worker_pid(port)
    start, cpu_start = time.perf_counter(), cpu_seconds(worker)
    requests = _send(port, messages, status, seconds)
    return Work(requests, time.perf_counter() - start, cpu_seconds(worker) - cpu_start)


def work_for_one(port: int, message: bytes, status: int = 200) -> float:
    """The CPU milliseconds that the worker of a server takes for one request.

    Raises SystemExit at a response with another status.
    """
    worker = worker_pid(port)
    start = cpu_seconds(worker)
    response = fetch(port, message)
    milliseconds = 1000 * (cpu_seconds(worker) - start)
    _check(response, b"HTTP/1.1 %d" % status)
    return milliseconds


def _send(port: int, messages: list[bytes], status: int, seconds: float) -> int:
    """Sends the requests in turn, and returns how many were answered.

    New requests are sent for `seconds`; pending ones are waited for and counted, so that the server
    is idle while another one is measured.
    """
    upcoming, count, expected = cycle(messages), 0, b"HTTP/1.1 %d" % status
    responses = {socket.create_connection((HOST, port)): bytearray() for _ in range(CONNECTIONS)}
    with selectors.DefaultSelector() as selector:
        for connection in responses:
            selector.register(connection, selectors.EVENT_READ, connection)
            connection.sendall(next(upcoming))
        end = time.perf_counter() + seconds
        while selector.get_map():
            if not (ready := selector.select(TIMEOUT)):
                raise SystemExit("A server does not answer.")
            for key, _ in ready:
                connection, response = key.data, responses[key.data]
                response.extend(_receive(connection))
                if is_complete(bytes(response)):
                    _check(response, expected)
                    count += 1
                    response.clear()
                    if time.perf_counter() < end:
                        connection.sendall(next(upcoming))
                    else:
                        selector.unregister(connection)
    for connection in responses:
        connection.close()
    return count


def _receive(connection: socket.socket) -> bytes:
    if not (data := connection.recv(65_536)):
        raise SystemExit("A server closed a connection that it was to keep.")
    return data


def _check(response: bytes | bytearray, expected: bytes) -> None:
    if not response.startswith(expected):
        line = bytes(response).partition(b"\r\n")[0].decode()
        raise SystemExit(f"A server answered “{line}” instead of “{expected.decode()}”.")
