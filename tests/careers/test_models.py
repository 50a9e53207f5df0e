import pytest
from django.core.exceptions import ValidationError

from careers.models import CareerStep, Position
from roles.models import Role
from tests.support.constraints import breaking
from tests.support.factories import CareerStepFactory, DraftFactory, PositionFactory, RoleFactory

pytestmark = pytest.mark.django_db


def test_position_with_a_role_page_has_the_roles_title_and_address(language):
    role = RoleFactory(slug="lead", title="Lead")
    position = PositionFactory(role=role, title="")

    assert str(position) == f"Lead {language}"
    assert position.get_absolute_url() == f"/{language}/roles/lead/"


def test_title_of_the_role_comes_before_one_of_the_positions_own():
    position = PositionFactory(role=RoleFactory(title_fi="Vetäjä"), title_fi="Johtaja")

    assert str(position.shown_text("title", "fi")) == "Vetäjä"


def test_position_without_a_role_page_leads_to_its_moves():
    position = PositionFactory(slug="agent", title_en="Agent")

    assert str(position) == "Agent"
    assert position.get_absolute_url() == "/en/careers/agent/"


def test_position_needs_a_title_only_where_it_has_no_role():
    PositionFactory.build(role=RoleFactory(), title="").full_clean()

    with pytest.raises(ValidationError, match="Enter this in at least one language"):
        PositionFactory.build(title="").full_clean()


def test_position_of_a_draft_or_a_retired_role_is_seen_by_nobody():
    hidden = [
        PositionFactory(role=DraftFactory()),
        PositionFactory(role=RoleFactory(status="retired")),
    ]
    shown = [PositionFactory(role=RoleFactory()), PositionFactory()]

    seen = [position.is_visible for position in (*hidden, *shown)]
    assert seen == [False, False, True, True]
    assert set(Position.visible()) == set(shown)


def test_position_that_lost_its_role_and_has_no_title_of_its_own_is_seen_by_nobody():
    position = PositionFactory(role=RoleFactory(), title="")
    assert position.is_visible

    position.role.delete()

    assert not Position.objects.get(pk=position.pk).is_visible


def test_ladder_leaves_out_the_positions_of_drafts():
    shown = PositionFactory()
    step = CareerStepFactory(positions=[PositionFactory(role=DraftFactory()), shown])

    assert step.visible_positions == [shown]


def test_step_is_here_on_the_ladder_of_the_role_that_stands_on_it():
    role = RoleFactory()
    position = PositionFactory(role=role)

    assert CareerStepFactory(role=role, positions=[position]).is_here
    assert not CareerStepFactory(role=RoleFactory(), positions=[position]).is_here


def test_positions_sort_by_the_title_that_is_shown():
    PositionFactory(slug="own", title="B")
    PositionFactory(slug="of-role", title="", role=RoleFactory(title="A"))

    found = Position.objects.in_reading_order("en")

    assert [position.slug for position in found] == ["of-role", "own"]


def test_position_stays_when_its_role_goes():
    position = PositionFactory(role=RoleFactory(), title_en="Lead")

    position.role.delete()

    assert Role.objects.count() == 0
    assert str(Position.objects.get()) == "Lead"


def test_listing_positions_with_their_titles_costs_one_query(django_assert_num_queries):
    for _ in range(3):
        PositionFactory(role=RoleFactory(title="Lead"))

    with django_assert_num_queries(1):
        titles = [str(position) for position in Position.objects.all()]

    assert titles == ["Lead en"] * 3


def test_key_of_a_step_is_unique_in_its_role():
    role = RoleFactory()
    CareerStepFactory(role=role, key="entry")
    CareerStepFactory(key="entry")

    with breaking(CareerStep, "career_step_key_is_unique_in_role"):
        CareerStepFactory(role=role, key="entry")


def test_step_is_named_by_role_and_key():
    step = CareerStepFactory(role=RoleFactory(slug="lead"), key="entry")

    assert step.natural_key() == ("lead", "entry")
    assert CareerStep.objects.get_by_natural_key("lead", "entry") == step
    assert step.anchor == "step-entry"
