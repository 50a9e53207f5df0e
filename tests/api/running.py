"""Runs programs that read the API, on the content of a test."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.wsgi import get_wsgi_application


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *words: Any) -> None:
        """Writes nothing."""


@contextmanager
def serving() -> Iterator[WSGIServer]:
    """A server that answers whenever it is told to, in the thread of the test: it reads what the
    test has written."""
    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=QuietHandler) as server:
        server.timeout = 0.05
        yield server


def output_of(command: list[str], server: WSGIServer) -> str:
    """What a program prints that asks the server. It must not fail."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    while process.poll() is None:
        server.handle_request()
    output, _ = process.communicate()
    assert process.returncode == 0
    return output
