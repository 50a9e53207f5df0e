"""What all tests share.

The database of a test is empty, or holds the reference content for tests that ask for `content`.
Those come last: the content is loaded once, and stays.
"""

import gc
from collections.abc import Callable, Generator, Iterator
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pytest_django import DjangoDbBlocker

from core.content_cache import cached_per_content_version
from core.lazy_views import load_admin
from core.schedule import Schedule
from core.version_watch import watch
from roles.popularity import view_counter
from search.misses import misses
from sources.loading import load_fixtures
from tests.support.markup import Page
from tests.support.queries import RENEW
from translations.languages import language_codes

# How many new objects make the garbage collector look at them; how often it looks at older ones.
GARBAGE = (10_000, 50, 20)

# The same examples on every run: what fails here fails everywhere.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(RENEW, action="store_true", help="write the snapshots of queries anew")


def pytest_configure() -> None:
    """Tests know all of admin. A SQLite database stays in memory: pytest-django knows Django's own
    backend only."""
    load_admin()
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = ":memory:"


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays to the end: the garbage collector need not look through it.

    It looks through what is made later less often than is usual, since a test leaves little.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(*GARBAGE)
        gc.enable()


def pytest_itemcollected(item: pytest.Item) -> None:
    """pytest-django lets no other test near the database: those need not run on both of them."""
    if item.get_closest_marker("sqlite_only"):
        return
    if "django_db_setup" in item.fixturenames or item.get_closest_marker("django_db"):
        item.add_marker("database")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: "reference_content" in item.fixturenames)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database, dropped at the end even while someone still holds it.

    A page that a browser asked for last may still be being made, in a thread of the live server.
    """
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session")
def reference_content(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        load_fixtures(settings.FIXTURES_DIR)


@pytest.fixture
def content(reference_content: None, db: None) -> None:
    """The content that ships with Rolebook is in the database."""


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What was computed from the content of another test is gone with it."""
    cached_per_content_version.clear_all()


@pytest.fixture(params=language_codes())
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each of the site's languages in turn, spoken."""
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def visit(client: Client) -> Callable[..., Page]:
    """Opens an address: `visit("/fi/")`. A status other than 200 has to be named."""

    def visit(address: str, status: int = 200, **headers: str) -> Page:
        response = client.get(address, headers=headers)
        assert response.status_code == status
        return Page(response.content.decode(), response.headers)

    return visit


@pytest.fixture(scope="session", autouse=True)
def no_thread_counts() -> Iterator[None]:
    """Views and queries without a hit stay in memory: a test has the database to itself.

    A thread that one test started would write a minute later, in the middle of another.
    """
    with pytest.MonkeyPatch.context() as patch:
        for counter in (misses, view_counter):
            patch.setattr(counter, "_start", lambda: None)
        yield


@pytest.fixture(autouse=True)
def no_thread_does_what_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who finds something due does it, and all that follows: a test has the database to itself."""
    monkeypatch.setattr(Schedule, "_start", lambda schedule, work: work())


@pytest.fixture(autouse=True)
def no_thread_looks_at_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who needs the version reads it: another thread would not see what a test has written.

    It is read at once, also where the test before has lost its connection a moment ago.
    """
    monkeypatch.setattr(watch, "_run", lambda work: work())
    watch.look_again()


@pytest.fixture
def count_queries(db: None) -> Callable[..., int]:
    """How many queries something costs when it is done for the second time.

    The first time, a process looks up what it then knows for good, such as kinds of objects.
    """

    def count(do: Callable[[], object]) -> int:
        do()
        with CaptureQueriesContext(connection) as queries:
            do()
        return len(queries)

    return count


@pytest.fixture
def open_connections() -> Iterator[None]:
    """A request leaves the connection of the test open, as one of Django's test client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def all_described(settings: Any) -> None:
    """However little a role needs in a test, it is not briefly described."""
    settings.BRIEF_ITEMS = 0
