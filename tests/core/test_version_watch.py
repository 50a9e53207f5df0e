import pytest
from django.db import OperationalError

from core.replicas import PRIMARY, source
from core.version_watch import INTERVAL, VersionWatch
from tests.support.clock import Clock


class VersionedDatabase:
    """A database with a content version, which can be lost."""

    def __init__(self) -> None:
        self.number: int | None = 1
        self.choices = 0

    def choose(self) -> tuple[str, int]:
        self.choices += 1
        if self.number is None:
            raise OperationalError("server closed the connection")
        return "replica-1", self.number


def read(watch: VersionWatch) -> int | None:
    with watch.reading_at_version() as number:
        return number


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def database():
    return VersionedDatabase()


@pytest.fixture
def watch(clock, database):
    return VersionWatch(database.choose, clock)


def test_version_is_looked_up_once_in_an_interval(clock, database, watch):
    assert watch.recent_version() == 1
    database.number = 2
    clock.time += INTERVAL / 2
    assert watch.recent_version() == 1
    assert database.choices == 1

    clock.time += INTERVAL
    assert watch.recent_version() == 2
    assert database.choices == 2


def test_version_is_read_anew_for_a_page_that_is_made(database, watch):
    watch.recent_version()
    database.number = 2

    assert read(watch) == 2
    assert watch.recent_version() == 2
    assert database.choices == 2


def test_hint_makes_it_look_at_once(database, watch):
    watch.recent_version()
    database.number = 2
    watch.look_again()

    assert watch.recent_version() == 2


def test_lost_database_has_no_version_and_is_asked_once_in_an_interval(
    clock, database, watch, caplog
):
    watch.recent_version()
    database.number = None
    clock.time += INTERVAL

    assert watch.recent_version() is None
    assert watch.recent_version() is None
    assert read(watch) is None
    assert database.choices == 2
    assert [record.message for record in caplog.records] == [
        "The database is lost, pages are shown stale: server closed the connection"
    ]


def test_database_that_is_back_has_a_version_again(clock, database, watch):
    database.number = None
    assert read(watch) is None
    database.number = 3
    clock.time += INTERVAL

    assert read(watch) == 3


def test_others_go_by_the_known_version_while_one_thread_looks(clock, database):
    seen_meanwhile = []

    def look():
        if database.choices == 1:
            seen_meanwhile.append(watch.recent_version())
        return database.choose()

    watch = VersionWatch(look, clock)
    watch.recent_version()
    database.number = 2
    clock.time += INTERVAL

    assert watch.recent_version() == 2
    assert seen_meanwhile == [1]


def test_page_is_read_from_the_database_whose_version_was_read(watch):
    with watch.reading_at_version() as number:
        assert (source(), number) == ("replica-1", 1)

    assert source() == PRIMARY


def test_page_is_read_from_the_primary_when_every_database_is_lost(database, watch):
    database.number = None

    with watch.reading_at_version() as number:
        assert (source(), number) == (PRIMARY, None)
