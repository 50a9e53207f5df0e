"""The container's health check, run as the container runs it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "health.py"


class StubSite(HTTPServer):
    """Answers every request with `status`, and lists the host and path that were asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), StubHandler)
        self.status = 200
        self.requests: list[tuple[str, str]] = []


class StubHandler(BaseHTTPRequestHandler):
    server: StubSite

    def do_GET(self) -> None:
        self.server.requests.append((self.headers["Host"], self.path))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Nothing is logged."""


@pytest.fixture
def site() -> Iterator[StubSite]:
    with StubSite() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def check(port: int, allowed_hosts: str = "localhost") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, SCRIPT],
        env=os.environ | {"PORT": str(port), "ALLOWED_HOSTS": allowed_hosts},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("allowed_hosts", "host"),
    [
        ("roles.example.org, localhost", "roles.example.org"),
        (".example.org", "example.org"),
        ("*", "localhost"),
        ("", "localhost"),
    ],
)
def test_site_that_is_ready_is_asked_for_by_its_first_host(site, allowed_hosts, host):
    outcome = check(site.server_port, allowed_hosts)

    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert site.requests == [(host, "/health/ready")]


def test_site_that_is_not_ready_fails_the_check(site):
    site.status = 503

    outcome = check(site.server_port)

    assert outcome.returncode == 1
    assert outcome.stderr == "Not ready: HTTP Error 503: Service Unavailable\n"


def test_site_that_does_not_answer_fails_the_check():
    with HTTPServer(("127.0.0.1", 0), StubHandler) as server:
        free_port = server.server_port

    outcome = check(free_port)

    assert outcome.returncode == 1
    assert outcome.stderr.startswith("Not ready: <urlopen error ")
