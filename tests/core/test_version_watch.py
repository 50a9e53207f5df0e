import time
from math import inf
from threading import Event, get_ident

import pytest
from django.db import OperationalError

from core import version_watch
from core.changes import ContentChanges, Written
from core.made_of import digest
from core.replicas import PRIMARY, source
from core.version_watch import (
    INTERVAL,
    LOOK_SECONDS,
    NOTED,
    STALLED_AFTER,
    VersionWatch,
    run_apart,
)
from roles.models import Role
from tests.support.clock import Clock


class VersionedDatabase:
    """A database with a content version, which can be lost."""

    def __init__(self) -> None:
        self.number: int | None = 1
        self.choices = 0
        self.takes = lambda: None

    def choose(self) -> tuple[str, int]:
        self.choices += 1
        self.takes()
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


@pytest.fixture(autouse=True)
def asked(monkeypatch):
    """What is asked of the changes in a database, and answered with the two versions."""
    asked = []

    def changes_since(*question):
        asked.append(question)
        return ContentChanges(
            question[1], [Written("roles.role", ("roles.role", question[0]), None)]
        )

    monkeypatch.setattr(version_watch, "changes_since", changes_since)
    return asked


@pytest.fixture
def watch(clock, database):
    return VersionWatch(database.choose, clock, run=lambda work: work())


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

    watch = VersionWatch(look, clock, run=lambda work: work())
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


@pytest.fixture
def silent(clock, database):
    """A watch whose database is asked and does not answer: what it was asked is kept."""
    pending = []
    watch = VersionWatch(database.choose, clock, run=lambda work: work())
    watch.recent_version()
    watch._run = pending.append
    clock.time += INTERVAL
    watch.pending = pending
    return watch


def test_nobody_waits_for_a_database_that_does_not_answer(clock, silent):
    assert silent.recent_version() == 1
    clock.time += STALLED_AFTER - 0.1
    assert silent.recent_version() == 1
    assert silent.seconds_unanswered() == pytest.approx(STALLED_AFTER - 0.1)

    clock.time += 0.1
    assert silent.recent_version() is None
    assert read(silent) is None
    assert len(silent.pending) == 1


def test_database_that_answers_at_last_is_read_again(clock, database, silent):
    silent.recent_version()
    clock.time += STALLED_AFTER
    database.number = 2
    silent.pending.pop()()

    assert silent.recent_version() == 2
    assert read(silent) == 2
    assert silent.seconds_unanswered() <= 0


def test_database_that_took_its_time_to_fail_is_asked_by_no_page(clock, database, watch):
    watch.recent_version()
    database.number = None
    database.takes = lambda: setattr(clock, "time", clock.time + LOOK_SECONDS)
    clock.time += INTERVAL

    assert watch.recent_version() is None
    assert watch.seconds_unanswered() == inf
    asked = database.choices
    clock.time += INTERVAL
    assert read(watch) is None
    assert database.choices == asked
    assert watch.seconds_unanswered() == inf
    assert database.choices == asked + 1


def test_database_that_refuses_at_once_is_not_waited_for(clock, database, watch):
    watch.recent_version()
    database.number = None
    clock.time += INTERVAL

    assert watch.recent_version() is None
    assert watch.seconds_unanswered() <= 0


def test_thread_of_its_own_looks():
    seen = []

    run_apart(lambda: seen.append(get_ident()))

    assert seen != [get_ident()]


def test_reader_waits_for_a_moment_only(monkeypatch):
    is_back, is_at_work = Event(), [False]
    monkeypatch.setattr(version_watch.schedule, "is_at_work", is_at_work.pop)
    start = time.monotonic()

    run_apart(lambda: is_back.wait(30))

    assert 0.1 <= time.monotonic() - start < 10
    is_back.set()


def test_reader_waits_longer_for_what_is_due_by_the_clock(monkeypatch):
    done = []
    monkeypatch.setattr(version_watch, "READER_PATIENCE", 0)
    monkeypatch.setattr(version_watch, "SCHEDULE_PATIENCE", 30)
    monkeypatch.setattr(version_watch.schedule, "is_at_work", lambda: True)

    run_apart(lambda: done.append(time.sleep(0.05)))

    assert done


# --- Since when a version may be old -----------------------------------------------------------


