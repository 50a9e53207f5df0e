from datetime import date, timedelta
from threading import Event, Thread

import pytest
from django.db import OperationalError

from core import counting
from roles.models import RoleViews
from roles.popularity import ViewCounter, add_views
from tests.support.factories import RoleFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-23T10:00Z", tick=False)


@pytest.fixture
def counter(monkeypatch):
    """A counter whose thread is not started: the tests write themselves."""
    counter = ViewCounter()
    monkeypatch.setattr(counter, "_start", lambda: None)
    return counter


def counted() -> list[tuple[int, date, int]]:
    return list(RoleViews.objects.order_by("role", "day").values_list("role", "day", "count"))


def test_counting_a_view_costs_no_query(counter, django_assert_num_queries):
    role = RoleFactory()

    with django_assert_num_queries(0):
        counter.count(role.pk)

    assert counted() == []


def test_views_are_written_once_and_together(counter):
    role, other = RoleFactory(), RoleFactory()
    for pk in (role.pk, other.pk, role.pk):
        counter.count(pk)

    counter.write()
    counter.write()

    assert counted() == [(role.pk, TODAY, 2), (other.pk, TODAY, 1)]


def test_views_are_added_to_those_of_the_same_day(counter):
    role = RoleFactory()
    RoleViews.objects.create(role=role, day=TODAY, count=3)
    RoleViews.objects.create(role=role, day=TODAY - timedelta(days=1), count=7)
    counter.count(role.pk)

    counter.write()

    assert counted() == [(role.pk, TODAY - timedelta(days=1), 7), (role.pk, TODAY, 4)]


def test_view_belongs_to_the_day_of_the_sites_clock(counter, time_machine):
    role = RoleFactory()
    time_machine.move_to("2026-11-23T22:30Z", tick=False)  # past midnight in Helsinki

    counter.count(role.pk)
    counter.write()

    assert counted() == [(role.pk, TODAY + timedelta(days=1), 1)]


def test_views_of_a_role_that_has_gone_are_dropped(counter):
    role, gone = RoleFactory(), RoleFactory()
    counter.count(role.pk)
    counter.count(gone.pk)
    gone.delete()

    counter.write()

    assert counted() == [(role.pk, TODAY, 1)]


def test_views_that_cannot_be_written_are_kept_for_the_next_time(counter, monkeypatch, caplog):
    role = RoleFactory()
    counter.count(role.pk)

    def fail(counts):
        counter.count(role.pk)  # someone reads meanwhile
        raise OperationalError("database is locked")

    with monkeypatch.context() as broken:
        broken.setattr("roles.popularity.add_views", fail)
        counter.write()
    assert counted() == []
    counter.write()

    assert counted() == [(role.pk, TODAY, 2)]
    assert [record.message for record in caplog.records] == [
        "views could not be written; they are written with the next batch"
    ]


def test_views_that_are_kept_for_later_stay_those_of_their_day(counter, monkeypatch, time_machine):
    role = RoleFactory()
    counter.count(role.pk)

    def fail(counts):
        raise OperationalError("database is locked")

    with monkeypatch.context() as broken:
        broken.setattr("roles.popularity.add_views", fail)
        counter.write()
    time_machine.move_to("2026-11-24T10:00Z", tick=False)
    counter.count(role.pk)
    counter.write()

    assert counted() == [(role.pk, TODAY, 1), (role.pk, TODAY + timedelta(days=1), 1)]


def test_views_that_many_threads_count_are_all_there(counter):
    role = RoleFactory()
    readers = [Thread(target=lambda: [counter.count(role.pk) for _ in range(500)]) for _ in "abcd"]

    for reader in readers:
        reader.start()
    gathered = [len(counter) for _ in range(50)]
    for reader in readers:
        reader.join()
    counter.write()

    assert max(gathered) <= 1
    assert counted() == [(role.pk, TODAY, 2_000)]


def test_nothing_to_write_writes_nothing():
    add_views({})

    assert counted() == []


def test_process_that_ends_writes_what_is_left(counter):
    role = RoleFactory()
    counter.count(role.pk)

    counter.stop()

    assert counted() == [(role.pk, TODAY, 1)]


def test_views_are_written_from_a_thread_of_its_own_until_the_process_ends(monkeypatch):
    written, left = Event(), []
    monkeypatch.setattr(counting.atexit, "register", left.append)
    counter = ViewCounter(interval=0.001)
    monkeypatch.setattr(counter, "write", written.set)

    counter.count(1)
    counter.count(1)

    assert written.wait(timeout=10)
    assert left == [counter.stop]
    counter.stop()
    counter._thread.join(timeout=10)
    assert not counter._thread.is_alive()


def test_nothing_is_kept_but_role_day_and_number():
    names = {field.name for field in RoleViews._meta.get_fields()}

    assert names == {"id", "role", "day", "count"}
