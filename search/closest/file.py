"""The file of an index: a line of JSON, then arrays of numbers, which processes map and share."""

import json
import os
import sys
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any
from zlib import crc32

FORMAT = f"Rolebook, closest titles, 2, {sys.byteorder}"
ALIGNED = 64  # bytes at which arrays begin
LONGEST_HEAD = 100_000

Numbers = memoryview  # of whole numbers or floats, as the array module names their types


class NotAnIndexError(ValueError):
    """A file is none of these, or none of this format, or not whole."""


@dataclass(frozen=True)
class IndexFile:
    """The arrays of a file by name. `stamp` tells what they were made from."""

    stamp: str
    arrays: Mapping[str, Numbers]


def write(path: Path, stamp: str, arrays: Mapping[str, memoryview]) -> None:
    """Writes a file in the place of the one that is there, which its readers keep."""
    places, body = dict[str, tuple[str, int, int]](), bytearray()
    for name, values in arrays.items():
        places[name] = (values.format, len(values), len(body))
        body += values.tobytes()
        body += bytes(-len(body) % ALIGNED)
    about = {"stamp": stamp, "size": len(body), "sum": crc32(body)}
    head = {"format": FORMAT, "arrays": places, **about}
    line = json.dumps(head).encode()
    line += b" " * (-(len(line) + 1) % ALIGNED) + b"\n"
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            _write_and_replace(file, line + body, path)
        except BaseException:
            os.unlink(file.name)
            raise


def _write_and_replace(file: IO[bytes], data: bytes, path: Path) -> None:
    file.write(data)
    file.flush()
    os.fsync(file.fileno())
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)


def read(path: Path) -> IndexFile:
    """Maps a file. Raises OSError, or NotAnIndexError."""
    with path.open("rb") as file:
        line = file.readline(LONGEST_HEAD)
        head = _head(path, line)
        if os.fstat(file.fileno()).st_size != len(line) + head["size"]:
            raise NotAnIndexError(f"{path} is not whole.")
        body = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))[len(line) :]
    if crc32(body) != head["sum"]:
        raise NotAnIndexError(f"{path} is damaged.")
    arrays = {name: _array(body, *place) for name, place in head["arrays"].items()}
    return IndexFile(head["stamp"], arrays)


def read_stamp(path: Path) -> str:
    """The stamp of a file; empty if there is none that can be read."""
    try:
        return read(path).stamp
    except (OSError, NotAnIndexError):
        return ""


def _head(path: Path, line: bytes) -> dict[str, Any]:
    try:
        head = dict(json.loads(line))
    except (ValueError, TypeError):
        head = {}
    if head.get("format") != FORMAT:
        raise NotAnIndexError(f"{path} is no index of this format.")
    return head


def _array(body: memoryview, code: str, length: int, start: int) -> Numbers:
    values = array(code)
    if not length:  # nothing cannot be cast
        return memoryview(values)
    found: Numbers = body[start : start + length * values.itemsize].cast(code)  # type: ignore[call-overload]  # a code of arrays
    return found
