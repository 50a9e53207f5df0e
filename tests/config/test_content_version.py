import pytest
from django.db import IntegrityError, OperationalError, transaction

from config import content_version
from config.content_version import INTERVAL, Watch, current, raise_version, release_started
from config.models import ContentVersion
from config.replicas import PRIMARY, source


@pytest.mark.django_db
def test_version_of_content_that_never_changed_is_zero():
    ContentVersion.objects.all().delete()

    assert current() == 0


@pytest.mark.django_db
def test_version_is_read_in_one_query(django_assert_num_queries):
    raise_version()

    with django_assert_num_queries(1):
        current()


@pytest.mark.django_db
def test_each_change_raises_the_version():
    raise_version()
    first = current()
    raise_version()

    assert current() > first


@pytest.mark.django_db
def test_version_is_raised_in_one_query_once_its_row_is_there(django_assert_num_queries):
    raise_version()

    with django_assert_num_queries(1):
        raise_version()


@pytest.mark.django_db
def test_version_rises_even_if_the_clock_is_behind():
    raise_version()
    ahead = current() + 10**9
    ContentVersion.objects.update(number=ahead)

    raise_version()

    assert current() == ahead + 1


@pytest.mark.django_db
def test_number_does_not_come_again_after_an_older_backup_is_restored(time_machine):
    time_machine.move_to("2126-11-23T12:00Z")
    raise_version()
    backup = current()
    time_machine.move_to("2126-11-23T12:01Z")
    raise_version()
    raise_version()
    newest = current()

    ContentVersion.objects.update(number=backup)
    time_machine.move_to("2126-11-23T12:02Z")
    raise_version()

    assert current() > newest


@pytest.mark.django_db(transaction=True)
def test_change_that_is_rolled_back_leaves_the_version():
    raise_version()
    before = current()

    with transaction.atomic():
        raise_version()
        assert current() > before
        transaction.set_rollback(True)

    assert current() == before


@pytest.mark.django_db
def test_there_is_one_row():
    ContentVersion.objects.get_or_create()

    with pytest.raises(IntegrityError, match=r"content_version_is_one_row"), transaction.atomic():
        ContentVersion.objects.create(id=2)


@pytest.mark.django_db
def test_new_release_raises_the_version_once(settings):
    settings.RELEASE = "1"
    release_started()
    first = current()
    release_started()
    assert current() == first

    settings.RELEASE = "2"
    release_started()
    assert current() > first


@pytest.mark.django_db(transaction=True)
def test_process_that_raised_the_version_looks_again_when_that_is_settled(monkeypatch):
    looks = []
    monkeypatch.setattr(content_version.watch, "look_again", lambda: looks.append(current()))

    with transaction.atomic():
        raise_version()
        assert looks == []

    assert looks == [current()]


class Clock:
    """A clock, and a database that can be lost."""

    def __init__(self) -> None:
        self.time = 100.0
        self.number: int | None = 1
        self.looks = 0

    def __call__(self) -> float:
        return self.time

    def look(self) -> tuple[str, int]:
        self.looks += 1
        if self.number is None:
            raise OperationalError("server closed the connection")
        return "replica-1", self.number


def read(watch: Watch) -> int | None:
    with watch.reading() as number:
        return number


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def watch(clock):
    return Watch(clock.look, clock)


def test_version_is_looked_up_once_in_an_interval(clock, watch):
    assert watch.known() == 1
    clock.number = 2
    clock.time += INTERVAL / 2
    assert watch.known() == 1
    assert clock.looks == 1

    clock.time += INTERVAL
    assert watch.known() == 2
    assert clock.looks == 2


def test_version_is_read_anew_for_a_page_that_is_made(clock, watch):
    watch.known()
    clock.number = 2

    assert read(watch) == 2
    assert watch.known() == 2
    assert clock.looks == 2


def test_hint_makes_it_look_at_once(clock, watch):
    watch.known()
    clock.number = 2
    watch.look_again()

    assert watch.known() == 2


def test_lost_database_has_no_version_and_is_asked_once_in_an_interval(clock, watch, caplog):
    watch.known()
    clock.number = None
    clock.time += INTERVAL

    assert watch.known() is None
    assert watch.known() is None
    assert read(watch) is None
    assert clock.looks == 2
    assert [record.message for record in caplog.records] == [
        "The database is lost, pages are shown stale: server closed the connection"
    ]


def test_database_that_is_back_has_a_version_again(clock, watch):
    clock.number = None
    assert read(watch) is None
    clock.number = 3
    clock.time += INTERVAL

    assert read(watch) == 3


def test_others_go_by_the_known_version_while_one_thread_looks(clock):
    seen_meanwhile = []

    def look():
        if clock.looks == 1:
            seen_meanwhile.append(watch.known())
        return clock.look()

    watch = Watch(look, clock)
    watch.known()
    clock.number = 2
    clock.time += INTERVAL

    assert watch.known() == 2
    assert seen_meanwhile == [1]


def test_page_is_read_from_the_database_whose_version_was_read(watch):
    with watch.reading() as number:
        assert (source(), number) == ("replica-1", 1)

    assert source() == PRIMARY


def test_page_is_read_from_the_primary_when_every_database_is_lost(clock, watch):
    clock.number = None

    with watch.reading() as number:
        assert (source(), number) == (PRIMARY, None)
