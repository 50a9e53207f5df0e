from datetime import UTC, datetime

import pytest
from django.db import OperationalError, ProgrammingError, connection, connections, transaction
from django.db.transaction import TransactionManagementError
from psycopg.errors import ConnectionTimeout

from core import waiting
from core.postgresql.base import DatabaseWrapper, base
from core.waiting import CHECK_SECONDS, give_up, giving_up_once


class Driver:
    """A connection to a server of which nothing is asked but what a test does."""

    wait = "unbounded"


@pytest.fixture
def attempts(monkeypatch):
    """The attempts to connect to a server, each of which ends as the last item says."""
    made = []

    def connect(database, parameters):
        made.append(database.alias)
        if isinstance(made.result, Exception):
            raise made.result
        return made.result

    made = type("Attempts", (list,), {"result": None})()
    monkeypatch.setattr(base.DatabaseWrapper, "get_new_connection", connect)
    return made


@pytest.fixture
def database():
    settings = connections.configure_settings({"default": {}})["default"]
    return DatabaseWrapper(settings, "elsewhere")


def test_request_waits_for_a_server_that_does_not_answer_once(attempts, database):
    attempts.result = ConnectionTimeout("connection timeout expired")

    with giving_up_once():
        with pytest.raises(ConnectionTimeout):
            database.get_new_connection({})
        for _ in range(2):
            with (
                pytest.raises(OperationalError, match="did not answer"),
                database.wrap_database_errors,
            ):
                database.get_new_connection({})
    assert len(attempts) == 1
    with pytest.raises(ConnectionTimeout):  # the next request
        database.get_new_connection({})
    assert len(attempts) == 2


def test_server_that_refuses_is_asked_again(attempts, database):
    attempts.result = database.Database.OperationalError("Connection refused")

    with giving_up_once():
        for _ in range(2):
            with pytest.raises(database.Database.OperationalError, match="refused"):
                database.get_new_connection({})
    assert len(attempts) == 2


def test_one_server_is_given_up_and_another_one_asked(attempts, database):
    attempts.result = Driver()
    with giving_up_once():
        give_up("default")

        assert database.get_new_connection({}) is attempts.result


@pytest.mark.parametrize("is_limited", [True, False])
def test_connection_is_bounded_before_it_is_asked_anything(
    attempts, database, monkeypatch, is_limited
):
    monkeypatch.setattr(waiting, "_is_limited", is_limited)
    attempts.result = Driver()

    assert (database.get_new_connection({}).wait != "unbounded") == is_limited


def test_connection_says_soon_whether_it_still_works(database, monkeypatch):
    patience = []
    monkeypatch.setattr(
        base.DatabaseWrapper, "is_usable", lambda self: patience.append(waiting._patience.get())
    )

    assert database.is_usable() is False
    assert patience == [CHECK_SECONDS]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="asks a server")
@pytest.mark.django_db
class TestRows:
    SQL = "SELECT %s::text, '100%%', '%%s' UNION SELECT %s, %s, '%%%%' ORDER BY 1"
    PARAMS = ("%s ?", "one", "%(a)s :a ?")

    def test_they_are_those_that_a_cursor_reads(self):
        with connection.cursor() as cursor:
            cursor.execute(self.SQL, self.PARAMS)
            read = cursor.fetchall()
        assert connection.rows(connection.driver_sql(self.SQL), self.PARAMS) == read
        assert read == [("%s ?", "100%", "%s"), ("one", "%(a)s :a ?", "%%")]
        assert connection.rows("SELECT 1 WHERE 1 = %s", [2]) == []

    def test_times_are_those_of_django(self):
        [(moment,)] = connection.rows("SELECT %s::timestamptz", ["2026-01-01 12:00+02"])

        assert moment == datetime(2026, 1, 1, 10, tzinfo=UTC)
        assert moment.tzinfo is connection.timezone

    def test_what_cannot_be_read_is_an_error_of_django(self):
        with pytest.raises(ProgrammingError, match="missing"), transaction.atomic():
            connection.rows("SELECT * FROM missing", ())

    def test_they_are_not_read_in_a_transaction_that_has_failed(self):
        with transaction.atomic():
            connection.needs_rollback = True
            with pytest.raises(TransactionManagementError):
                connection.rows("SELECT 1", ())
            connection.needs_rollback = False
