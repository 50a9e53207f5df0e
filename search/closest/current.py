"""The index of this process, and a process that builds it anew when it has become old.

The file carries a stamp: the version of the content that it was made from, and of the analysis of
words. Whoever asks the index compares that with today's, so an edit is noticed on every machine,
and nothing has to be sent or written down. A build takes a processor for a while, so there is a
pause after each, the longer the more there is to build. Until the next one the index is a little
old; pages that are made with it are not cached.
"""

import logging
import os
import subprocess
import sys
import time
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from zlib import crc32

from django.conf import settings
from django.db import connections

from analysis import version as analysis_version
from core.content_cache import cached_per_content_version
from core.content_version import read_here, read_version
from core.replicas import PRIMARY
from search.closest.file import NotAnIndexError, read
from search.closest.lock import build_lock
from search.closest.scoring import Index

logger = logging.getLogger(__name__)


def index_path() -> Path | None:
    """The file of this site's database; None where none is kept."""
    folder: Path | None = settings.INDEX_DIR  # None in tests
    if folder is None:
        return None
    database = settings.DATABASES[PRIMARY]
    place = "|".join(str(database.get(key, "")) for key in ("ENGINE", "HOST", "PORT", "NAME"))
    return folder / f"closest-titles-{crc32(place.encode()):08x}"


def current_stamp() -> str:
    """The stamp of an index that is made now."""
    return f"{read_version(PRIMARY)} {analysis_version()}"


@cached_per_content_version
def _stamp_here() -> str:
    """The stamp for the content that this thread reads."""
    return f"{read_here()} {analysis_version()}"


class _Reader:
    """Maps the file, and another one that takes its place."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._mapped: tuple[tuple[object, ...], Index | None] = ((), None)

    def index(self, path: Path) -> Index | None:
        """The index as it stands in the file; None without one that can be read.

        Looks at the file each time: one that was cut short must not be read any more.
        """
        try:
            status = os.stat(path)
        except OSError:
            return None
        seen = (path, status.st_ino, status.st_mtime_ns, status.st_size)
        with self._lock:
            if self._mapped[0] != seen:
                self._mapped = seen, _load(path)
            return self._mapped[1]


def _load(path: Path) -> Index | None:
    try:
        return Index(read(path))
    except (OSError, NotAnIndexError) as error:
        logger.warning("Closest titles are left out until they are built anew: %s", error)
        return None


_reader = _Reader()


def current_index() -> Index | None:
    """The index, if there is one. Has it built where it is missing or old."""
    path = index_path()
    index = _reader.index(path) if path else None
    if is_old(index):
        request_build()
    return index


def is_old(index: Index | None) -> bool:
    """Whether another index is to come."""
    return index_path() is not None and (index is None or index.stamp != _stamp_here())


def request_build() -> None:
    """Starts a build in a process of its own, if none is under way and the pause is over."""
    path = index_path()
    if path is None or _is_in_memory():
        return
    try:
        with build_lock(path) as lock:
            if lock is None or not lock.is_due():
                return
            lock.write(time.time(), lock.seconds)
        _start()
    except OSError as error:
        logger.warning("The index of closest titles cannot be built: %s", error)


def _is_in_memory() -> bool:
    """Whether no other process can read the database."""
    connection: Any = connections[PRIMARY]
    return connection.vendor == "sqlite" and bool(connection.is_in_memory_db())


def _start() -> None:
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "build_closest_titles"]
    process = subprocess.Popen(  # noqa: S603 (our own command)
        [*command, "--if-old"], stdin=subprocess.DEVNULL, start_new_session=True
    )
    # Someone has to wait for it, or it stays in the table of processes.
    Thread(target=process.wait, name="closest titles", daemon=True).start()
