"""Several machines serve one site, and some of what they share is stopped. See README.md.

A primary, two streaming replicas, a shared cache and three gunicorns run on loopback. Readers look
at pages all the time; an editor changes a text that stands on them, with a number that goes up by
one. Meanwhile a replica is stopped, the cache too, both come back, a replica falls behind. In the
end it prints what readers and editor saw, and exits with 1 if a promise was broken.
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

import psycopg

from benchmarks.cluster import Cluster, Database, cluster, wait_until
from benchmarks.editor import Editor
from benchmarks.servers import HOST, environment, make_site, serving

MACHINES, READERS = 3, 6
PAUSE = 0.02  # seconds between two pages of a reader
ALLOWED = 0.5  # seconds that a page may be older than the slowest replica
LONGEST = 240  # seconds after which it gives up, on a machine that is busy with something else
METRIC = "customer-satisfaction"
NUMBER = re.compile(rb"edit (\d{5})")
READ_NUMBER = f"SELECT title_en FROM skills_metric WHERE slug = '{METRIC}'"


@dataclass(frozen=True)
class Look:
    """What a reader saw: the moment of asking, how long it took, and the number; -1 is an error."""

    asked: float
    took: float
    number: int
    what: str = ""


@dataclass
class Ledger:
    """When each number stood in the primary, and in all replicas that were running."""

    databases: list[Database]
    written: dict[int, float] = field(default_factory=dict)
    everywhere: dict[int, float] = field(default_factory=dict)
    _awaited: dict[int, set[str]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def note(self, name: str, number: int) -> None:
        """A database was seen to hold the number."""
        now = time.monotonic()
        with self._lock:
            if name == "primary" and number not in self.written:
                self.written[number] = now
                running = {found.name for found in self.databases if found.is_running}
                self._awaited[number] = running - {"primary"}
            for awaited in self._awaited:
                if awaited <= number:
                    self._awaited[awaited].discard(name)
            self._settle(now)

    def is_stopped(self, name: str) -> None:
        """Nothing is read from it any more."""
        with self._lock:
            for names in self._awaited.values():
                names.discard(name)
            self._settle(time.monotonic())

    def _settle(self, now: float) -> None:
        for number in [number for number, names in self._awaited.items() if not names]:
            del self._awaited[number]
            self.everywhere[number] = now

    def lags(self) -> list[tuple[float, float]]:
        """When each number stood everywhere, and how many seconds after the primary."""
        return [(moment, moment - self.written[n]) for n, moment in self.everywhere.items()]

    def is_too_old(self, look: Look) -> bool:
        """Whether a newer number stood everywhere long enough before the reader asked."""
        newer = (self.everywhere.get(number) for number in self.written if number > look.number)
        return any(moment is not None and moment + ALLOWED < look.asked for moment in newer)

    def age(self, look: Look) -> float:
        """How long ago what the reader saw had been written over on the primary, in seconds."""
        return max(look.asked - self.written.get(look.number + 1, look.asked), 0)


def in_thread(do: Callable[[Event], None], stopped: Event) -> Thread:
    thread = Thread(target=do, args=[stopped], daemon=True)
    thread.start()
    return thread


def keep_ledger(ledger: Ledger, database: Database) -> Callable[[Event], None]:
    """Looks into a database all the time, whenever it is running."""

    def look(stopped: Event) -> None:
        while not stopped.wait(0.05):
            try:
                with psycopg.connect(database.url, autocommit=True) as connection:
                    while not stopped.wait(0.01):
                        (title,) = connection.execute(READ_NUMBER).fetchone()
                        if found := NUMBER.search(title.encode()):
                            ledger.note(database.name, int(found[1]))
            except psycopg.OperationalError:
                continue

    return look


Route = list[tuple[int, str]]


def routes(ports: list[int], paths: list[str]) -> list[Route]:
    """For each reader every page of every machine, in an order of its own."""
    every = [(port, path) for port in ports for path in paths]
    orders = Random(1)  # the same in each run
    return [orders.sample(every, len(every)) for _ in range(READERS)]


def read_pages(route: Route, seen: list[Look]) -> Callable[[Event], None]:
    """Reads pages over and over, on connections that are kept."""

    def read(stopped: Event) -> None:
        connections = {port: HTTPConnection(HOST, port, timeout=10) for port, _ in route}
        for port, path in cycle(route):
            if stopped.wait(PAUSE):
                return
            seen.append(look_at(connections[port], path))

    return read


def look_at(connection: HTTPConnection, path: str) -> Look:
    """One page, as a reader sees it."""
    asked = time.monotonic()
    try:
        connection.request("GET", path, headers={"User-Agent": "Mozilla/5.0 Firefox/140.0"})
        answer = connection.getresponse()
        body = answer.read()
    except OSError as error:
        connection.close()
        return Look(asked, time.monotonic() - asked, -1, f"{path}: {error!r}")
    found = NUMBER.search(body)
    number = int(found[1]) if answer.status == 200 and found else -1
    return Look(asked, time.monotonic() - asked, number, f"{path}: {answer.status}")


@dataclass
class Desk:
    """The editor, who must see what was just written, whichever machine answers."""

    editor: Editor
    ports: list[int]
    form: str
    number: int = 0
    saves: list[float] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def edit(self) -> None:
        """Writes the next number, and looks at the form and at two public pages."""
        self.number += 1
        text = f"edit {self.number:05}"
        port = self.ports[self.number % len(self.ports)]
        begun = time.monotonic()
        change = {"title_en": f"Customer satisfaction, {text}", "_continue": "1"}
        pages = {"form": self.editor.send(port, self.form, change)}
        self.saves.append(time.monotonic() - begun)
        for path in (f"/en/metrics/{METRIC}/", "/en/metrics/"):
            for other in self.ports:
                pages[f"{path} of {other}"] = self.editor.open(other, path)
        self.missed += [f"{text}: {page}" for page, body in pages.items() if text not in body]

    def keep_editing(self, stopped: Event) -> None:
        while not stopped.wait(1):
            try:
                self.edit()
            except OSError as error:
                self.missed.append(f"edit {self.number:05}: {error!r}")


@contextmanager
def everything(folder: Path) -> Iterator[tuple[Cluster, list[int]]]:
    """The shared servers and the machines. Yields the machines' ports."""
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
    """An account for admin."""
    named = {"DJANGO_SUPERUSER_PASSWORD": "only on loopback", "DJANGO_SUPERUSER_EMAIL": ""}
    run = [sys.executable, "manage.py", "createsuperuser", "--noinput", "--username", "editor"]
    every = environment(folder, **variables, **named)
    if subprocess.run(run, env=every, stdout=subprocess.DEVNULL).returncode:
        raise SystemExit("No account could be made for the editor.")


