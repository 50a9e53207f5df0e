import pytest
from django.db import DatabaseError

from tests.support.factories import SkillGroupFactory
from translating import upkeep

pytestmark = pytest.mark.django_db


def test_save_does_not_fail_for_a_count_that_fails(
    monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def fail():
        raise DatabaseError("locked")

    monkeypatch.setattr(upkeep, "catch_up", fail)

    with django_capture_on_commit_callbacks(execute=True):
        SkillGroupFactory()

    assert "was not counted" in caplog.text
