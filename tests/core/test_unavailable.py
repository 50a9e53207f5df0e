import pytest
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError
from django.db.utils import InternalError, ProgrammingError

from core.unavailable import is_unavailable


class ReadOnly(Exception):
    sqlstate = "25006"


def caused_by(error, cause):
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("connection refused"),
        OperationalError("database or disk is full"),
        InterfaceError("connection already closed"),
        DatabaseError("file is not a database"),
        caused_by(InternalError("cannot execute UPDATE"), ReadOnly()),
        caused_by(ValueError("no page"), OperationalError("attempt to write a readonly database")),
    ],
)
def test_database_that_cannot_be_used_is_nobodys_mistake(error):
    assert is_unavailable(error)


@pytest.mark.parametrize(
    "error", [IntegrityError("twice"), ProgrammingError("no column"), InternalError(), KeyError(1)]
)
def test_mistake_of_ours_is_none_of_the_database(error):
    assert not is_unavailable(error)
