import time
from types import SimpleNamespace

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import Error, OperationalError, connection

from core import waiting
from core.waiting import is_busy, limit_waiting
from roles.models import Role
from tests.support.factories import RoleFactory
from tests.support.writers import stored_in, writing


@pytest.mark.django_db(transaction=True)
def test_write_waits_as_long_as_a_person_does(settings, tmp_path):
    settings.SAVE_WAIT_SECONDS = 0.3
    limit_waiting()
    with stored_in(tmp_path / "database.sqlite3"):
        RoleFactory()
        start = time.monotonic()
        with writing(), pytest.raises(OperationalError) as raised:
            Role.objects.update(stage="lead")

    assert 0.3 <= time.monotonic() - start < 15  # commands wait for 20
    assert is_busy(raised.value)


class Cursor:
    """A cursor of PostgreSQL, which only notes what is asked of it."""

    def __init__(self):
        self.asked = []

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def execute(self, statement):
        self.asked.append(statement)


def test_postgresql_bounds_every_statement_of_a_page(settings):
    settings.SAVE_WAIT_SECONDS = 5
    cursor = Cursor()
    waiting._limit(SimpleNamespace(vendor="postgresql", cursor=lambda: cursor))

    assert cursor.asked == ["SET lock_timeout = 5000; SET statement_timeout = 30000"]


@pytest.mark.django_db
def test_other_errors_of_the_database_are_no_waiting():
    with pytest.raises(Error) as raised, connection.cursor() as cursor:
        cursor.execute("SELECT no_such_column FROM roles_role")

    assert not is_busy(raised.value)
    assert not is_busy(OperationalError("the disk is full"))


def test_error_is_known_by_what_it_was_raised_from():
    class Locked(Exception):
        sqlstate = "55P03"

    try:
        try:
            raise Locked
        except Locked as locked:
            raise OperationalError from locked
    except OperationalError as error:
        wrapped = UpdateError()
        wrapped.__context__ = error

    assert is_busy(wrapped)
