"""The drill of an import, or a load of the reference content, that is killed: all is as before, or
all is new."""

import re
import shutil
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

import psycopg
from psycopg import sql

from drills.drill import Counts, Drill, Found
from drills.sites import DATABASES, ROOT, DrillSite, Sites, copy_database
from tests.tools.postgres import Server

SAMPLE = ROOT / "tests" / "classification" / "sample"
SEED = 17
# What is of the content. The search index is made anew where it was not; the audit log comes after.
CONTENT = ("roles_", "skills_", "sources_", "careers_", "history_", "config_")
LOOK_SECONDS = 0.05  # between two looks whether all is written
# Of the time until then: before, it has only begun to load the program; after, it has written all,
# and goes on with what is computed from it.
FIRST_KILL, LAST_KILL = 0.3, 1.3
ROWS = "SELECT count(*) FROM roles_role"
SETTLE_SECONDS = 20  # in which a server has noticed that who wrote is gone

# The number of rows of each table, and a checksum of them.
State = dict[str, tuple[int, str]]


@dataclass(frozen=True)
class SqliteFile:
    """The database of a site, which can be put back as it was."""

    path: Path

    def empty(self) -> None:
        self._remove()

    def keep(self) -> None:
        shutil.copyfile(self.path, self._kept)

    def put_back(self) -> None:
        self._remove()
        shutil.copyfile(self._kept, self.path)

    @property
    def _kept(self) -> Path:
        return self.path.with_suffix(".kept")

    def _remove(self) -> None:
        for ending in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)

    def roles(self) -> object:
        """How many roles somebody sees who looks now."""
        with closing(sqlite3.connect(self.path)) as file:
            return file.execute(ROWS).fetchone()

    def state(self) -> State:
        """What it holds; raises ValueError where it is damaged."""
        with closing(sqlite3.connect(self.path)) as file:
            file.create_function("REGEXP", 2, _matches)  # which some constraints ask
            if file.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise ValueError("The file is damaged.")
            if file.execute("PRAGMA foreign_key_check").fetchone():
                raise ValueError("A relation leads nowhere.")
            names = file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            found = {}
            for (name,) in names:
                if name.startswith(CONTENT):
                    rows = sorted(map(repr, file.execute(f'SELECT * FROM "{name}"')))
                    found[name] = len(rows), sha256("".join(rows).encode()).hexdigest()
        return found


@dataclass(frozen=True)
class PostgresDatabase:
    """The same of PostgreSQL."""

    server: Server
    url: str

    @property
    def _name(self) -> str:
        return self.url.rpartition("/")[2]

    def empty(self) -> None:
        copy_database(self.server, "template0", self._name)

    def keep(self) -> None:
        copy_database(self.server, self._name, f"{self._name}_kept")

    def put_back(self) -> None:
        copy_database(self.server, f"{self._name}_kept", self._name)

    def roles(self) -> object:
        with psycopg.connect(self.url) as connection:
            return connection.execute(ROWS).fetchone()

    def state(self) -> State:
        found = {}
        with psycopg.connect(self.url) as connection:
            self._wait_until_alone(connection)
            names = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
            for (name,) in names:
                if name.startswith(CONTENT):
                    rows = sql.SQL(
                        "SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM {} t"
                    ).format(sql.Identifier(name))
                    number, checksum = connection.execute(rows).fetchone() or (0, "")
                    found[name] = number, checksum
        return found

    def _wait_until_alone(self, connection: "psycopg.Connection[tuple[object, ...]]") -> None:
        end = time.monotonic() + SETTLE_SECONDS
        others = (
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid()"
        )
        while connection.execute(others).fetchone():
            connection.rollback()  # what is asked is a snapshot within a transaction
            if time.monotonic() > end:
                raise TimeoutError("Somebody is still connected.")
            time.sleep(0.05)
        connection.rollback()


Database = SqliteFile | PostgresDatabase


def database_of(site: DrillSite, sites: Sites) -> Database:
    if site.database == "SQLite":
        return SqliteFile(Path(site.url.removeprefix("sqlite:///")))
    return PostgresDatabase(sites.server, site.url)


def _matches(pattern: str, text: str | None) -> bool:
    return text is not None and bool(re.search(pattern, text))


def sizes(state: State) -> dict[str, int]:
    return {name: number for name, (number, _) in state.items()}


@dataclass
class Killing:
    """A command that is killed at moments drawn by lot, and what is found afterwards."""

    site: DrillSite
    database: Database
    command: tuple[str, ...]
    old: int = 0
    new: int = 0
    between: int = 0

    def run(self, times: int, random: Random) -> None:
        self.database.keep()
        before = self.database.state()
        seconds = self._seconds_until_written()
        after = self.database.state()
        if sizes(before) == sizes(after):
            raise ValueError(f"{self.command[0]} writes nothing.")
        self.database.put_back()
        for _ in range(times):
            self._kill_after(random.uniform(FIRST_KILL, LAST_KILL) * seconds)
            self._look(before, after)

    def _seconds_until_written(self) -> float:
        """Runs the command to its end. When others saw what it has written."""
        start, before = time.monotonic(), self.database.roles()
        command = self.site.start("manage.py", *self.command)
        with ThreadPoolExecutor(1) as listener:
            said = listener.submit(command.communicate)
            while not said.done() and self.database.roles() == before:
                time.sleep(LOOK_SECONDS)
            seconds = time.monotonic() - start
            if command.wait():
                raise RuntimeError(f"{self.command[0]} failed: {said.result()[0][-2000:]}")
        return seconds

    def _kill_after(self, seconds: float) -> None:
        command = self.site.start("manage.py", *self.command)
        time.sleep(seconds)
        command.kill()
        command.communicate()

    def _look(self, before: State, after: State) -> None:
        """All of a table's rows as before; or as many as after, since moments are in them."""
        found = self.database.state()
        if found == before:
            self.old += 1
            return
        is_new = sizes(found) == sizes(after)
        self.new += is_new
        self.between += not is_new
        self.database.put_back()

    def said(self) -> str:
        return f"{self.old} × all old, {self.new} × all new, {self.between} × neither"


def drill(sites: Sites, counts: Counts) -> Found:
    found, random = Found(), Random(SEED)
    if not sites.esco:
        found.unchecked.append("the whole classification: say where a download is (ESCO=path)")
    for turn, database in enumerate(DATABASES):
        with sites.on(database) as site:
            kept = database_of(site, sites)
            importing = Killing(site, kept, ("import_esco", sites.esco or str(SAMPLE)))
            importing.run(_share(counts["imports"], turn), random)
            kept.empty()
            site.manage("migrate", "--verbosity", "0")
            loading = Killing(site, kept, ("load_content",))
            loading.run(_share(counts["loads"], turn), random)
        for killing in (importing, loading):
            name = killing.command[0]
            found.said.append(f"{database}, {name}: {killing.said()}")
            found.check(not killing.between, f"{database}: {name} was half there")
    return found


def _share(number: int, turn: int) -> int:
    """How many of them are those of a database."""
    return (number + turn) // len(DATABASES)


DRILL = Drill(
    name="Imports and loads killed",
    to_reach="all old or all new, on the whole classification",
    short={"imports": 7, "loads": 4},
    full={"imports": 65, "loads": 20},
    run=drill,
)
