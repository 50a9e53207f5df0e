"""Servers on loopback that tests start and end."""

import http.server
import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
APPLICATION = """
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    names = ("wsgi.url_scheme", "SCRIPT_NAME", "PATH_INFO")
    return ["|".join(environ[name] for name in names).encode()]
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def serving_command(folder: Path) -> tuple[list[str], dict[str, str]]:
    """A command that serves the program in `folder`, and its environment."""
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "scheme"]
    port = str(free_port())
    return command, {"PATH": "", "HOME": str(folder), "PYTHONPATH": str(folder), "PORT": port}


@contextmanager
def served(
    folder: Path, program: str = APPLICATION, **environment: str
) -> Iterator[tuple[str, Path]]:
    """gunicorn with the project's configuration around a tiny program: its address and log."""
    (folder / "scheme.py").write_text(program)
    command, settings = serving_command(folder)
    port, log = int(settings["PORT"]), folder / "log"
    with open(log, "w") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=settings | environment, stderr=output)
    try:
        wait_for(port)
        address = f"http://127.0.0.1:{port}/"
        urllib.request.urlopen(address).close()  # it listens before the program is loaded
        yield address, log
    finally:
        server.terminate()
        # A worker that is told to stop while it starts is waited for as long as a slow answer.
        server.wait(timeout=60)


def wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as connection:
            if connection.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("gunicorn does not answer.")


def children(pid: int) -> set[str]:
    return set(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def wait_until(is_so: Callable[[], object]) -> None:
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.05)
    raise TimeoutError


def server_of(log: Path) -> int:
    """The process id that the server writes into its log."""
    records = [json.loads(line) for line in log.read_text().splitlines() if line[0] == "{"]
    listening = [r["message"] for r in records if r["message"].startswith("Listening at")]
    return int(listening[-1].rpartition("(")[2].rstrip(")"))


@contextmanager
def site_without_pages() -> Iterator[tuple[int, list[str]]]:
    """A server that answers 404, and 503 at /lost: its port, and what it was asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(503 if self.path == "/lost" else 404)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *arguments: Any) -> None:
            pass

    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=site.serve_forever, args=[0.01])
    thread.start()
    try:
        yield site.server_port, asked
    finally:
        site.shutdown()
        thread.join()
        site.server_close()