def pages_with_number(port: int) -> list[str]:
    """Those of the metric's and the roles' pages that the number stands on."""
    connection = HTTPConnection(HOST, port, timeout=10)
    connection.request("GET", "/sitemap.xml", headers={"User-Agent": "Mozilla/5.0"})
    sitemap = connection.getresponse().read().decode()
    roles = sorted(set(re.findall(r"https?://[^/]+(/en/roles/[^<\"]+)", sitemap)))
    paths = [f"/en/metrics/{METRIC}/", "/en/metrics/", *roles]
    return [path for path in paths if look_at(connection, path).number >= 0]


Act = tuple[str, Callable[[], None], float]


def story(shared: Cluster, ledger: Ledger) -> list[Act]:
    """What happens, and how many seconds it is watched."""
    first, second = shared.replicas

    def stop_cache() -> None:
        print("    until now {} pages of {} were found in it".format(*shared.cache.found()))
        shared.cache.stop()

    def stop_first() -> None:
        first.stop()
        ledger.is_stopped(first.name)

    def start_both() -> None:
        first.start()
        shared.cache.start()

    def replay(how: str) -> None:
        with psycopg.connect(second.url, autocommit=True) as connection:
            connection.execute(f"SELECT pg_wal_replay_{how}()")

    return [
        ("all is well", lambda: None, 7),
        ("a replica is stopped", stop_first, 7),
        ("the cache is stopped too", stop_cache, 6),
        ("both are started again", start_both, 7),
        ("the other replica falls behind", lambda: replay("pause"), 4),
        ("and catches up", lambda: replay("resume"), 4),
    ]