def test_version_may_be_old_since_the_look_that_found_it_began(clock, database):
    def look():
        clock.time += 0.1  # a slow database
        return database.choose()

    watch = VersionWatch(look, clock, run=lambda work: work())
    watch.recent_version()
    database.number = 2
    clock.time += INTERVAL
    assert watch.recent_version() == 2

    assert watch.seconds_since(1) == pytest.approx(0.1 + INTERVAL + 0.1)
    assert watch.seconds_since(2) == pytest.approx(0.1)


def test_each_look_that_finds_a_version_makes_it_younger(clock, watch):
    watch.recent_version()
    clock.time += 60
    watch.recent_version()
    clock.time += INTERVAL / 2

    assert watch.seconds_since(1) == pytest.approx(INTERVAL / 2)


def test_version_that_was_never_read_may_be_old_for_ever(database, watch):
    watch.recent_version()

    assert watch.seconds_since(0) == watch.seconds_since(2) == inf


def test_after_an_older_version_nothing_is_known_of_those_before(clock, database, watch):
    for number in (1, 2, 1):
        database.number = number
        clock.time += INTERVAL
        watch.recent_version()

    assert watch.seconds_since(2) == inf
    assert watch.seconds_since(1) == 0


def test_only_the_latest_versions_are_noted(clock, database, watch):
    for number in range(1, NOTED + 6):
        database.number = number
        clock.time += INTERVAL
        watch.recent_version()

    assert watch.seconds_since(5) == inf
    assert watch.seconds_since(6) < inf
    assert len(watch._last_current) == NOTED


# --- What has changed since --------------------------------------------------------------------


def test_changes_are_asked_for_with_the_version_where_it_was_read(database, watch, asked):
    watch.recent_version()
    database.number = 2
    watch.look_again()
    watch.recent_version()
    assert asked == [(1, 2, "replica-1")]

    assert watch.changes_since(1).owners(Role) == {1}
    assert watch.changes_since(1) is watch.changes_since(1)
    assert asked == [(1, 2, "replica-1")]


def test_changes_are_asked_for_again_at_the_next_version(database, watch, asked):
    watch.recent_version()
    for number in (2, 3):
        database.number = number
        watch.look_again()
        watch.recent_version()
        watch.changes_since(1)

    assert asked == [(1, 2, "replica-1"), (2, 3, "replica-1"), (1, 3, "replica-1")]


def test_nothing_is_known_of_a_later_version_or_without_one(clock, database, watch, asked):
    watch.recent_version()
    assert watch.changes_since(2) is None
    database.number = None
    clock.time += INTERVAL
    watch.recent_version()

    assert watch.changes_since(1) is None
    assert asked == []


def test_lost_database_tells_no_changes(watch, monkeypatch):
    def fail(*question):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(version_watch, "changes_since", fail)
    watch.recent_version()

    assert watch.changes_since(0) is None


# --- Texts that all content makes --------------------------------------------------------------


@pytest.fixture
def texts(monkeypatch):
    """Texts by call, and the calls that were made for them."""
    texts = {"thanks(en)": "Thanks", "thanks(fi)": "Kiitos"}
    calls = []
    monkeypatch.setattr(
        version_watch, "recall", lambda call: calls.append((call, source())) or texts[call]
    )
    return texts, calls


def test_texts_are_compared_once_for_each_version(database, watch, texts):
    (now, calls), kept = texts, {"thanks(en)": digest("Thanks")}
    watch.recent_version()

    assert watch.are_same(kept)
    now["thanks(en)"] = "Many thanks"
    assert watch.are_same(kept)
    database.number = 2
    watch.look_again()
    watch.recent_version()
    assert not watch.are_same(kept)
    assert calls == [("thanks(en)", "replica-1")] * 2


def test_each_text_counts(watch, texts):
    watch.recent_version()

    assert watch.are_same({})
    assert watch.are_same({call: digest(text) for call, text in texts[0].items()})
    assert not watch.are_same({"thanks(en)": digest("Thanks"), "thanks(fi)": digest("Thanks")})


def test_texts_are_not_the_same_if_the_version_has_changed_meanwhile(database, watch, texts):
    watch.recent_version()
    database.number = 2

    assert not watch.are_same({"thanks(en)": digest("Thanks")})


def test_texts_are_not_the_same_if_no_database_tells_them(database, watch, texts, monkeypatch):
    def fail(call):
        raise OperationalError("server closed the connection")

    watch.recent_version()
    monkeypatch.setattr(version_watch, "recall", fail)

    assert not watch.are_same({"thanks(en)": digest("Thanks")})
