"""Brings the backup of an earlier release up to date, before it is restored.

A process of its own, with a new SQLite file for its database, makes the tables as they were then,
puts the rows into them, migrates that database as an update would, and makes a backup of it. So the
database of the site is not touched before all of that is done.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor

from backup.checking import CheckedBackup, check
from backup.errors import BackupError
from backup.file import BackupReader
from backup.making import BackupOptions, make_backup
from backup.places import default_folder, new_file, new_folder
from backup.restoring import fill
from backup.tables import last_of


@contextmanager
def up_to_date(
    backup: CheckedBackup, file: BinaryIO, passphrase: str | None, using: str
) -> Iterator[CheckedBackup]:
    """A backup with the same content in the tables of this release."""
    if not backup.is_older:
        yield backup
        return
    with new_folder(default_folder()) as folder:
        path = folder / "new.backup"
        _run(file, folder, path, passphrase or "", backup.manifest.header.release)
        with path.open("rb") as newer:
            reader = BackupReader(newer)
            if passphrase:
                reader.unlock(passphrase)
            yield check(reader, using)


def _run(file: BinaryIO, folder: Path, path: Path, passphrase: str, release: str) -> None:
    database = folder / "scratch.sqlite3"
    database.touch(0o600)
    variables = {
        "DATABASE_URL": f"sqlite:///{database}",
        "DATABASE_REPLICA_URLS": "",
        "BACKUP_PASSPHRASE": passphrase,
    }
    file.seek(0)
    result = subprocess.run(  # noqa: S603 (ourselves)
        [sys.executable, "-m", "backup", path],
        stdin=file,
        capture_output=True,
        text=True,
        cwd=settings.BASE_DIR,
        env=os.environ | variables,
    )
    if result.returncode:
        said = (result.stderr.strip() or "no reason is known").splitlines()[-1]
        raise BackupError(
            f"The file was made by an earlier release ({release:.80}), and cannot be brought up to "
            f"date: restore it with that release, then update. ({said})"
        )


def bring_up_to_date(file: BinaryIO, path: Path) -> None:
    """In the process of its own: restores a file into the empty database, and backs up that."""
    reader = BackupReader(file)
    passphrase = settings.BACKUP_PASSPHRASE or None
    if passphrase:
        reader.unlock(passphrase)
    backup = check(reader, DEFAULT_DB_ALIAS)
    executor = MigrationExecutor(connection)
    executor.migrate(last_of(backup.manifest.migrations, executor.loader))
    fill(backup, DEFAULT_DB_ALIAS)
    call_command("migrate", interactive=False, verbosity=0)
    with new_file(path) as newer:
        make_backup(newer, BackupOptions(passphrase), DEFAULT_DB_ALIAS)
