"""What an administrator is told where a backup cannot be made or restored."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import DatabaseError


class BackupError(Exception):
    """A sentence that says what is wrong with a file, a place or a passphrase."""


@contextmanager
def told_in_a_sentence(outcome: str) -> Iterator[None]:
    """Errors that a person can do something about are the outcome and the reason, no traceback."""
    try:
        yield
    except BackupError as error:
        raise CommandError(f"{outcome} {error}") from error
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        raise CommandError(f"{outcome} {place}{error.strerror or error}.") from error
    except DatabaseError as error:
        raise CommandError(f"{outcome} The database says: {_first_line(error)}") from error


def _first_line(error: DatabaseError) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
