"""The drill of several who write at once, in admin, while others read: each edit is there, nobody
is told to wait, and no page is older than is promised."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from threading import Event, Thread

from benchmarks.editor import Editor, FormFields
from benchmarks.machines import MAX_AGE, make_editor
from benchmarks.servers import HOST, TIMEOUT
from drills.drill import Counts, Drill, Found
from drills.sites import DATABASES, DrillSite, Sites

NUMBER = re.compile(r"edit (\d{5})")
CHANGE = re.compile(r"/admin/skills/metric/\d+/change/")
PAUSE = 0.05  # seconds between two requests of a reader


@dataclass
class EditedMetric:
    """What one writer writes into, with the moment at which each number was written."""

    form: str
    page: str
    written: list[float] = field(default_factory=list)

    def is_too_old(self, number: int, asked_at: float) -> bool:
        """Whether a page that was asked for then has an older number than it may."""
        due = sum(moment + MAX_AGE < asked_at for moment in self.written)
        return number < due - 1


@dataclass
class WritersAndReaders:
    """What six write and ten read, and what went wrong."""

    port: int
    editors: list[Editor]
    metrics: list[EditedMetric]
    stopped: Event = field(default_factory=Event)
    lost: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    too_old: list[str] = field(default_factory=list)
    pages: int = 0

    def write(self, turn: int) -> None:
        """Writes one number after the other into the title of a metric, as its form does."""
        metric, editor = self.metrics[turn], self.editors[turn]
        while not self.stopped.is_set():
            text = f"edit {len(metric.written):05}"
            try:
                change = {"title_en": f"Metric {turn}, {text}", "_continue": "1"}
                page = editor.send(self.port, metric.form, change)
            except OSError as error:  # of HTTP, too: 503 is who waited for others too long
                self.failed.append(f"{metric.form}: {error!r}")
                continue
            metric.written.append(time.monotonic())
            if text not in page:
                self.lost.append(f"{metric.form}: {text}")

    def read(self, turn: int) -> None:
        connection = HTTPConnection(HOST, self.port, timeout=TIMEOUT)
        while not self.stopped.wait(PAUSE):
            turn += 1
            metric = self.metrics[turn % len(self.metrics)]
            asked_at = time.monotonic()
            try:
                connection.request("GET", metric.page)
                response = connection.getresponse()
                body = response.read().decode()
            except (OSError, HTTPException) as error:
                connection.close()
                self.failed.append(f"{metric.page}: {error!r}")
                continue
            self.pages += 1
            self._judge(metric, asked_at, response.status, body)
        connection.close()

    def _judge(self, metric: EditedMetric, asked_at: float, status: int, body: str) -> None:
        if status != 200:
            self.failed.append(f"{metric.page}: {status}")
            return
        number = int(match[1]) if (match := NUMBER.search(body)) else -1
        if metric.is_too_old(number, asked_at):
            self.too_old.append(f"{metric.page}: edit {number}")

    def find_lost(self) -> None:
        """Looks whether the last number of each is there."""
        for metric in self.metrics:
            last = f"edit {len(metric.written) - 1:05}"
            if last not in self.editors[0].open(self.port, metric.form):
                self.lost.append(f"{metric.form}: {last}")


def sign_in(site: DrillSite, port: int, number: int) -> list[Editor]:
    make_editor(site.folder, site.variables)
    editors = [Editor("editor", "only on loopback") for _ in range(number)]
    for editor in editors:
        editor.sign_in(port)
    return editors


def metrics(editor: Editor, port: int, number: int) -> list[EditedMetric]:
    forms = sorted(set(CHANGE.findall(editor.open(port, "/admin/skills/metric/"))))[:number]
    slugs = [dict(FormFields(editor.open(port, form)).fields)["slug"] for form in forms]
    return [
        EditedMetric(form, f"/en/metrics/{slug}/") for form, slug in zip(forms, slugs, strict=True)
    ]


def work(site: DrillSite, counts: Counts) -> WritersAndReaders:
    with site.running() as (port, _):
        editors = sign_in(site, port, counts["writers"])
        done = WritersAndReaders(port, editors, metrics(editors[0], port, counts["writers"]))
        threads = [Thread(target=done.write, args=[n]) for n in range(counts["writers"])]
        threads += [Thread(target=done.read, args=[n]) for n in range(counts["readers"])]
        _run(threads, lambda: done.stopped.wait(counts["seconds"]), done.stopped)
        done.find_lost()
    return done


def _run(threads: list[Thread], meanwhile: Callable[[], object], stopped: Event) -> None:
    for thread in threads:
        thread.start()
    try:
        meanwhile()
    finally:
        stopped.set()
        for thread in threads:
            thread.join()


def drill(sites: Sites, counts: Counts) -> Found:
    found = Found()
    for database in DATABASES:
        with sites.on(database) as site:
            done = work(site, counts)
        written = sum(len(metric.written) for metric in done.metrics)
        found.said.append(
            f"{database}: {written} edits, {len(done.lost)} lost; "
            f"{done.pages:,} pages, {len(done.too_old)} too old; {len(done.failed)} failed"
        )
        found.check(written > 0 < done.pages, f"{database}: nothing was written or read")
        found.faults += [f"{database}: lost: {line}" for line in done.lost[:5]]
        found.faults += [f"{database}: too old: {line}" for line in done.too_old[:5]]
        found.faults += [f"{database}: failed: {line}" for line in done.failed[:5]]
    return found


DRILL = Drill(
    name="Writers and readers at once",
    to_reach=f"no edit lost, none refused, no page older than {MAX_AGE} s",
    short={"writers": 6, "readers": 10, "seconds": 10},
    full={"writers": 6, "readers": 10, "seconds": 30},
    run=drill,
)
