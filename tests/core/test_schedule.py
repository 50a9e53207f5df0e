from collections.abc import Callable
from threading import Event

import pytest
from django.db import OperationalError, transaction

from core import content_version
from core.content_version import raise_version, read_version
from core.replicas import PRIMARY, reading_from, source
from core.schedule import PAUSE, RETRY_AFTER, Schedule
from tests.support.clock import Clock

START = Schedule._start  # tests do without (tests/conftest.py)
pytestmark = pytest.mark.django_db(transaction=True)


class Duty:
    """Something that is due until it is done, and may fail."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.tried = 0
        self.error: Exception | None = None
        schedule.register("1 = 1", self)

    def __call__(self, committed: Callable[[], None]) -> None:
        self.tried += 1
        if self.error:
            raise self.error
        self.schedule.is_due = "1 = 0"
        raise_version()
        committed()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def schedule(clock, monkeypatch):
    schedule = Schedule(clock)
    monkeypatch.setattr(content_version, "schedule", schedule)
    return schedule


@pytest.fixture
def duty(schedule):
    raise_version()
    return Duty(schedule)


def test_nothing_is_due_at_first(schedule, django_assert_num_queries):
    with django_assert_num_queries(1):
        read_version()


def test_what_is_due_is_done_before_the_version_is_read(duty):
    before = content_version.ContentVersion.objects.get().number

    assert read_version() > before
    assert duty.tried == 1


def test_it_is_not_done_in_the_midst_of_what_somebody_else_does(duty):
    with transaction.atomic():
        read_version()

    assert duty.tried == 0


def test_replica_that_is_behind_does_not_let_it_be_tried_again_and_again(schedule, duty, clock):
    read_version()
    schedule.is_due = "1 = 1"
    read_version()
    assert duty.tried == 1

    clock.time += PAUSE
    read_version()
    assert duty.tried == 2


def test_what_fails_hinders_no_reader_and_is_tried_again_later(schedule, duty, clock, caplog):
    duty.error = OperationalError("attempt to write a readonly database")
    before = content_version.ContentVersion.objects.get().number

    assert [read_version(), read_version()] == [before, before]
    assert caplog.records == []
    for _ in range(2):
        clock.time += RETRY_AFTER
        assert read_version() == before

    assert duty.tried == 3
    messages = [record.getMessage() for record in caplog.records]
    assert messages == ["What is due waits for the database: attempt to write a readonly database"]

    duty.error = None
    clock.time += RETRY_AFTER
    assert read_version() > before


def test_fault_of_the_program_is_logged_with_its_place(duty, caplog):
    duty.error = ValueError("no time")

    read_version()

    [record] = caplog.records
    assert record.exc_info


def test_failure_of_what_follows_takes_nothing_back(schedule, caplog):
    """A fault of the program is told at once; a database that is lost, when it stays so."""

    def fail_afterwards(committed):
        raise_version()
        committed()
        raise ValueError("too many")

    raise_version()
    before = content_version.ContentVersion.objects.get().number
    schedule.register("1 = 1", fail_afterwards)

    assert read_version() > before
    assert "too many" in caplog.text


def test_due_work_that_reads_the_version_does_not_call_itself(schedule):
    raise_version()
    calls = []
    schedule.register("1 = 1", lambda committed: (calls.append(1), read_version(), committed()))

    read_version()

    assert calls == [1]


@pytest.fixture
def threads(monkeypatch):
    """Threads are started, as on a site."""
    monkeypatch.setattr(Schedule, "_start", START)


def test_reader_waits_for_the_commit_and_not_for_what_follows(schedule, threads):
    rest, done = Event(), Event()

    def work(committed):
        committed()
        rest.wait(10)
        done.set()

    schedule.register("1 = 1", work)

    assert schedule.carry_out()
    assert not done.is_set()
    rest.set()
    assert done.wait(10)


def test_nobody_waits_longer_than_a_moment(schedule, threads, monkeypatch):
    monkeypatch.setattr("core.schedule.PATIENCE", 0.01)
    rest = Event()
    schedule.register("1 = 1", lambda committed: rest.wait(10))

    assert not schedule.carry_out()
    assert not schedule.carry_out()  # nor does another one try meanwhile
    rest.set()


def test_it_is_done_on_the_primary_though_a_replica_is_read(schedule, threads):
    sources = []

    def work(committed):
        sources.append(source())
        committed()

    schedule.register("1 = 1", work)

    with reading_from("replica-1"):
        assert schedule.carry_out()

    assert sources == [PRIMARY]
