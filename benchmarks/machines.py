"""Tests that pages stay current while servers of a cluster fail. See README.md.

A primary, two streaming replicas, a shared cache and three gunicorns run on loopback. Readers fetch
pages all the time; an editor writes increasing numbers into a text on those pages. Meanwhile a
replica and the cache stop and come back, and a replica falls behind. Exits with 1 if a page was too
old or failed, or if the editor did not see an edit.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event, Lock, Thread
from typing import Any, Final, LiteralString

import psycopg

from benchmarks.cluster import Cluster, Database, cluster, wait_until
from benchmarks.editor import Editor
from benchmarks.servers import HOST, environment, make_site, serving

MACHINES, READERS = 3, 6
PAUSE = 0.02  # seconds between two requests of a reader
MAX_AGE = 1.2  # seconds that a page may be older than the slowest replica: PAGE_MAX_STALE, and some
TIMEOUT = 240  # seconds for everything, on a busy machine
METRIC: Final = "customer-satisfaction"
NUMBER = re.compile(rb"edit (\d{5})")
NUMBER_SQL: Final = f"SELECT title_en FROM skills_metric WHERE slug = '{METRIC}'"
METRIC_PK_SQL: Final = f"SELECT id FROM skills_metric WHERE slug = '{METRIC}'"


@dataclass(frozen=True)
class Observation:
    """A reader's request: when it began, its seconds, and the number on the page (-1: an error)."""

    start: float
    seconds: float
    number: int
    description: str = ""


@dataclass
class Ledger:
    """When each number was in the primary, and when in all running replicas."""

    databases: list[Database]
    written: dict[int, float] = field(default_factory=dict)
    everywhere: dict[int, float] = field(default_factory=dict)
    _pending: dict[int, set[str]] = field(default_factory=dict)  # replicas without the number
    _lock: Lock = field(default_factory=Lock)

    def record(self, name: str, number: int) -> None:
        """Records that a database holds the number."""
        now = time.monotonic()
        with self._lock:
            if name == "primary" and number not in self.written:
                self.written[number] = now
                running = {database.name for database in self.databases if database.is_running}
                self._pending[number] = running - {"primary"}
            for pending, names in self._pending.items():
                if pending <= number:
                    names.discard(name)
            self._complete(now)

    def ignore(self, name: str) -> None:
        """Stops waiting for a database that was stopped."""
        with self._lock:
            for names in self._pending.values():
                names.discard(name)
            self._complete(time.monotonic())

    def _complete(self, now: float) -> None:
        for number in [number for number, names in self._pending.items() if not names]:
            del self._pending[number]
            self.everywhere[number] = now

    def lags(self) -> list[tuple[float, float]]:
        """When each number was in all replicas, and how many seconds after the primary."""
        return [(moment, moment - self.written[n]) for n, moment in self.everywhere.items()]

    def is_too_old(self, observation: Observation) -> bool:
        """Whether a newer number was everywhere for more than MAX_AGE before the request."""
        newer = (self.everywhere.get(n) for n in self.written if n > observation.number)
        return any(moment is not None and moment + MAX_AGE < observation.start for moment in newer)

    def age(self, observation: Observation) -> float:
        """The seconds between the overwriting of the number on the primary and the request."""
        overwritten_at = self.written.get(observation.number + 1, observation.start)
        return max(observation.start - overwritten_at, 0)


def start_thread(target: Callable[[Event], None], stopped: Event) -> Thread:
    thread = Thread(target=target, args=[stopped], daemon=True)
    thread.start()
    return thread


def watch_database(ledger: Ledger, database: Database) -> Callable[[Event], None]:
    """Polls a database, and records its number in the ledger, while it is running."""

    def watch(stopped: Event) -> None:
        while not stopped.wait(0.05):
            try:
                with psycopg.connect(database.url, autocommit=True) as connection:
                    while not stopped.wait(0.01):
                        title = str(query_value(connection, NUMBER_SQL))
                        if match := NUMBER.search(title.encode()):
                            ledger.record(database.name, int(match[1]))
            except psycopg.OperationalError:
                continue

    return watch


def query_value(connection: psycopg.Connection[Any], sql: LiteralString) -> object:
    """The value of a query for one row of one column."""
    row = connection.execute(sql).fetchone()
    if row is None:
        raise SystemExit(f"The metric {METRIC} is missing.")
    return row[0]


# Ports and paths.
Route = list[tuple[int, str]]


def routes(ports: list[int], paths: list[str]) -> list[Route]:
    """Every page of every machine, shuffled for each reader."""
    route = [(port, path) for port in ports for path in paths]
    random = Random(1)  # the same in each run
    return [random.sample(route, len(route)) for _ in range(READERS)]


