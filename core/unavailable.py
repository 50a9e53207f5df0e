"""Errors of a database that cannot be reached, read or written: nobody's mistake, and they pass."""

from django.db import DatabaseError, InterfaceError, OperationalError

from core.waiting import causes

POSTGRES_READ_ONLY = "25006"


def is_unavailable(error: BaseException) -> bool:
    """Whether an error comes from a database that is lost, damaged, full or read-only."""
    return any(map(_is_of_the_database, causes(error)))


def _is_of_the_database(error: BaseException) -> bool:
    # A damaged SQLite file is a bare DatabaseError; its subclasses are mistakes of a query.
    return (
        isinstance(error, OperationalError | InterfaceError)
        or type(error) is DatabaseError
        or getattr(error, "sqlstate", "") == POSTGRES_READ_ONLY
    )
