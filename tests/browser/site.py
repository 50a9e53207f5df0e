"""The whole site in a process of its own, as it is where people read it.

Its pages are cached, behind strict headers, and its static files are hashed: what browser
tests see is what readers get. Its database is its own too: the first site fills an empty one, and
others start with a copy of that.
"""

import os
import re
import secrets
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg

ROOT = Path(__file__).resolve().parents[2]
UNFINISHED = ROOT / "tests" / "browser" / "content"
PATIENCE = 120  # seconds that a site may take to start
# What deploy/start does at last; the database that it starts with is up to date.
SERVE = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]


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
def running_site(folder: Path, content: str) -> Iterator[LiveSite]:
    """A site with a copy of the database at the URL `content`.

    `folder` holds its static files already.
    """
    with new_database(folder, content) as url, _running(folder, url, SERVE) as site:
        yield site


@contextmanager
def filled_database(folder: Path) -> Iterator[str]:
    """A database with the reference content, and a role beside it that is written in Finnish only.

    A site has been started with it while it was empty, as a new one is.
    """
    with new_database(folder) as url:
        with _running(folder, url, [ROOT / "deploy" / "start"]) as site:
            site.manage("load_content", UNFINISHED)
        yield url


@contextmanager
def _running(folder: Path, url: str, command: Sequence[str | Path]) -> Iterator[LiveSite]:
    port = str(_free_port())
    environment = _environment(folder) | {"DATABASE_URL": url, "PORT": port}
    site = LiveSite(f"http://127.0.0.1:{port}", environment, folder / f"{port}.log")
    with _process(site, command):
        yield site
    assert site.errors == []


@contextmanager
def new_database(folder: Path, content: str = "") -> Iterator[str]:
    """A database of its own, on the server of DATABASE_URL if that is PostgreSQL: its URL.

    It is empty, or a copy of the one at the URL `content`.
    """
    name = f"browser_{secrets.token_hex(4)}"
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        file = folder / f"{name}.sqlite3"
        if content:
            _copy_file(Path(content.removeprefix("sqlite:///")), file)
        yield f"sqlite:///{file}"
        return
    template = urlsplit(content).path.removeprefix("/") or "template1"
    _create_database(server, name, template)
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


def _copy_file(file: Path, copy: Path) -> None:
    with closing(sqlite3.connect(file)) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)


def _create_database(server: str, name: str, template: str) -> None:
    """PostgreSQL copies none that somebody uses; its site builds closest titles a little longer."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return _execute(server, f"CREATE DATABASE {name} TEMPLATE {template}")
        except psycopg.errors.ObjectInUse:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


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
def _process(site: LiveSite, command: Sequence[str | Path]) -> Iterator[None]:
    with (
        site.log.open("w") as log,
        subprocess.Popen(
            command, cwd=ROOT, env=site.environment, stdout=log, stderr=subprocess.STDOUT
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
