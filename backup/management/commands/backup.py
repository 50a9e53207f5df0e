"""Makes a backup of the whole database, while the site runs."""

import argparse
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandParser
from django.db import DEFAULT_DB_ALIAS

from audit.models import Kind
from audit.recording import record_if_possible
from backup.errors import BackupError, told_in_a_sentence
from backup.making import BackupOptions, make_backup
from backup.manifest import in_words
from backup.passphrase import ask_for_new, given_passphrase
from backup.places import STREAM, new_file, place_for_backup, prune

MOST_KEPT = 10_000


def number_to_keep(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= MOST_KEPT):
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 1 to {MOST_KEPT:,}")
    return int(text)


class Command(BaseCommand):
    help = (
        "Makes a backup of the whole database in one file, which can be restored on SQLite and on "
        "PostgreSQL: content, history, people, their passwords and two-step verification, "
        "encrypted if there is a passphrase (--encrypt, --passphrase-file or BACKUP_PASSPHRASE). "
        "The site may run. See docs/deploy.md."
    )
    requires_system_checks = ()  # they ask a database that may be lost

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "path",
            nargs="?",
            help="a file, a folder in which one gets a name, or - for the standard output "
            "(default: the folder VAR_DIR/backups)",
        )
        parser.add_argument(
            "--keep",
            type=number_to_keep,
            metavar="14",
            help="then remove all but the last so many from the folder; backups that a person gave "
            "a name stay",
        )
        parser.add_argument("--encrypt", action="store_true", help="ask for a passphrase")
        parser.add_argument(
            "--passphrase-file", type=Path, metavar="FILE", help="encrypt with what FILE holds"
        )
        parser.add_argument(
            "--with-secret-key",
            action="store_true",
            help="keep SECRET_KEY in it, too, which opens two-step verification and signs sessions",
        )

    def handle(self, *, path: str | None, keep: int | None, **options: Any) -> None:
        with told_in_a_sentence("No backup was made."):
            backup = BackupOptions(_passphrase(options), bool(keep), options["with_secret_key"])
            if path == str(STREAM):
                self._stream(backup, keep)
            else:
                self._write(place_for_backup(path), backup, keep)
        record_if_possible(Kind.BACKUP)

    def _write(self, path: Path, options: BackupOptions, keep: int | None) -> None:
        with new_file(path) as file:
            manifest = make_backup(file, options, DEFAULT_DB_ALIAS)
        self.stdout.write(f"{path}: {in_words(manifest)}, {path.stat().st_size:,} bytes.")
        if keep:
            removed = prune(path, keep)
            self.stdout.write(f"Older backups that were removed: {len(removed)}.")

    def _stream(self, options: BackupOptions, keep: int | None) -> None:
        if keep:
            raise BackupError("--keep is for a folder, not for the standard output.")
        if sys.stdout.isatty():
            raise BackupError("A backup is nothing to be read: let a file take it, or a pipe.")
        _hide(sys.stdout.buffer)
        manifest = make_backup(sys.stdout.buffer, options, DEFAULT_DB_ALIAS)
        sys.stdout.buffer.flush()
        self.stderr.write(f"{in_words(manifest)}.")


def _hide(file: BinaryIO) -> None:
    """A file that a shell has made for the standard output is its owner's only, as others are."""
    with suppress(OSError):  # of what is no file, or somebody else's
        if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            os.fchmod(file.fileno(), 0o600)


def _passphrase(options: dict[str, Any]) -> str | None:
    passphrase = given_passphrase(options["passphrase_file"])
    return passphrase or (ask_for_new() if options["encrypt"] else None)
