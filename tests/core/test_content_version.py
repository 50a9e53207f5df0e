from contextlib import suppress
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from core.change_notes import note_any
from core.content_version import raise_version, read_version, start_release, time_of
from core.models import ContentVersion
from core.replicas import PRIMARY
from core.signals import version_committed


@pytest.mark.django_db
def test_version_of_content_that_never_changed_is_zero():
    ContentVersion.objects.all().delete()

    assert read_version() == 0


@pytest.mark.django_db
def test_version_is_read_in_one_query(django_assert_num_queries):
    raise_version()

    with django_assert_num_queries(1):
        read_version()


@pytest.mark.django_db
def test_each_change_raises_the_version():
    raise_version()
    first = read_version()
    raise_version()

    assert read_version() > first


@pytest.mark.django_db
def test_version_is_raised_in_two_queries_once_its_row_is_there(django_assert_num_queries):
    raise_version()

    with django_assert_num_queries(2):
        raise_version()


@pytest.mark.django_db
def test_version_rises_even_if_the_clock_is_behind():
    raise_version()
    ahead = read_version() + 10**9
    ContentVersion.objects.update(number=ahead)

    raise_version()

    assert read_version() == ahead + 1


@pytest.mark.django_db
def test_number_does_not_come_again_after_an_older_backup_is_restored(time_machine):
    time_machine.move_to("2126-11-23T12:00Z")
    raise_version()
    backup = read_version()
    time_machine.move_to("2126-11-23T12:01Z")
    raise_version()
    raise_version()
    newest = read_version()

    ContentVersion.objects.update(number=backup)
    time_machine.move_to("2126-11-23T12:02Z")
    raise_version()

    assert read_version() > newest


@pytest.mark.django_db(transaction=True)
def test_change_that_is_rolled_back_leaves_the_version():
    raise_version()
    before = read_version()

    with transaction.atomic():
        raise_version()
        assert read_version() > before
        transaction.set_rollback(True)

    assert read_version() == before


@pytest.mark.django_db
def test_number_tells_when_a_version_was_made(time_machine):
    time_machine.move_to("2126-11-23T12:00Z", tick=False)
    raise_version()

    assert time_of(read_version()) == datetime(2126, 11, 23, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_there_is_one_row():
    ContentVersion.objects.get_or_create()

    with pytest.raises(IntegrityError, match=r"content_version_is_one_row"), transaction.atomic():
        ContentVersion.objects.create(id=2)


@pytest.mark.django_db
def test_new_release_raises_the_version_once(settings):
    settings.RELEASE = "1"
    start_release()
    first = read_version()
    start_release()
    assert read_version() == first

    settings.RELEASE = "2"
    start_release()
    assert read_version() > first


@pytest.fixture
def commits():
    """The versions that were read as `version_committed` was received."""
    read = []

    def receive(**details):
        read.append(read_version())

    version_committed.connect(receive)
    yield read
    version_committed.disconnect(receive)


@pytest.mark.django_db(transaction=True)
def test_version_that_was_raised_is_told_of_after_the_commit(commits):
    with transaction.atomic():
        raise_version()
        assert commits == []

    assert commits == [read_version()]


@pytest.mark.django_db(transaction=True)
def test_changes_of_one_transaction_raise_the_version_once(commits, django_assert_num_queries):
    raise_version()
    commits.clear()

    with transaction.atomic(), django_assert_num_queries(2):
        note_any("skills.skill", PRIMARY)
        note_any("skills.skill", PRIMARY)

    assert commits == [read_version()]


@pytest.mark.django_db(transaction=True)
def test_change_after_the_version_was_read_raises_it_again():
    with transaction.atomic():
        note_any("skills.skill", PRIMARY)
        first = read_version()
        note_any("skills.skill", PRIMARY)

    assert read_version() > first


@pytest.mark.django_db(transaction=True)
def test_change_after_a_savepoint_was_rolled_back_raises_the_version():
    raise_version()
    before = read_version()

    with transaction.atomic():
        with suppress(ValueError), transaction.atomic():
            note_any("skills.skill", PRIMARY)
            raise ValueError
        note_any("skills.skill", PRIMARY)

    assert read_version() > before
