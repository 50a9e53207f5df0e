"""The file of a backup: one stream, written and read from its beginning to its end.

The first line is in the clear (`manifest.Header`). All after it is compressed, and encrypted where
there is a passphrase: a line of JSON for the list of contents, one for each row of each table in
the order of that list, and one with the checksums of all. Nothing in it is a path, and nothing is
run.
"""

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Protocol

from backup.encryption import Encryptor, Key, decrypted
from backup.errors import BackupError
from backup.manifest import (
    DAMAGED,
    LONGEST_HEADER,
    Contents,
    Header,
    Manifest,
    as_line,
    parsed,
)

LEVEL = 3  # of compression: a tenth larger than the usual one, in half the time
PIECE = 1024 * 1024
# A row is no longer: what a form takes is a sixth of it. A small file may claim to hold a huge one.
LONGEST_LINE = 64 * 1024 * 1024
# Only texts are that long: millions of empty lists would take a gigabyte of memory.
LARGE_LINE = 1024 * 1024
STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
TOO_LARGE = "The file holds something that is larger than anything in a backup can be."


class _Out(Protocol):
    def write(self, data: bytes, /) -> Any: ...


class BackupWriter:
    """Writes a backup into a file: the manifest, the rows of each of its tables, `finish`."""

    def __init__(self, file: BinaryIO, manifest: Manifest, key: Key | None) -> None:
        first_line = manifest.header.as_line()
        file.write(first_line)
        self._encryptor = Encryptor(file, key, first_line) if key else None
        self._out: _Out = self._encryptor or file
        self._packer = zlib.compressobj(LEVEL)
        self._checksums: dict[str, str] = {}
        line = manifest.as_line()
        self._manifest_checksum = hashlib.sha256(line).hexdigest()
        self._write(line)

    def table(self, name: str, rows: Iterable[list[Any]]) -> int:
        """Writes all rows of a table and returns how many."""
        checksum = hashlib.sha256()
        count = 0
        for row in rows:
            line = as_line(row)
            if len(line) > LONGEST_LINE:
                raise BackupError(f"A row of the table {name} is too large for a backup.")
            checksum.update(line)
            self._write(line)
            count += 1
        self._checksums[name] = checksum.hexdigest()
        return count

    def finish(self) -> None:
        """Writes the checksums and what is still in memory."""
        self._write(as_line({"manifest": self._manifest_checksum, "tables": self._checksums}))
        self._out.write(self._packer.flush())
        if self._encryptor:
            self._encryptor.finish()

    def _write(self, line: bytes) -> None:
        if packed := self._packer.compress(line + b"\n"):
            self._out.write(packed)


class BackupReader:
    """Reads a backup, as often as is needed: everything that it yields is as it was written.

    Raises BackupError where it is not; what was damaged at its end is known only there.
    """

    def __init__(self, file: BinaryIO) -> None:
        file.seek(0)
        self._file = file
        self._first_line = file.readline(LONGEST_HEADER)
        self._key: Key | None = None
        self.header = Header.of(self._first_line)

    def unlock(self, passphrase: str) -> Key:
        """Derives the key of an encrypted file, by which it is read from now on."""
        key = Key.of(passphrase, self.header.salt)
        if not key.fits(self.header.check):
            raise BackupError("The passphrase is not that of the file.")
        self._key = key
        return key

    def manifest(self) -> Manifest:
        """The list of contents. Reads no further."""
        return Manifest.of(_short(next(self._lines(), b"")), self._first_line)

    def tables(self, manifest: Manifest) -> Iterator[tuple[str, Iterator[Any]]]:
        """The tables with their rows, in the order of the manifest; all rows are to be read.

        At the end all is compared with the checksums.
        """
        lines = self._lines()
        checksums = {}
        manifest_line = next(lines, b"")
        for name, table in manifest.tables.items():
            checksum = hashlib.sha256()
            yield name, _rows(lines, table, checksum)
            checksums[name] = checksum.hexdigest()
        found = {"manifest": hashlib.sha256(manifest_line).hexdigest(), "tables": checksums}
        is_whole = _parsed_short(next(lines, b"")) == found and next(lines, None) is None
        if not (is_whole and manifest_line == manifest.as_line()):
            raise BackupError(DAMAGED)

    def _lines(self) -> Iterator[bytes]:
        self._file.seek(len(self._first_line))
        return _lines(_unpacked(self._pieces()))

    def _pieces(self) -> Iterator[bytes]:
        if not self.header.is_encrypted:
            return iter(lambda: self._file.read(PIECE), b"")
        if self._key is None:
            raise BackupError("The file is encrypted, and no passphrase was given.")
        return decrypted(self._file, self._key, self._first_line)


def _rows(lines: Iterator[bytes], table: Contents, checksum: Any) -> Iterator[Any]:
    for _ in range(table.rows):
        line = next(lines, b"")
        checksum.update(line)
        if len(line) > LARGE_LINE and len(STRING.sub(b"", line)) > LARGE_LINE:
            raise BackupError(TOO_LARGE)
        yield parsed(line)


def _short(line: bytes) -> bytes:
    if len(line) > LARGE_LINE:
        raise BackupError(TOO_LARGE)
    return line


def _parsed_short(line: bytes) -> Any:
    return parsed(_short(line))


def _unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, decompressed to pieces of a bounded size."""
    unpacker = zlib.decompressobj()
    try:
        for piece in pieces:
            while piece and not unpacker.eof:
                yield unpacker.decompress(piece, PIECE)
                piece = unpacker.unconsumed_tail
            if unpacker.eof and (piece or unpacker.unused_data):
                raise BackupError(DAMAGED)
    except zlib.error as error:
        raise BackupError(DAMAGED) from error
    if not unpacker.eof:
        raise BackupError(DAMAGED)


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        yield from lines
        if len(rest) > LONGEST_LINE:
            raise BackupError(TOO_LARGE)
    if rest:
        raise BackupError(DAMAGED)
