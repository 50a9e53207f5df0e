from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from core.schedule import schedule
from roles.models import Role
from roles.scheduling import publish_due
from tests.support.factories import (
    PUBLISHED_AT,
    DraftFactory,
    ResponsibilityFactory,
    RoleSkillFactory,
)
from tests.support.history import last_change

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 9, 7, tzinfo=UTC)


def scheduled(**about):
    """A draft that lacks nothing, and was to be published at a time that has passed."""
    texts = {"summary": "Summary", "introduction": "Introduction", "source_language": "en"}
    role = DraftFactory(**{"publish_at": AT, "updated_at": PUBLISHED_AT} | texts | about)
    RoleSkillFactory(role=role)
    ResponsibilityFactory(role=role)
    return role


def after_publishing(role):
    publish_due(lambda: None)
    role.refresh_from_db()
    return role


def test_role_that_is_due_is_published_as_of_its_time():
    role = after_publishing(scheduled())

    assert (role.status, role.publish_at) == ("published", None)
    assert (role.published_at, role.updated_at) == (AT, AT)


def test_role_that_was_changed_after_its_time_was_updated_then():
    later = AT + timedelta(hours=1)
    role = after_publishing(scheduled(updated_at=later))

    assert (role.published_at, role.updated_at) == (AT, later)


def test_role_that_is_published_again_keeps_the_day_it_was_published():
    role = after_publishing(scheduled(published_at=PUBLISHED_AT))

    assert (role.published_at, role.updated_at) == (PUBLISHED_AT, AT)


def test_role_that_is_not_due_stays_a_draft():
    role = after_publishing(scheduled(publish_at=timezone.now() + timedelta(minutes=1)))

    assert (role.status, role.publish_problem) == ("draft", "")


def test_role_that_was_taken_out_of_use_meanwhile_is_left_alone():
    role = scheduled()
    Role.objects.filter(pk=role.pk).update(status="retired")

    assert after_publishing(role).status == "retired"


@pytest.mark.parametrize(
    ("about", "problem"),
    [
        ({"summary_en": ""}, "summary"),
        ({"source_language": ""}, "source_language"),
        ({"source_language": "pl", "title_pl": "", "introduction": ""}, "title,introduction"),
        ({"introduction": ""}, "introduction"),
        ({"introduction": "", "publishes_thin": True}, ""),
        ({"summary_en": "", "publishes_thin": True}, "summary"),
    ],
)
def test_what_is_not_fit_to_be_published_by_then_stays_a_draft(about, problem):
    role = after_publishing(scheduled(**about))

    assert role.publish_problem == problem
    assert role.is_published is not bool(problem)
    assert role.publish_at == (AT if problem else None)


def test_what_could_not_be_published_is_not_tried_again():
    role = after_publishing(scheduled(summary_en=""))
    Role.objects.filter(pk=role.pk).update(summary_en="Summary")

    assert after_publishing(role).status == "draft"


def test_history_has_the_publication_as_one_by_nobody():
    after_publishing(scheduled())

    assert (last_change().origin, last_change().by) == ("schedule", None)


def test_roles_with_different_problems_are_told_apart():
    roles = [scheduled(), scheduled(), scheduled(summary_en=""), scheduled(introduction="")]

    publish_due(lambda: None)

    found = [Role.objects.get(pk=role.pk).publish_problem for role in roles]
    assert found == ["", "", "summary", "introduction"]
    assert Role.objects.published().count() == 2


def test_no_draft_without_a_time_is_read_to_see_whether_one_is_due():
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # which reads a small table as a whole
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"{explain} SELECT {schedule.is_due}")
        plan = str(cursor.fetchall())

    assert "role_publish_at" in plan
    assert "role_status_stage" not in plan


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_the_publication_is_told_before_all_that_follows(monkeypatch):
    steps = []
    monkeypatch.setattr("roles.related.relate", lambda roles: steps.append("related"))
    # Who counts the translations reads the content version, and would publish it meanwhile.
    monkeypatch.setattr(type(schedule), "carry_out", lambda schedule: False)
    role = scheduled()
    steps.clear()

    publish_due(lambda: steps.append(Role.objects.get(pk=role.pk).status))

    assert steps[0] == "published"
    assert "related" in steps[1:]
