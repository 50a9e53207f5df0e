"""Backups in tests: made in memory, of the database of the test."""

import io
import json
import zlib
from collections.abc import Callable
from hashlib import sha256
from itertools import chain, islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from backup.checking import check
from backup.file import BackupReader
from backup.making import BackupOptions, make_backup
from backup.manifest import as_line
from backup.restoring import Restored, restore
from backup.snapshot import rows
from backup.tables import tables


def backed_up(**options: Any) -> bytes:
    """A backup of the database."""
    file = io.BytesIO()
    make_backup(file, BackupOptions(**options), DEFAULT_DB_ALIAS)
    return file.getvalue()


def reader_of(data: bytes, passphrase: str | None = None) -> BackupReader:
    reader = BackupReader(io.BytesIO(data))
    if passphrase:
        reader.unlock(passphrase)
    return reader


def put_back(data: bytes, passphrase: str | None = None) -> Restored:
    """Restores a backup into the database."""
    backup = check(reader_of(data, passphrase), DEFAULT_DB_ALIAS)
    return restore(backup, passphrase, DEFAULT_DB_ALIAS)


def forged(data: bytes, change: Callable[[Any, dict[str, list[Any]]], object]) -> bytes:
    """A backup with right checksums, after `change` had its way with its manifest and its rows."""
    first, packed = data.split(b"\n", 1)
    manifest, *lines, _ = (json.loads(line) for line in zlib.decompress(packed).splitlines())
    waiting = iter(lines)
    rows = {name: [*islice(waiting, table["rows"])] for name, table in manifest["tables"].items()}
    change(manifest, rows)
    written = {name: [as_line(row) for row in found] for name, found in rows.items()}
    checksums = {name: sha256(b"".join(found)).hexdigest() for name, found in written.items()}
    text = as_line(manifest)
    end = as_line({"manifest": sha256(text).hexdigest(), "tables": checksums})
    all_lines = [text, *chain.from_iterable(written.values()), end]
    return first + b"\n" + zlib.compress(b"".join(line + b"\n" for line in all_lines))


def all_rows() -> dict[str, list[Any]]:
    """Everything that a backup holds, but the content version."""
    return {
        name: list(rows(table, DEFAULT_DB_ALIAS))
        for name, table in tables().items()
        if name != "config_contentversion"
    }
