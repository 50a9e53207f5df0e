"""Sites for drills. The reference content is loaded once for each database, and copied then."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from psycopg import sql

from benchmarks.servers import environment, make_site, running
from tests.tools.postgres import Server, running_server

ROOT = Path(__file__).resolve().parent.parent
DATABASES = ("SQLite", "PostgreSQL")
COPY_SECONDS = 20  # in which whoever is connected to what is copied is gone


@dataclass(frozen=True)
class DrillSite:
    """A site with a database and a folder of its own."""

    database: str
    folder: Path
    variables: dict[str, str]

    @property
    def url(self) -> str:
        return self.variables["DATABASE_URL"]

    def running(self, **more: str) -> AbstractContextManager[tuple[int, subprocess.Popen[bytes]]]:
        """Serves it by two processes: yields the port and the server's process."""
        more = {"WEB_CONCURRENCY": "2"} | self.variables | more
        return running("config.wsgi", self.folder, **more)

    def start(self, *words: str | Path, **more: str) -> subprocess.Popen[str]:
        """Starts Python, e.g. a command of manage.py, in the site's environment."""
        return subprocess.Popen(
            [sys.executable, *map(str, words)],
            cwd=ROOT,
            env=environment(self.folder, PYTHONUNBUFFERED="1", **self.variables, **more),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def manage(self, *words: str | Path, **more: str) -> str:
        """Runs a command of manage.py, and returns what it says. It has to succeed."""
        command = self.start("manage.py", *words, **more)
        said, _ = command.communicate()
        if command.returncode:
            raise RuntimeError(f"manage.py {words[0]} failed: {said[-2000:]}")
        return said


class Sites:
    """All sites of some drills, gone in the end. `esco` is where a download is, or empty."""

    def __init__(self, folder: Path, stack: ExitStack, esco: str = "") -> None:
        self.esco = esco
        self._folder = folder
        self._stack = stack
        self._numbers = count(1)

    @contextmanager
    def sqlite(self) -> Iterator[DrillSite]:
        folder = self._new_folder()
        file = folder / "site.sqlite3"
        shutil.copyfile(self._template / "site.sqlite3", file)
        yield self._site("SQLite", folder, f"sqlite:///{file}")
        shutil.rmtree(folder)

    @contextmanager
    def postgresql(self) -> Iterator[DrillSite]:
        """On the server that all share."""
        folder, server = self._new_folder(), self.server
        copy_database(server, "postgres", folder.name)
        yield self._site("PostgreSQL", folder, url_of(server, folder.name))
        shutil.rmtree(folder)

    def on(self, database: str) -> AbstractContextManager[DrillSite]:
        return self.sqlite() if database == "SQLite" else self.postgresql()

    @cached_property
    def server(self) -> Server:
        """A PostgreSQL server, whose first database holds the reference content."""
        server = self._stack.enter_context(running_server())
        make_site(self._new_folder(), DATABASE_URL=server.url)
        return server

    @cached_property
    def _template(self) -> Path:
        folder = self._new_folder()
        make_site(folder)
        return folder

    def _new_folder(self) -> Path:
        folder = self._folder / f"drill_{next(self._numbers)}"
        folder.mkdir()
        return folder

    def _site(self, database: str, folder: Path, url: str) -> DrillSite:
        static = str(self._template / "static")
        return DrillSite(database, folder, {"DATABASE_URL": url, "STATIC_ROOT": static})


def url_of(server: Server, name: str) -> str:
    return server.url.rpartition("/")[0] + f"/{name}"


def copy_database(server: Server, old: str, new: str) -> None:
    """Copies a database, as soon as nobody is connected to it."""
    names = {"old": sql.Identifier(old), "new": sql.Identifier(new)}
    copying = sql.SQL("CREATE DATABASE {new} TEMPLATE {old}").format(**names)
    end = time.monotonic() + COPY_SECONDS
    with psycopg.connect(url_of(server, "template1"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {new}").format(**names))
        while True:
            try:
                connection.execute(copying)
            except psycopg.errors.ObjectInUse:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)
            else:
                return


@contextmanager
def sites_for_drills() -> Iterator[Sites]:
    with TemporaryDirectory(prefix="rolebook-drills-") as name, ExitStack() as stack:
        yield Sites(Path(name), stack, os.environ.get("ESCO", ""))
