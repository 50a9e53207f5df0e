"""What saving a role's form costs, with all that is done after the commit."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roles.models import RoleSkill
from search.building import rebuild
from skills.models import Skill
from tests.support.editing import change_page, desk
from tests.support.factories import (
    RoleFactory,
    RoleSkillFactory,
    SkillFactory,
    SkillGroupFactory,
    add_items,
)

pytestmark = pytest.mark.django_db

MOST = 40  # queries
CHANGES = {
    "nothing": {},
    "title": {"title_en": "Otter keeper"},
    "summary": {"summary_fi": "Pitää saukkoja"},
    "text": {"conclusion_pl": "Koniec"},
    "address": {"slug": "otter-keeper"},
    "text of an item": {"responsibilities-1-title_nb": "Mate oterne"},
    "importance": {"role_skills-1-requirement": "useful"},
    "meaning": {"role_skills-1-context_en": "Of otters"},
    "tools": {"tool_uses-1-tools": []},
    "number": {"pay_ranges-1-minimum": "1"},
}


@pytest.fixture
def publisher():
    return desk("Publisher")


def role_with(skills):
    """A role with so many skills, of which two other roles have some."""
    role = add_items(RoleFactory(), 5)
    group = SkillGroupFactory()
    Skill.objects.bulk_create(SkillFactory.build(group=group) for _ in range(skills - 5))
    for order, skill in enumerate(group.skills.all()):
        RoleSkillFactory.build(role=role, skill=skill, order=1000 + order).save()
    for _ in range(2):
        other = RoleFactory()
        RoleSkill.objects.bulk_create(
            RoleSkillFactory.build(role=other, skill=skill) for skill in group.skills.all()[:3]
        )
    return role


def moved_to_the_top(sent, section):
    """What a browser sends when the last row on the page of a section is moved to its top."""
    orders = [name for name in sent if name.startswith(section) and name.endswith("-order")]
    return {name: n for n, name in enumerate([orders[-1], *orders[:-1]], 1)}


@pytest.fixture
def queries_of(publisher, django_capture_on_commit_callbacks):
    shown = set()

    def queries_of(role, changes):
        if role not in shown:
            publisher.get(change_page(role))  # what a process looks up once
            shown.add(role)
        sent = publisher.filled_in(change_page(role))
        changes = changes(sent) if callable(changes) else changes
        callbacks = django_capture_on_commit_callbacks(execute=True)
        with CaptureQueriesContext(connection) as queries, callbacks:
            assert publisher.post(change_page(role), sent | changes).status_code == 302
        return [query["sql"] for query in queries]

    return queries_of


@pytest.mark.parametrize("skills", [15, 110, 340])
def test_one_changed_field_is_saved_with_few_queries(queries_of, skills):
    role = role_with(skills)
    rebuild()
    queries_of(role, {"growth_en": "Up"})

    costs = {name: len(queries_of(role, changes)) for name, changes in CHANGES.items()}

    assert {name: cost for name, cost in costs.items() if cost > MOST} == {}
    assert costs["nothing"] <= 10


@pytest.mark.parametrize("section", ["role_skills", "responsibilities"])
def test_one_moved_row_is_saved_with_few_queries(queries_of, section):
    role = role_with(40)
    order = [item.pk for item in getattr(role, section).all()][:25]

    cost = len(queries_of(role, lambda sent: moved_to_the_top(sent, section)))

    assert cost <= 23
    items = [item.pk for item in getattr(role, section).all()][:25]
    assert items == [order[-1], *order[:-1]]


def test_row_is_moved_in_a_long_section_whose_rows_share_a_place(queries_of):
    role = role_with(60)
    role.role_skills.update(order=0)
    order = [item.pk for item in role.role_skills.all()]

    queries_of(role, lambda sent: moved_to_the_top(sent, "role_skills"))

    items = [item.pk for item in role.role_skills.all()]
    assert items == [order[24], *order[:24], *order[25:]]


def test_sections_in_which_nothing_was_changed_are_not_read(queries_of):
    role = role_with(15)

    tables = " ".join(queries_of(role, {"questions-0-answer_en": "Yes"}))

    assert "roles_question" in tables
    assert "roles_payrange" not in tables
    assert "careers_careerstep" not in tables
