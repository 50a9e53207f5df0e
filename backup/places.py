"""Where backups are kept: their names, how a file comes to be there, and which are removed."""

import fcntl
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from backup.errors import BackupError
from backup.file import BackupReader
from backup.manifest import Header

STREAM = Path("-")  # the standard input or output
OWN_NAME = re.compile(r"rolebook-\d{8}-\d{6}-\d{6}\.backup")
UNFINISHED = ".unfinished-backup-"
UNFINISHED_FOLDER = ".unfinished-restore-"


def default_folder() -> Path:
    """The folder of backups that were given no place, which is made."""
    folder: Path = settings.VAR_DIR / "backups"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise BackupError(f"{folder} cannot be made ({error.strerror}).") from error
    return folder


def time_in_name() -> str:
    """The present time as it stands in the name of a file."""
    return datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")


def place_for_backup(named: str | None) -> Path:
    """Where a backup is written: a new name in a folder, or the file that was named.

    A file that is there is replaced only if it is a backup, too.
    """
    path = Path(named) if named else default_folder()
    if path.is_dir():
        return path / f"rolebook-{time_in_name()}.backup"
    if named and named.endswith(os.sep):
        raise BackupError(f"There is no folder {path}.")
    if path.exists() and not header_of(path):
        raise BackupError(f"{path} is there already and is no backup: it is not replaced.")
    return path


def header_of(path: Path) -> Header | None:
    """The header of a backup; None if the file is none."""
    try:
        with path.open("rb") as file:
            return BackupReader(file).header
    except (OSError, BackupError):
        return None


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file that only its owner may read. It is at its place when it is complete, or never."""
    folder = path.parent
    if not folder.is_dir():
        raise BackupError(f"There is no folder {folder}.")
    _remove_unfinished(folder)
    # Its mode is 0600 from the beginning.
    number, name = tempfile.mkstemp(prefix=UNFINISHED, dir=folder)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        with open(name, "wb") as file:
            yield file
        os.fsync(number)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    finally:
        os.close(number)
    _sync(folder)


@contextmanager
def new_folder(inside: Path) -> Iterator[Path]:
    """A folder that only its owner may enter, and that is gone afterwards."""
    _remove_unfinished(inside)
    folder = Path(tempfile.mkdtemp(prefix=UNFINISHED_FOLDER, dir=inside))
    try:
        with _locked(folder, fcntl.LOCK_EX):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _remove_unfinished(folder: Path) -> None:
    """Removes what was left by commands that were killed; what is in use is locked."""
    for path in (*folder.glob(f"{UNFINISHED}*"), *folder.glob(f"{UNFINISHED_FOLDER}*")):
        with suppress(OSError), _locked(path, fcntl.LOCK_EX | fcntl.LOCK_NB):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


@contextmanager
def _locked(path: Path, how: int) -> Iterator[None]:
    number = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(number, how)
        yield
    finally:
        os.close(number)


def _sync(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def prune(newest: Path, keep: int) -> list[Path]:
    """Removes all but the last `keep` backups from a folder, and returns what was removed.

    Only backups that were given their name by the program, or that were made with --keep, are
    counted and removed: those that a person gave a name stay, and so does what is no backup.
    """
    rotated = [
        (path == newest, header.made_at, path)
        for path in newest.parent.iterdir()
        if path.is_file() and not path.is_symlink() and (header := header_of(path))
        if header.is_rotated or OWN_NAME.fullmatch(path.name)
    ]
    removed = [path for _, _, path in sorted(rotated)[: -keep or None]]
    for path in removed:
        path.unlink()
    return removed


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file to restore from; a stream is kept in a file without a name meanwhile."""
    if path == STREAM:
        with tempfile.TemporaryFile(dir=default_folder()) as file:
            while piece := sys.stdin.buffer.read(1024 * 1024):
                file.write(piece)
            yield file
        return
    if not path.is_file():
        raise BackupError(f"There is no file {path}.")
    with path.open("rb") as file:
        yield file
