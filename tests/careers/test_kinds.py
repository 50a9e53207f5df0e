import pytest

from careers.kinds import career_section
from careers.models import CareerStep
from roles.details import read_details
from roles.models import Role
from roles.page import role_page
from roles.registry import kinds_by_model
from tests.support.factories import CareerStepFactory, DraftFactory, PositionFactory, RoleFactory

pytestmark = pytest.mark.django_db


def sections(role: Role) -> dict[str, int]:
    page = role_page(Role.objects.get(pk=role.pk), "en")
    return {section.id: section.count for section in page.sections}


def test_growth_is_enough_for_a_career():
    assert sections(RoleFactory(growth="Courses"))["career"] == 0


def test_ladder_that_leads_to_drafts_only_is_no_career():
    step = CareerStepFactory(positions=[PositionFactory(role=DraftFactory())])

    assert "career" not in sections(step.role)


def test_steps_of_the_ladder_are_counted_not_other_moves():
    role = RoleFactory()
    for kind in ("upward", "upward", "growth"):
        CareerStepFactory(role=role, kind=kind, positions=[PositionFactory()])

    assert sections(role)["career"] == 2


def test_sideways_moves_stand_beside_the_ladder():
    role = RoleFactory()
    up = CareerStepFactory(role=role, positions=[PositionFactory()])
    sideways = CareerStepFactory(role=role, kind="sideways", positions=[PositionFactory()])
    growth = CareerStepFactory(role=role, kind="growth")

    section = career_section(role)

    assert section.ladder == [up]
    assert section.other_moves == [sideways, growth]


def test_positions_are_read_with_the_titles_of_their_roles(django_assert_num_queries):
    role, other = RoleFactory(), RoleFactory()
    step = CareerStepFactory(role=role, positions=[PositionFactory(role=other)])
    read_details(role)

    with django_assert_num_queries(0):
        [read] = role.all_of("career_steps")
        assert [str(position.t.title) for position in read.visible_positions] == [
            str(other.t.title)
        ]
    assert read == step


def test_career_steps_come_after_the_kinds_of_lower_packages():
    assert list(kinds_by_model())[-1] is CareerStep
