"""How gunicorn sends a page that is sent many times.

It looks through each letter of the headers, joins them, and sends them before the page. That takes
more time than all that the page cache does. Here the headers of a page are looked through once, and
go together with the page.

What is no request is refused by gunicorn itself, which does not say how long that may be kept: some
of it anybody might keep as long as they like (RFC 9110, 15.1).

Leans on parts of gunicorn that its documentation does not describe (test_sending.py): `Response` in
`gunicorn.http.wsgi`, with its methods `process_headers`, `send_headers`, `write` and
`should_close`, and its attributes `headers`, `headers_sent`, `response_length`, `req`, `sent`,
`sock`, `status` and `version`; and `write_error` and `write_nonblock` in `gunicorn.util`.
"""

import time
from functools import lru_cache
from socket import socket
from typing import NamedTuple

from gunicorn import util  # type: ignore[import-untyped]  # it has no types
from gunicorn.http import wsgi  # type: ignore[import-untyped]  # it has no types
from gunicorn.http.wsgi import Response  # type: ignore[import-untyped]
from gunicorn.util import http_date  # type: ignore[import-untyped]

MOST = 512  # pages, each in one encoding, or a 304; some 2 KB each


class Checked(NamedTuple):
    """Headers that gunicorn sends: in pairs, the length that they give, and as lines."""

    pairs: list[tuple[str, str]]
    length: int | None
    lines: bytes


class SiteResponse(Response):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's response, which remembers the headers of the last pages."""

    headers: list[tuple[str, str]]
    response_length: int | None
    _checked: Checked | None = None

    def process_headers(self, headers: list[tuple[str, str]]) -> None:
        # What has an ETag is the same for many readers.
        if "ETag" in dict(headers):
            self._checked = _check(tuple(headers))
            self.headers, self.response_length, _ = self._checked
        else:
            super().process_headers(headers)

    def send_headers(self) -> None:
        if self._checked is None:
            super().send_headers()
        elif not self.headers_sent:
            self._send(self._checked.lines)

    def write(self, data: bytes) -> None:
        if self._checked and not self.headers_sent and self._is_all(data):
            self._send(self._checked.lines, data)
            self.sent = len(data)
        else:
            super().write(data)

    def _is_all(self, data: bytes) -> bool:
        return len(data) == self.response_length and bool(self.req.method != "HEAD")

    def _send(self, lines: bytes, data: bytes = b"") -> None:
        major, minor = self.req.version
        start = (
            f"HTTP/{major}.{minor} {self.status}\r\n"
            f"Server: {self.version}\r\n"
            f"Date: {_date(int(time.time()))}\r\n"
            f"Connection: {'close' if self.should_close() else 'keep-alive'}\r\n"
        )
        self.headers_sent = True
        self.sock.sendall(b"".join((start.encode("latin-1"), lines, data)))


@lru_cache(maxsize=MOST)
def _check(headers: tuple[tuple[str, str], ...]) -> Checked:
    """Raises gunicorn's error for headers that are none."""
    response = Response(None, None, None)
    response.process_headers(headers)
    lines = "".join([*(f"{name}: {value}\r\n" for name, value in response.headers), "\r\n"])
    return Checked(response.headers, response.response_length, lines.encode("latin-1"))


@lru_cache(maxsize=1)
def _date(second: int) -> str:
    return str(http_date(second))


def refuse(sock: socket, status: int, reason: str, message: str) -> None:
    """Answers what is no request. Nothing of it is repeated."""
    body = f"{status} {reason}\n"
    head = (
        f"HTTP/1.1 {status} {reason}\r\n"
        "Connection: close\r\n"
        "Cache-Control: no-cache\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    util.write_nonblock(sock, f"{head}{body}".encode("latin-1"))


def send_at_once() -> None:
    """Has gunicorn answer so."""
    wsgi.Response = SiteResponse
    util.write_error = refuse
