import pytest
from django.db import OperationalError, connections
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