def read_pages(route: Route, observations: list[Observation]) -> Callable[[Event], None]:
    """Fetches the pages of a route repeatedly, on persistent connections."""

    def read(stopped: Event) -> None:
        connections = {port: HTTPConnection(HOST, port, timeout=10) for port, _ in route}
        for port, path in cycle(route):
            if stopped.wait(PAUSE):
                return
            observations.append(fetch_page(connections[port], path))

    return read


def fetch_page(connection: HTTPConnection, path: str) -> Observation:
    """Fetches a page as a reader."""
    start = time.monotonic()
    try:
        connection.request("GET", path, headers={"User-Agent": "Mozilla/5.0 Firefox/140.0"})
        response = connection.getresponse()
        body = response.read()
    except OSError as error:
        connection.close()
        return Observation(start, time.monotonic() - start, -1, f"{path}: {error!r}")
    match = NUMBER.search(body)
    number = int(match[1]) if response.status == 200 and match else -1
    return Observation(start, time.monotonic() - start, number, f"{path}: {response.status}")


@dataclass
class EditorSession:
    """An editor, who has to see each edit at once, whichever machine answers."""

    editor: Editor
    ports: list[int]
    form_path: str
    number: int = 0
    save_seconds: list[float] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def edit(self) -> None:
        """Saves the next number, and checks the form and two public pages on each machine."""
        self.number += 1
        text = f"edit {self.number:05}"
        port = self.ports[self.number % len(self.ports)]
        start = time.monotonic()
        change = {"title_en": f"Customer satisfaction, {text}", "_continue": "1"}
        pages = {"form": self.editor.send(port, self.form_path, change)}
        self.save_seconds.append(time.monotonic() - start)
        for path in (f"/en/metrics/{METRIC}/", "/en/metrics/"):
            for machine in self.ports:
                pages[f"{path} of {machine}"] = self.editor.open(machine, path)
        self.missed += [f"{text}: {page}" for page, body in pages.items() if text not in body]

    def keep_editing(self, stopped: Event) -> None:
        while not stopped.wait(1):
            try:
                self.edit()
            except OSError as error:
                self.missed.append(f"edit {self.number:05}: {error!r}")


@contextmanager
def running_machines(folder: Path) -> Iterator[tuple[Cluster, list[int]]]:
    """Runs the cluster and the machines. Yields the machines' ports, too."""
    with cluster(folder) as shared, ExitStack() as machines:
        variables = {"DATABASE_URL": shared.primary.url}
        make_site(shared.folder, **variables)
        make_editor(shared.folder, variables)
        shared.add_replica()
        shared.add_replica()
        variables = shared.environment() | {"WEB_CONCURRENCY": "2"}
        ports = [
            machines.enter_context(serving("config.wsgi", shared.folder, **variables))
            for _ in range(MACHINES)
        ]
        yield shared, ports


def make_editor(folder: Path, variables: dict[str, str]) -> None:
    """Makes an account for admin."""
    account = {"DJANGO_SUPERUSER_PASSWORD": "only on loopback", "DJANGO_SUPERUSER_EMAIL": ""}
    run = [sys.executable, "manage.py", "createsuperuser", "--noinput", "--username", "editor"]
    variables = environment(folder, **variables, **account)
    if subprocess.run(run, env=variables, stdout=subprocess.DEVNULL).returncode:
        raise SystemExit("No account could be made for the editor.")


def pages_with_number(port: int) -> list[str]:
    """The paths of the pages of metrics and roles that show the number."""
    connection = HTTPConnection(HOST, port, timeout=10)
    connection.request("GET", "/sitemap.xml", headers={"User-Agent": "Mozilla/5.0"})
    sitemap = connection.getresponse().read().decode()
    roles = sorted(set(re.findall(r"https?://[^/]+(/en/roles/[^<\"]+)", sitemap)))
    paths = [f"/en/metrics/{METRIC}/", "/en/metrics/", *roles]
    return [path for path in paths if fetch_page(connection, path).number >= 0]


# A name, an action, and the seconds to wait after it.
Step = tuple[str, Callable[[], None], float]


def scenario(shared: Cluster, ledger: Ledger) -> list[Step]:
    """The steps of the test."""
    first, second = shared.replicas

    def stop_cache() -> None:
        hits, requests = shared.cache.hits_and_requests()
        print(f"    until now {hits} pages of {requests} were found in it")
        shared.cache.stop()

    def stop_first() -> None:
        first.stop()
        ledger.ignore(first.name)

    def start_both() -> None:
        first.start()
        shared.cache.start()

    def replay(action: LiteralString) -> None:
        with psycopg.connect(second.url, autocommit=True) as connection:
            connection.execute(f"SELECT pg_wal_replay_{action}()")

    return [
        ("all is well", lambda: None, 7),
        ("a replica is stopped", stop_first, 7),
        ("the cache is stopped too", stop_cache, 6),
        ("both are started again", start_both, 7),
        ("the other replica falls behind", lambda: replay("pause"), 4),
        ("and catches up", lambda: replay("resume"), 4),
    ]


