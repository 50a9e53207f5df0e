"""Large files, kept on disk until the content changes, for all processes of a machine.

Making one takes a processor for seconds, and readers of a page often want the same one. What they
are called tells all that is in them: the version of the content, and the address that was asked
for. Nothing of who asks is in a file.
"""

import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, flock
from hashlib import blake2b
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile, SpooledTemporaryFile
from typing import BinaryIO, cast

from django.conf import settings

logger = logging.getLogger(__name__)

# Others are made quickly.
LARGE_BYTES = 256 * 1024
IN_MEMORY = 2 * 1024 * 1024
MOST_FILES = 30
MOST_BYTES = 200 * 1024 * 1024
UNFINISHED = ".unfinished-"
HOUR = 3600
# Another program may have made what is older than this process.
_started = time.time()

Write = Callable[[BinaryIO], None]


def made_once(version: int, address: str, write: Write) -> tuple[BinaryIO, int]:
    """The file of an address, open at its beginning, and its size.

    Of those who want the same one at once, the first writes it and all others wait. If the disk
    takes none, each writes it for itself.
    """
    folder: Path | None = settings.DOWNLOADS_DIR  # None in tests
    if folder is None:
        return _written(write)
    digest = blake2b(f"{version} {address}".encode(), digest_size=20).hexdigest()
    path = folder / "lists" / digest
    return _kept(path) or _write_in_turn(path, write)


def _write_in_turn(path: Path, write: Write) -> tuple[BinaryIO, int]:
    with _turn(path):
        if found := _kept(path):
            return found
        file, size = _written(write)
        if size > LARGE_BYTES:
            try:
                _keep(path, file)
            except OSError as error:
                logger.warning("A large file cannot be kept: %s", error)
    return file, size


def _kept(path: Path) -> tuple[BinaryIO, int] | None:
    try:
        file = path.open("rb")
    except OSError:
        return None
    status = os.fstat(file.fileno())
    if status.st_mtime >= _started:
        return file, status.st_size
    file.close()
    return None


@contextmanager
def _turn(path: Path) -> Iterator[None]:
    """One thread at a time, of all processes: there are sixteen locks, which end with their
    holders."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path.with_name(f".lock-{path.name[0]}"), os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:  # where nothing can be kept, nobody has to wait
        yield
        return
    try:
        flock(descriptor, LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _written(write: Write) -> tuple[BinaryIO, int]:
    """A new file: until it is large it is in memory."""
    file = cast(BinaryIO, SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115 (sent later)
    write(file)
    size = file.tell()
    file.seek(0)
    return file, size


def _keep(path: Path, file: BinaryIO) -> None:
    """Keeps a copy of the file, which is left at its beginning."""
    with NamedTemporaryFile(dir=path.parent, prefix=UNFINISHED, delete=False) as copy:
        try:
            copyfileobj(file, copy)
            copy.flush()
            os.replace(copy.name, path)
        except BaseException:
            os.unlink(copy.name)
            raise
        finally:
            file.seek(0)
    _prune(path.parent)


def _prune(folder: Path) -> None:
    """Removes the oldest files beyond what is kept, and what a killed process has left."""
    files = [(path.stat(), path) for path in folder.iterdir() if not path.name.startswith(".")]
    files.sort(key=lambda file: file[0].st_mtime, reverse=True)
    size = 0
    for number, (status, path) in enumerate(files):
        size += status.st_size
        if number >= MOST_FILES or size > MOST_BYTES:
            path.unlink(missing_ok=True)
    for path in folder.glob(f"{UNFINISHED}*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < time.time() - HOUR:
                path.unlink()
