"""Makes sites with their own database, and serves them on loopback."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

HOST = "127.0.0.1"
TIMEOUT = 30  # seconds that a server may take to start
# Of Linux: the clock of what a process has worked is numbered so, by its id (clock_getcpuclockid).
CPU_CLOCK = 2
PROC = Path("/proc")  # of Linux, which tells the memory and the work of processes


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a site that keeps everything in `folder`."""
    database = f"sqlite:///{folder / 'site.sqlite3'}"
    # Replaces settings of the shell's environment.
    own = {
        "DATABASE_REPLICA_URLS": "",
        "CACHE_URL": "",
        "DATABASE_URL": database,
        "VAR_DIR": str(folder),
        "HTTPS": "0",
        "DEBUG": "0",
    }
    return os.environ | own | {"HOST": HOST, "WEB_CONCURRENCY": "1"} | more


def make_site(folder: Path, copy_of: str = "", **more: str) -> None:
    """Makes a database with the reference content, or from another SQLite file, and collects the
    static files."""
    load = [] if copy_of else [["load_content"]]
    if copy_of:
        (folder / "site.sqlite3").write_bytes(Path(copy_of).read_bytes())
    for command in (["migrate", "--verbosity", "0"], *load, ["collectstatic", "--noinput"]):
        run = [sys.executable, "manage.py", *command]
        if subprocess.run(
            run, env=environment(folder, **more), stdout=subprocess.DEVNULL
        ).returncode:
            raise SystemExit(f"manage.py {command[0]} failed, so there is nothing to measure.")


@contextmanager
def serving(application: str, folder: Path, **more: str) -> Iterator[int]:
    """Runs a WSGI application under gunicorn as in production. Yields its port."""
    with running(application, folder, **more) as (port, _):
        yield port


@contextmanager
def running(
    application: str, folder: Path, **more: str
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """As `serving`; yields the port and the server's process, which is not to be replaced."""
    port = _free_port()
    run = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", application]
    variables = environment(folder, PORT=str(port), **more)
    with open(folder / f"{port}.log", "wb") as log:
        server = subprocess.Popen(run, env=variables, stdout=log, stderr=log)
    try:
        _wait_for(port, server, folder / f"{port}.log")
        yield port, server
    finally:
        server.terminate()
        server.wait(2 * TIMEOUT)  # gunicorn waits for its workers first


def worker_pid(port: int) -> int:
    """The process id of the worker that serves a port: the only child of its gunicorn."""
    for folder in PROC.glob("[0-9]*"):
        try:
            variables = (folder / "environ").read_bytes().split(b"\0")
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            is_child = f"PORT={port}".encode() in variables and b"gunicorn" in (
                (PROC / str(parent) / "cmdline").read_bytes()
            )
        except OSError:
            continue
        if is_child:
            return int(folder.name)
    raise SystemExit("No worker was found. This needs Linux.")


def cpu_seconds(pid: int) -> float:
    """The CPU seconds that all threads of a process have worked so far."""
    return time.clock_gettime(~pid << 3 | CPU_CLOCK)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + TIMEOUT
    while time.monotonic() < end and server.poll() is None:
        connection = HTTPConnection(HOST, port, timeout=TIMEOUT)
        try:
            connection.request("HEAD", "/")
            connection.getresponse()
        except OSError:
            time.sleep(0.005)
        else:
            return
        finally:
            connection.close()
    raise SystemExit(f"A server did not start. It says:\n{log.read_text()}")
