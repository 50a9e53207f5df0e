import pytest
from django.db import DatabaseError

from core.content_version import raise_version
from tests.support.factories import SkillGroupFactory
from translating import upkeep

pytestmark = pytest.mark.django_db


@pytest.fixture
def failing(monkeypatch):
    """Counting fails, as PostgreSQL says it."""

    def fail():
        raise DatabaseError('relation "translating" does not exist\nLINE 1: SELECT')

    for name in ("catch_up", "count_if_much"):
        monkeypatch.setattr(upkeep, name, fail)


def test_save_does_not_fail_for_a_count_that_fails(
    failing, caplog, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        SkillGroupFactory()

    assert "was not counted" in caplog.text


def test_count_that_fails_is_told_in_one_line(failing, caplog):
    upkeep.try_to_count()

    assert [(record.getMessage(), record.exc_info) for record in caplog.records] == [
        ('What there is to translate was not counted: relation "translating" does not exist', None)
    ]


def test_all_is_counted_when_the_tables_are_made(monkeypatch):
    counted = []
    monkeypatch.setattr(upkeep, "catch_up", lambda: counted.append(True))
    raise_version()

    upkeep._after_migration()

    assert counted
