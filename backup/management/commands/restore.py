"""Puts a backup in the place of the whole database, while the site runs."""

import sys
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import DEFAULT_DB_ALIAS, OperationalError

from audit.models import Kind
from audit.recording import record_if_possible
from backup.checking import CheckedBackup, check
from backup.errors import BackupError, told_in_a_sentence
from backup.file import BackupReader
from backup.manifest import in_words
from backup.older import up_to_date
from backup.passphrase import ask, given_passphrase
from backup.places import STREAM, opened
from backup.restoring import restore
from backup.secret_key import known_marks, put_back
from backup.tables import applied_migrations

QUESTION = "Replace everything in the database? What is there now is set aside. [yes / no] "
OTHER_KEY = (
    "SECRET_KEY is another one here than where the backup was made: the secrets of two-step "
    "verification open with that one only."
)


class Command(BaseCommand):
    help = (
        "Replaces everything in the database by a backup that `manage.py backup` made, after it "
        "has been checked, and after what is there has been set aside. Everyone is signed out. The "
        "site may run. All or nothing. See docs/deploy.md."
    )
    requires_system_checks = ()  # they ask a database that may not be there yet

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="the file, or - for the standard input")
        parser.add_argument("--check", action="store_true", help="check the file, restore nothing")
        parser.add_argument("--yes", action="store_true", help="replace everything without asking")
        parser.add_argument(
            "--passphrase-file", type=Path, metavar="FILE", help="the passphrase is what FILE holds"
        )
        parser.add_argument(
            "--with-secret-key",
            action="store_true",
            help="put back the secret key, too, if the file has it",
        )

    def handle(self, *, path: Path, **options: Any) -> None:
        options["path"] = path
        with told_in_a_sentence("Nothing was changed."), opened(path) as file:
            self._restore(file, options)

    def _restore(self, file: BinaryIO, options: dict[str, Any]) -> None:
        reader = BackupReader(file)
        passphrase = _unlock(reader, options["passphrase_file"])
        # What is set aside is encrypted as any backup that is made here.
        ours = passphrase or given_passphrase(options["passphrase_file"])
        backup = check(reader, DEFAULT_DB_ALIAS)
        key = _secret_key(backup, options["with_secret_key"])
        self._describe(backup)
        if options["check"]:
            return
        self._ask(options)
        self._migrate()
        with up_to_date(backup, file, passphrase, DEFAULT_DB_ALIAS) as current:
            restored = restore(current, ours, DEFAULT_DB_ALIAS)
        record_if_possible(Kind.RESTORE)
        self.stdout.write(
            "Everything was replaced, and everyone is signed out. What was there before: "
            f"{restored.aside}"
        )
        if restored.is_renumbered:
            self.stdout.write("The backup is of another site: restart this one, if it runs.")
        if key:
            self.stdout.write(put_back(key))
        elif backup.manifest.key_mark not in known_marks():
            self.stdout.write(OTHER_KEY)

    def _describe(self, backup: CheckedBackup) -> None:
        manifest, header = backup.manifest, backup.manifest.header
        self.stdout.write(
            f"A backup of {header.day}, of release {header.release} on {manifest.engine}: "
            f"{in_words(manifest)}. It is complete and undamaged."
        )
        if backup.is_older:
            self.stdout.write("It is of an earlier release: restoring it brings it up to date.")

    def _ask(self, options: dict[str, Any]) -> None:
        """Where nobody can answer, it goes on: what is replaced is set aside."""
        if options["yes"] or options["path"] == STREAM or not sys.stdin.isatty():
            return
        if input(QUESTION).strip().lower() not in ("y", "yes"):
            raise BackupError("The answer was not yes.")

    def _migrate(self) -> None:
        """Makes the tables where there are none, such as on a new machine."""
        if not _is_migrated():
            call_command("migrate", interactive=False, verbosity=0)
            self.stdout.write("The database was empty: its tables were made.")


def _unlock(reader: BackupReader, file: Path | None) -> str | None:
    if not reader.header.is_encrypted:
        return None
    passphrase = given_passphrase(file) or ask()
    reader.unlock(passphrase)
    return passphrase


def _is_migrated() -> bool:
    try:
        return bool(applied_migrations(DEFAULT_DB_ALIAS))
    except OperationalError:  # there is no file, or no server
        return False


def _secret_key(backup: CheckedBackup, is_wanted: bool) -> str | None:
    if not is_wanted:
        return None
    if not (key := backup.manifest.secret_key):
        raise BackupError("The file holds no secret key: it was made without --with-secret-key.")
    return key
