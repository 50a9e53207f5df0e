"""The archives that are kept in VAR_DIR: the last three, each named after its content version.

A request that finds the last one old has another one made: by a process of its own, since that
takes a processor for half a minute and the memory would stay with the process. A thread waits for
it. A lock lets one process at a time make one, and its file says when the last one was begun.
"""

import logging
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Thread
from typing import Any

from django.conf import settings
from django.db import connections

from core.content_version import read_here, read_version
from core.replicas import PRIMARY

logger = logging.getLogger(__name__)

KEPT = 3
NAME = re.compile(r"rolebook-(\d+)\.zip")
UNFINISHED = ".unfinished-"
RETRY_SECONDS = 60  # after an archive was begun, while there is none
NICENESS = 10


@dataclass(frozen=True, order=True)
class Archive:
    """An archive that is complete."""

    version: int
    path: Path

    @property
    def size(self) -> int:
        """In bytes."""
        return self.path.stat().st_size

    @property
    def made(self) -> datetime:
        return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)


def _folder() -> Path:
    folder: Path = settings.DOWNLOADS_DIR
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def archives() -> list[Archive]:
    """The archives that are there, the newest first."""
    found = ((NAME.fullmatch(path.name), path) for path in _folder().iterdir())
    return sorted((Archive(int(name[1]), path) for name, path in found if name), reverse=True)


def latest() -> Archive | None:
    """The newest archive. Has another one made if the content has changed since."""
    folder: Path | None = settings.DOWNLOADS_DIR  # None in tests
    if folder is None:
        return None
    try:
        found = next(iter(archives()), None)
        if found is None or found.version != read_here():
            _request(found)
    except OSError as error:
        logger.warning("The download cannot be made: %s", error)
        return None
    return found


def make_archive(only_if_old: bool = False) -> str:
    """Makes an archive of the content, and returns what has been done."""
    with _lock() as lock:
        if lock is None:
            return "Another process is making the download."
        newest = next(iter(archives()), None)
        if only_if_old and newest and newest.version == read_version(PRIMARY):
            return "The download is up to date."
        if only_if_old:
            os.nice(NICENESS)
        lock.begin()
        done = _make(_folder())
        for old in archives()[KEPT:]:
            old.path.unlink()
    return f"The download is made: {done}"


def write_to(path: Path) -> str:
    """Writes an archive to a file that somebody has named."""
    from downloads.bulk.archive import write_archive  # lazily: servers make none

    with path.open("wb") as file:
        write_archive(file)
    return f"The content is written to {path}"


def _make(folder: Path) -> Path:
    from downloads.bulk.archive import write_archive  # lazily, see above

    for left in folder.glob(f"{UNFINISHED}*"):  # by a process that was killed: nobody else writes
        left.unlink()
    with NamedTemporaryFile(dir=folder, prefix=UNFINISHED, delete=False) as file:
        try:
            version = write_archive(file).content_version  # type: ignore[arg-type]  # it is a file
            file.flush()
            os.fsync(file.fileno())
            os.chmod(file.name, 0o644)
            place = folder / f"rolebook-{version}.zip"
            os.replace(file.name, place)
        except BaseException:
            os.unlink(file.name)
            raise
    return place


class _Lock:
    """The lock, held. Its file says when an archive was last begun."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.begun = 0.0
        with suppress(ValueError):  # a new file is empty
            self.begun = float(os.pread(descriptor, 100, 0))

    def begin(self) -> None:
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, str(time.time()).encode(), 0)

    def is_due(self, pause: float) -> bool:
        """Whether so many seconds are over; also after the clock was set back."""
        return not 0 <= time.time() - self.begun < pause


@contextmanager
def _lock() -> Iterator[_Lock | None]:
    """None if another process has it. It is gone with its process: nothing stays locked."""
    descriptor = os.open(_folder() / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            flock(descriptor, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            yield None
            return
        yield _Lock(descriptor)
    finally:
        os.close(descriptor)


def _request(found: Archive | None) -> None:
    """Starts making an archive, if none is being made and the pause is over."""
    pause = settings.DOWNLOAD_PAUSE if found else RETRY_SECONDS
    with _lock() as lock:
        if lock is None or not lock.is_due(pause):
            return
        lock.begin()
    _start()


def _is_in_memory() -> bool:
    """Whether no other process can read the database."""
    connection: Any = connections[PRIMARY]
    return connection.vendor == "sqlite" and bool(connection.is_in_memory_db())


def _start() -> None:
    if _is_in_memory():
        return
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "export_content", "--if-old"]
    process = subprocess.Popen(  # noqa: S603 (our own command)
        command, stdin=subprocess.DEVNULL, start_new_session=True
    )
    # Someone has to wait for it, or it stays in the table of processes.
    Thread(target=process.wait, name="download", daemon=True).start()
