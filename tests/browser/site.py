"""The whole site in a process of its own, started as it is where people read it.

Its pages are cached, behind strict headers, and its static files are hashed: what browser
tests see is what readers get. Its database is its own too.
"""

import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg

ROOT = Path(__file__).resolve().parents[2]
UNFINISHED = ROOT / "tests" / "browser" / "content"
PATIENCE = 120  # seconds that a site may take to start


@dataclass(frozen=True)
class LiveSite:
    """A site that runs: its address, and the environment that its commands need."""

    address: str
    environment: dict[str, str]
    log: Path

    def manage(self, *arguments: object, **environment: str) -> None:
        """Run one of the site's commands, with further variables in its environment."""
        manage(*arguments, environment=self.environment | environment)

    @property
    def errors(self) -> list[str]:
        """What went wrong while it ran, line by line."""
        lines = self.log.read_text().splitlines()
        return [line for line in lines if re.search("ERROR|CRITICAL|Traceback", line)]


def manage(*arguments: object, environment: dict[str, str]) -> None:
    """Run manage.py. Raises CalledProcessError, with what it said, where it fails."""
    command = [sys.executable, ROOT / "manage.py", *map(str, arguments)]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def collect_static_files(folder: Path) -> None:
    """The static files of sites that keep theirs in `folder`."""
    manage("collectstatic", "--noinput", environment=_environment(folder))


@contextmanager
def running_site(folder: Path) -> Iterator[LiveSite]:
    """A site with the reference content, and a role beside it that is written in Finnish only.

    `folder` holds its static files already.
    """
    with new_database(folder) as url:
        port = str(_free_port())
        environment = _environment(folder) | {"DATABASE_URL": url, "PORT": port}
        site = LiveSite(f"http://127.0.0.1:{port}", environment, folder / f"{port}.log")
        with _process(site):
            site.manage("load_content", UNFINISHED)
            yield site
    assert site.errors == []


@contextmanager
def new_database(folder: Path) -> Iterator[str]:
    """A database of its own, on the server of DATABASE_URL if that is PostgreSQL: its URL."""
    name = f"browser_{secrets.token_hex(4)}"
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield f"sqlite:///{folder / name}.sqlite3"
        return
    _execute(server, f"CREATE DATABASE {name}")
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


def _execute(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)


def _environment(folder: Path) -> dict[str, str]:
    """That of all tests, with what a site has of its own."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "HOST": "127.0.0.1",
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "VAR_DIR": str(folder),
        # The next reader sees what an editor has saved at once, not within the third of a second
        # that other processes may take to hear of it.
        "WEB_CONCURRENCY": "1",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def _process(site: LiveSite) -> Iterator[None]:
    with (
        site.log.open("w") as log,
        subprocess.Popen(
            [ROOT / "deploy" / "start"],
            env=site.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            _wait(site, process)
            yield
        finally:
            process.terminate()


def _wait(site: LiveSite, process: subprocess.Popen) -> None:
    """Until the site says that it is ready. Raises RuntimeError, with its log, where it is not."""
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            with urlopen(f"{site.address}/health/ready"):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The site has not started:\n{site.log.read_text()}")
