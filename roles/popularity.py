"""Counting views without making anyone wait: kept in memory, written by the minute.

Nothing of a reader is kept: no cookie, no address, only one more view of a role that day.
"""

import atexit
import logging
from collections import Counter
from datetime import date
from threading import Event, Lock, Thread

from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from roles.models import Role, RoleViews

SECONDS = 60
logger = logging.getLogger(__name__)


class ViewCounter:
    """Collects views and writes them from a thread of its own."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._counts: Counter[tuple[int, date]] = Counter()
        self._lock = Lock()
        self._thread: Thread | None = None
        self._stopped = Event()

    def count(self, role_id: int) -> None:
        """One more view today. Costs no query."""
        with self._lock:
            self._counts[role_id, timezone.localdate()] += 1
            if self._thread is None:
                self._start()

    def _start(self) -> None:
        self._thread = Thread(target=self._run, name="view-counter", daemon=True)
        self._thread.start()
        atexit.register(self.stop)

    def stop(self) -> None:
        """Writes what is left; the process ends."""
        self._stopped.set()
        self.write()

    def _run(self) -> None:
        while not self._stopped.wait(self._seconds):
            self.write()
            connection.close()

    def write(self) -> None:
        """Adds what was collected to the database; keeps it for later if that is out of reach."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        try:
            add_views(counts)
        except DatabaseError:
            logger.warning("views could not be written; they are kept for the next time")
            with self._lock:
                self._counts += counts


@transaction.atomic
def add_views(counts: Counter[tuple[int, date]]) -> None:
    """Adds views of roles on days. Those of a role that has gone meanwhile are dropped."""
    known = set(Role.objects.filter(pk__in={pk for pk, _ in counts}).values_list("pk", flat=True))
    for (role_id, day), count in sorted(counts.items()):
        if role_id in known:
            row, _ = RoleViews.objects.get_or_create(role_id=role_id, day=day)
            RoleViews.objects.filter(pk=row.pk).update(count=F("count") + count)


views = ViewCounter()
