import time
from types import SimpleNamespace

import psycopg
import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import Error, OperationalError, connection

from core import waiting
from core.waiting import (
    POSTGRES_ACTIVE,
    bound_answers,
    giving_up_once,
    has_given_up,
    is_busy,
    limit_waiting,
    patience,
)
from roles.models import Role
from tests.support.factories import RoleFactory
from tests.support.writers import stored_in, writing
from tests.tools.postgres import running_server


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


class Connection:
    """A connection of psycopg: how long it was told to wait, and what came of it."""

    def __init__(self, error=None):
        self.error, self.timeouts, self.is_closed = error, [], False
        self.pgconn = SimpleNamespace(transaction_status=POSTGRES_ACTIVE)

    def wait(self, generator, interval, timeout):
        self.timeouts.append(timeout)
        if self.error:
            raise self.error
        return generator

    def close(self):
        self.is_closed = True


@pytest.mark.parametrize(
    ("wait", "lock", "statement", "answer"), [(5, 5000, 7000, 8), (20, 20000, 22000, 23)]
)
def test_postgresql_bounds_every_statement_of_a_page(settings, wait, lock, statement, answer):
    settings.SAVE_WAIT_SECONDS = wait
    cursor, connection = Cursor(), Connection()
    waiting._limit(
        SimpleNamespace(
            vendor="postgresql",
            cursor=lambda: cursor,
            connection=connection,
        )
    )
    bound_answers(connection, OperationalError, "default")
    assert connection.wait("row") == "row"

    assert cursor.asked == [f"SET lock_timeout = {lock}; SET statement_timeout = {statement}"]
    assert connection.timeouts == [answer]


def test_thread_may_be_less_patient_for_a_while():
    connection = Connection()
    bound_answers(connection, OperationalError, "default")

    with patience(3):
        connection.wait("row")
    connection.wait("row")

    assert connection.timeouts == [3, 8]


@pytest.mark.parametrize(("status", "is_closed"), [(POSTGRES_ACTIVE, True), (0, False)])
def test_connection_is_given_up_if_its_question_was_not_answered(status, is_closed):
    connection = Connection(OperationalError("wait timeout expired"))
    connection.pgconn.transaction_status = status
    bound_answers(connection, OperationalError, "default")

    with giving_up_once():
        with pytest.raises(OperationalError):
            connection.wait("row")
        assert has_given_up("default") == is_closed

    assert connection.is_closed == is_closed
    assert not has_given_up("default")


def test_who_looked_only_for_a_moment_has_not_given_up():
    connection = Connection(OperationalError("wait timeout expired"))
    bound_answers(connection, OperationalError, "default")

    with giving_up_once(), patience(3):
        with pytest.raises(OperationalError):
            connection.wait("row")
        assert not has_given_up("default")

    assert connection.is_closed


def test_server_that_is_frozen_is_given_up_and_asked_again_when_it_goes_on():
    with running_server() as server:
        connection = psycopg.connect(server.url, autocommit=True)
        bound_answers(connection, psycopg.OperationalError, "default")
        with server.frozen(), patience(0.3):
            start = time.monotonic()
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT 1")
            assert 0.3 <= time.monotonic() - start < 10

        assert connection.closed
        with psycopg.connect(server.url, autocommit=True) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


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
