"""Checks a whole backup before anything is touched: that it is complete, and that it fits here."""

from dataclasses import dataclass
from typing import Any

from django.db import connections

from backup.errors import BackupError
from backup.file import BackupReader
from backup.manifest import Manifest
from backup.tables import Migrations, Table, program_migrations, tables_at
from backup.values import decode, decoders


@dataclass(frozen=True)
class CheckedBackup:
    """A backup that was read to its end, and the tables that it fits."""

    reader: BackupReader
    manifest: Manifest
    tables: dict[str, Table]

    @property
    def is_older(self) -> bool:
        """Whether its rows are those of an earlier state of the migrations."""
        return self.manifest.migrations != program_migrations()


def check(reader: BackupReader, using: str) -> CheckedBackup:
    """Reads a backup to its end. Raises BackupError if it cannot be restored."""
    manifest = reader.manifest()
    if unknown := manifest.migrations - program_migrations():
        raise BackupError(_too_new(manifest, unknown))
    tables = tables_at(manifest.migrations)
    if misfit := manifest.misfit(tables):
        raise BackupError(
            f"The table {misfit:.80} in the file, of release {_release(manifest)}, is not what it "
            "is in this program: restore the file with that release."
        )
    for name, rows in reader.tables(manifest):
        converters = decoders(manifest.tables[name].kinds, connections[using].ops)
        for row in rows:
            decoded(row, converters, name)
    return CheckedBackup(reader, manifest, tables)


def decoded(row: Any, converters: Any, table: str) -> list[Any]:
    """A row as the database takes it. Raises BackupError for what is none of the table."""
    try:
        return decode(row, converters)
    except (TypeError, ValueError, RecursionError, OverflowError) as error:
        raise BackupError(
            f"The file holds a row that is none of the table {table}: {error}."
        ) from error


def _release(manifest: Manifest) -> str:
    return f"{manifest.header.release:.80}"


def _too_new(manifest: Manifest, unknown: Migrations) -> str:
    names = ", ".join(sorted(".".join(key) for key in unknown)[:3])
    return (
        f"The file was made by a newer release ({_release(manifest)}), whose changes of the "
        f"database this one does not know ({names:.200}): restore it with that release."
    )