def run_steps(steps: list[Step]) -> list[tuple[str, float]]:
    """Runs the steps. Returns the name of each and when it began."""
    starts = []
    for name, act, seconds in steps:
        print(f"  {name} …", flush=True)
        starts.append((name, time.monotonic()))
        act()
        time.sleep(seconds)
    return starts


def report(
    ledger: Ledger,
    starts: list[tuple[str, float]],
    observations: list[Observation],
    session: EditorSession,
) -> bool:
    """Prints the results. Returns whether there was no error, old page or missed edit."""
    errors = [observation for observation in observations if observation.number < 0]
    old = [
        observation
        for observation in observations
        if observation.number >= 0 and ledger.is_too_old(observation)
    ]
    print_steps(ledger, starts, observations)
    seconds = median(session.save_seconds)
    print(f"\nedits: {session.number}, each saved in {seconds:.2f} s (median)")
    print(f"errors: {len(errors)}")
    print(f"older than replication lag + {MAX_AGE} s: {len(old)}")
    print(f"edits that the editor did not see at once: {len(session.missed)}")
    descriptions = [observation.description for observation in (*errors, *old)]
    for line in descriptions[:10] + session.missed[:10]:
        print(f"  {line}")
    return bool(observations) and not (errors or old or session.missed)


def print_steps(
    ledger: Ledger, starts: list[tuple[str, float]], observations: list[Observation]
) -> None:
    """A line for each step: requests, the age of the oldest page, the lag of replicas."""
    columns = "{:32}{:>9}{:>9}{:>9}{:>13}{:>13}{:>12}"
    heads = ("", "requests", "errors", "too old", "oldest, s", "lag, s", "slowest, s")
    print("\n" + columns.format(*heads))
    ends = [moment for _, moment in starts[1:]] + [time.monotonic()]
    for (name, start), end in zip(starts, ends, strict=True):
        during = [observation for observation in observations if start <= observation.start < end]
        pages = [observation for observation in during if observation.number >= 0]
        lags = [lag for moment, lag in ledger.lags() if start <= moment < end]
        counts = (len(during), len(during) - len(pages), sum(map(ledger.is_too_old, pages)))
        seconds = (map(ledger.age, pages), lags, (observation.seconds for observation in during))
        maxima = (f"{max(values, default=0):.2f}" for values in seconds)
        print(columns.format(name, *counts, *maxima))


def sign_in(shared: Cluster, ports: list[int]) -> EditorSession:
    """An editor at the form of the metric."""
    editor = Editor("editor", "only on loopback")
    editor.sign_in(ports[0])
    with psycopg.connect(shared.primary.url) as connection:
        pk = query_value(connection, METRIC_PK_SQL)
    return EditorSession(editor, ports, f"/admin/skills/metric/{pk}/change/", number=-1)


def run(folder: Path) -> bool:
    """Runs the test in a folder. Returns whether it succeeded."""
    print("A primary, two replicas, a cache and three machines start …", flush=True)
    with running_machines(folder) as (shared, ports):
        databases = [shared.primary, *shared.replicas]
        ledger, stopped = Ledger(databases), Event()
        observations: list[Observation] = []
        session = sign_in(shared, ports)
        watchers = [start_thread(watch_database(ledger, each), stopped) for each in databases]
        session.edit()
        wait_until(lambda: 0 in ledger.everywhere, "the replicas had the first edit")
        time.sleep(MAX_AGE)
        paths = pages_with_number(ports[0])
        print(f"{READERS} readers look at {len(paths)} pages on each of {MACHINES} machines:")
        readers = [
            start_thread(read_pages(route, observations), stopped) for route in routes(ports, paths)
        ]
        editing = start_thread(session.keep_editing, stopped)
        starts = run_steps(scenario(shared, ledger))
        stopped.set()
        for thread in (*watchers, *readers, editing):
            thread.join()
        signal.alarm(0)  # only cleaning up is left
        return report(ledger, starts, observations, session)


def main() -> None:
    """Runs the test and cleans up, also after Ctrl-C."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGALRM, lambda *_: sys.exit(f"It took more than {TIMEOUT} s."))
    signal.alarm(TIMEOUT)
    with TemporaryDirectory(prefix="rolebook-machines-") as name:
        succeeded = run(Path(name))
    print("Every promise was kept." if succeeded else "A promise was broken.")
    sys.exit(0 if succeeded else 1)


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parent.parent)
    main()