def play(acts: list[Act]) -> list[tuple[str, float]]:
    """Lets it happen. Returns the name of each act and when it began."""
    begun = []
    for name, happen, seconds in acts:
        print(f"  {name} …", flush=True)
        begun.append((name, time.monotonic()))
        happen()
        time.sleep(seconds)
    return begun


def report(ledger: Ledger, begun: list[tuple[str, float]], seen: list[Look], desk: Desk) -> bool:
    """Prints what was seen. Returns whether every promise was kept."""
    errors = [look for look in seen if look.number < 0]
    old = [look for look in seen if look.number >= 0 and ledger.is_too_old(look)]
    print_acts(ledger, begun, seen)
    print(f"\nedits: {desk.number}, each saved in {median(desk.saves):.2f} s (median)")
    print(f"errors: {len(errors)}")
    print(f"older than replication lag + {ALLOWED} s: {len(old)}")
    print(f"edits that the editor did not see at once: {len(desk.missed)}")
    for line in [look.what for look in (*errors, *old)][:10] + desk.missed[:10]:
        print(f"  {line}")
    return bool(seen) and not (errors or old or desk.missed)


def print_acts(ledger: Ledger, begun: list[tuple[str, float]], seen: list[Look]) -> None:
    """A line for each act: what was asked, how old the oldest page was, how far replicas were."""
    columns = "{:32}{:>9}{:>9}{:>9}{:>13}{:>13}{:>12}"
    heads = ("", "requests", "errors", "too old", "oldest, s", "lag, s", "slowest, s")
    print("\n" + columns.format(*heads))
    ends = [moment for _, moment in begun[1:]] + [time.monotonic()]
    for (name, start), end in zip(begun, ends, strict=True):
        looks = [look for look in seen if start <= look.asked < end]
        pages = [look for look in looks if look.number >= 0]
        lags = [lag for moment, lag in ledger.lags() if start <= moment < end]
        counts = (len(looks), len(looks) - len(pages), sum(map(ledger.is_too_old, pages)))
        seconds = (map(ledger.age, pages), lags, (look.took for look in looks))
        print(columns.format(name, *counts, *(f"{max(one, default=0):.2f}" for one in seconds)))


def run(folder: Path) -> bool:
    """Plays the story in a folder. Returns whether every promise was kept."""
    print("A primary, two replicas, a cache and three machines start …", flush=True)
    with everything(folder) as (shared, ports):
        databases = [shared.primary, *shared.replicas]
        ledger, seen, stopped = Ledger(databases), [], Event()
        editor = Editor("editor", "only on loopback")
        editor.sign_in(ports[0])
        with psycopg.connect(shared.primary.url) as connection:
            (pk,) = connection.execute(READ_NUMBER.replace("title_en", "id")).fetchone()
        desk = Desk(editor, ports, f"/admin/skills/metric/{pk}/change/", number=-1)
        looking = [in_thread(keep_ledger(ledger, found), stopped) for found in databases]
        desk.edit()
        wait_until(lambda: 0 in ledger.everywhere, "the replicas had the first edit")
        time.sleep(ALLOWED)
        paths = pages_with_number(ports[0])
        print(f"{READERS} readers look at {len(paths)} pages on each of {MACHINES} machines:")
        readers = [in_thread(read_pages(route, seen), stopped) for route in routes(ports, paths)]
        editing = in_thread(desk.keep_editing, stopped)
        begun = play(story(shared, ledger))
        stopped.set()
        for thread in (*looking, *readers, editing):
            thread.join()
        signal.alarm(0)  # what is left to do is to clean up
        return report(ledger, begun, seen, desk)


def main() -> None:
    """Plays the story and cleans up, also after Ctrl-C."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGALRM, lambda *_: sys.exit(f"It took more than {LONGEST} s."))
    signal.alarm(LONGEST)
    with TemporaryDirectory(prefix="rolebook-machines-") as name:
        kept = run(Path(name))
    print("Every promise was kept." if kept else "A promise was broken.")
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parent.parent)
    main()
