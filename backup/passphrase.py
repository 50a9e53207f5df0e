"""The passphrase of a backup: from a file, the environment or a prompt, never from a command line,
which everyone on the machine may read."""

import getpass
import sys
from pathlib import Path

from django.conf import settings

from backup.errors import BackupError

LONGEST = 1_024  # characters
NEEDS_TERMINAL = (
    "A passphrase is needed, and there is no terminal to ask at: set BACKUP_PASSPHRASE, or name a "
    "file with --passphrase-file."
)


def given_passphrase(file: Path | None) -> str | None:
    """The passphrase of the file, or of the environment; None if there is none."""
    return _read(file) if file else settings.BACKUP_PASSPHRASE or None


def _read(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(LONGEST + 2)
    except OSError as error:
        raise BackupError(f"{path} cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise BackupError(f"{path} is no text.") from error
    passphrase = text.rstrip("\r\n")
    if not passphrase or len(passphrase) > LONGEST or "\n" in passphrase:
        raise BackupError(f"{path} is to hold a passphrase on one line, and nothing else.")
    return passphrase


def ask() -> str:
    """Asks for the passphrase of a file that is there."""
    _need_terminal()
    return getpass.getpass("Passphrase of the backup: ")


def ask_for_new() -> str:
    """Asks for a new passphrase, twice."""
    _need_terminal()
    passphrase = getpass.getpass("New passphrase of the backup: ")
    if not passphrase:
        raise BackupError("The passphrase is empty.")
    if getpass.getpass("The same again: ") != passphrase:
        raise BackupError("The two passphrases are not the same.")
    return passphrase


def _need_terminal() -> None:
    if not sys.stdin.isatty():
        raise BackupError(NEEDS_TERMINAL)
