"""Makes a backup: all rows, read in one consistent snapshot."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from django.conf import settings
from django.db import connections

from backup.encryption import Key, new_salt
from backup.errors import BackupError
from backup.file import BackupWriter
from backup.manifest import Contents, Header, Manifest
from backup.secret_key import mark_of
from backup.snapshot import count_rows, last_key, rows
from backup.tables import Table, applied_migrations, program_migrations, tables_at
from core.models import ContentVersion
from core.snapshot import snapshot


@dataclass(frozen=True)
class BackupOptions:
    """How a backup is made."""

    passphrase: str | None = None
    is_rotated: bool = False
    with_secret_key: bool = False


def make_backup(file: BinaryIO, options: BackupOptions, using: str) -> Manifest:
    """Writes a backup of a database into a file.

    In a transaction, it has what that sees.
    """
    salt = new_salt() if options.passphrase else b""
    key = Key.of(options.passphrase, salt) if options.passphrase else None
    header = Header(
        datetime.now(UTC).isoformat(),
        settings.RELEASE,
        options.is_rotated,
        salt,
        key.check if key else b"",
    )
    with snapshot(using):
        found = _tables(using)
        manifest = _manifest(header, found, options, using)
        writer = BackupWriter(file, manifest, key)
        for table in found.values():
            writer.table(table.name, rows(table, using))
        writer.finish()
    return manifest


def _tables(using: str) -> dict[str, Table]:
    applied = applied_migrations(using)
    if unknown := applied - program_migrations():
        raise BackupError(
            f"The database was migrated by a newer release ({_in_words(unknown)}): let that make "
            "the backup."
        )
    if not applied:
        raise BackupError("The database is empty: there is nothing to keep.")
    return tables_at(applied)


def _manifest(
    header: Header, found: dict[str, Table], options: BackupOptions, using: str
) -> Manifest:
    version = ContentVersion.objects.using(using).values_list("number", flat=True).first()
    contents = {
        name: Contents(table.columns, count_rows(table, using), last_key(table, using))
        for name, table in found.items()
    }
    return Manifest(
        header,
        connections[using].vendor,
        version or 0,
        applied_migrations(using),
        contents,
        mark_of(settings.SECRET_KEY),
        settings.SECRET_KEY if options.with_secret_key else None,
    )


def _in_words(migrations: frozenset[tuple[str, str]]) -> str:
    return ", ".join(sorted(".".join(key) for key in migrations)[:3])
