from types import SimpleNamespace

import pytest
from django.db import DatabaseError, OperationalError

from analysis import dictionaries
from config import health
from core.content_version import raise_version
from core.replicas import PRIMARY
from pagecache.application import SharedPages
from tests.support.factories import ToolFactory

# No index of search is built yet; which dictionaries are there is for the machine to say.
READY = {"database": "ok", "content": "ok", "static_files": "ok"}
SEARCH = {"search": "old", "dictionaries": [*dictionaries.installed()]}


class Databases:
    """Databases that may be lost or behind, at the versions in `numbers`; None is lost."""

    def __init__(self, monkeypatch, settings):
        self.numbers = {PRIMARY: 2, "replica-1": 2, "replica-2": 2}
        settings.REPLICAS = ["replica-1", "replica-2"]
        monkeypatch.setattr(health, "read_version", self.look_up)
        monkeypatch.setattr(health, "look_up", self.look_up)
        monkeypatch.setattr(health, "has_content", lambda: True)
        monkeypatch.setattr(health, "is_current", lambda: True)
        # Not the ones that the process keeps, which would remember them as lost.
        monkeypatch.setattr(health, "replicas", health.replicas.__class__([], self.look_up))

    def look_up(self, alias):
        if (number := self.numbers[alias]) is None:
            raise OperationalError("connection refused")
        return number


@pytest.fixture
def databases(monkeypatch, settings):
    return Databases(monkeypatch, settings)


@pytest.mark.django_db
def test_site_with_content_is_ready(client):
    ToolFactory()

    response = client.get("/health/ready")

    assert (response.status_code, response.json()) == (
        200,
        READY | SEARCH,
    )


@pytest.mark.django_db
def test_site_without_its_static_files_is_not_ready(client, monkeypatch):
    ToolFactory()
    monkeypatch.setattr(health, "staticfiles_storage", SimpleNamespace(hashed_files={}))

    response = client.get("/health/ready")

    assert (response.status_code, response.json()["static_files"]) == (503, "missing")


@pytest.mark.django_db
def test_damaged_part_of_the_database_is_no_failure_of_the_answer(client, monkeypatch):
    def is_current():
        raise DatabaseError("database disk image is malformed")

    ToolFactory()
    monkeypatch.setattr(health, "is_current", is_current)

    assert client.get("/health/ready").json()["search"] == "unknown"


@pytest.mark.django_db
def test_site_without_content_is_not_ready(client):
    raise_version()

    response = client.get("/health/ready")

    assert (response.status_code, response.json()) == (
        503,
        READY | {"content": "empty"} | SEARCH,
    )


def test_site_without_its_database_is_not_ready(client, databases, settings):
    settings.REPLICAS = []
    databases.numbers[PRIMARY] = None

    response = client.get("/health/ready")

    assert (response.status_code, response.json()) == (
        503,
        READY | {"database": "lost", "content": "unknown"} | SEARCH | {"search": "unknown"},
    )


def test_replicas_are_named_with_how_they_are(databases):
    databases.numbers |= {"replica-1": 1, "replica-2": None}

    assert health.state() == (
        {
            "database": "ok",
            "content": "ok",
            "static_files": "ok",
            "replicas": {"replica-1": "behind", "replica-2": "lost"},
        }
        | SEARCH
        | {"search": "ok"},
        True,
    )


def test_replica_that_was_lost_a_moment_ago_is_not_asked_again(databases):
    databases.numbers["replica-2"] = None
    health.state()
    databases.numbers["replica-2"] = 2

    assert health.state()[0]["replicas"] == {"replica-1": "ok", "replica-2": "lost"}


def test_site_that_can_be_read_from_a_replica_is_ready(databases):
    databases.numbers[PRIMARY] = None

    found, is_ready = health.state()

    assert (found["database"], found["content"], is_ready) == ("lost", "ok", True)


def test_database_that_is_lost_between_two_questions_leaves_the_next_one(databases, monkeypatch):
    def has_content():
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(health, "has_content", has_content)

    assert health.state()[0]["content"] == "unknown"


@pytest.mark.parametrize("word", ["ok", "lost"])
def test_shared_cache_is_named_but_readers_can_do_without(databases, monkeypatch, settings, word):
    settings.CACHE_URL = "redis://cache:6379/0"
    monkeypatch.setattr(SharedPages, "state", lambda pages: word)

    found, is_ready = health.state()

    assert (found["cache"], is_ready) == (word, True)
