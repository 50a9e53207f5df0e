import pytest

from careers.neighbourhood import MAX_SKILLS, find_position, neighbourhood
from roles.related import relate_all
from skills.models import Skill
from tests.support.factories import (
    CareerStepFactory,
    DraftFactory,
    PositionFactory,
    RoleFactory,
    RoleSkillFactory,
    SkillFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_described")]


def role_with(slug: str, *skills, **fields):
    role = RoleFactory(slug=slug, title=slug.capitalize(), **fields)
    for skill in skills:
        RoleSkillFactory(role=role, skill=skill, requirement="essential")
    return role


@pytest.fixture
def lead():
    """A lead, above it a head who knows one thing more, beside it sales without a page."""
    listening, budgets = SkillFactory(slug="listening"), SkillFactory(slug="budgets")
    role = role_with("lead", listening, stage="lead")
    head = role_with("head", listening, budgets, stage="manager")
    role_with("twin", listening)
    own = PositionFactory(slug="lead", role=role, stage="lead")
    above = PositionFactory(slug="head", role=head, stage="manager")
    aside = PositionFactory(slug="sales", title="Sales", lane="growth")
    CareerStepFactory(role=role, positions=[PositionFactory(slug="agent", stage="entry")])
    CareerStepFactory(role=role, positions=[own])
    CareerStepFactory(role=role, key="up", positions=[above])
    CareerStepFactory(role=role, key="aside", kind="sideways", positions=[aside])
    relate_all()
    return own


def test_position_is_found_by_its_name_or_its_roles():
    role = RoleFactory(slug="lead")
    position = PositionFactory(slug="team-lead", role=role)

    assert find_position("team-lead") == position
    assert find_position("lead") == position
    assert find_position("nobody") is None


def test_role_that_stands_on_no_ladder_is_a_position_too():
    role = RoleFactory(slug="smith", title="Smith", stage="specialist")

    found = find_position("smith")

    assert (found.pk, found.role, found.slug, found.stage) == (None, role, "smith", "specialist")
    assert str(found) == "Smith en"


def test_position_of_a_draft_or_a_retired_role_is_not_found():
    PositionFactory(slug="hush", role=DraftFactory(slug="secret"))
    RoleFactory(slug="gone", status="retired")

    assert [find_position(slug) for slug in ("hush", "secret", "gone")] == [None] * 3


def test_onward_moves_say_what_carries_over_and_what_to_build(lead):
    found = neighbourhood(lead)

    ways = [
        (way.position.slug, way.met and way.met.percent, [skill.slug for skill in way.to_build])
        for way in found.onward
    ]
    assert ways == [("head", 50, ["budgets"]), ("sales", None, [])]
    assert (found.upward, found.sideways) == (1, 1)
    assert [move.start.slug for move, _ in found.incoming] == ["agent"]


def test_moves_to_a_position_say_what_carries_over_where_both_ends_have_a_role(lead):
    head = find_position("head")

    assert [(move.start.slug, met.percent) for move, met in neighbourhood(head).incoming] == [
        ("lead", 50)
    ]


def test_advice_is_that_of_the_rungs_that_moves_lead_to(lead):
    advice = neighbourhood(lead).advice

    assert [(step.key, [end.slug for end in ends]) for step, ends in advice] == [
        ("up", ["head"]),
        ("aside", ["sales"]),
    ]


def test_roles_that_are_near_are_named_unless_a_move_leads_there(lead):
    near = neighbourhood(lead).near

    assert [(way.position.slug, way.met.percent) for way in near] == [("twin", 100)]


def test_roles_that_are_near_stand_in_the_order_of_the_share_beside_them():
    skills = [SkillFactory() for _ in range(10)]
    here = role_with("here", *skills)
    role_with("nearer", *skills, *(SkillFactory() for _ in range(2)))
    role_with("all-known", *skills[:3])
    relate_all()

    near = neighbourhood(find_position(here.slug)).near
    nearest = list(here.related.nearest_first().values_list("other__slug", flat=True))

    assert nearest == ["nearer", "all-known"]
    assert [way.position.slug for way in near] == ["all-known", "nearer"]
    assert [way.met.percent for way in near] == [100, 83]


def test_map_shows_the_position_and_what_its_moves_touch(lead):
    columns = neighbourhood(lead).map.columns

    assert [node.position.slug for column in columns for node in column.nodes] == [
        "agent",
        "lead",
        "head",
        "sales",
    ]


def test_retired_skill_is_not_named_among_those_to_build(lead):
    Skill.objects.filter(slug="budgets").update(is_retired=True)

    head = neighbourhood(lead).onward[0]

    assert (head.position.slug, head.met.percent, head.to_build) == ("head", 50, [])


def test_no_more_skills_to_build_are_named_than_fit():
    listening = SkillFactory()
    here = role_with("here", listening)
    role_with("there", listening, *(SkillFactory() for _ in range(MAX_SKILLS + 3)))
    relate_all()

    [way] = neighbourhood(find_position(here.slug)).near

    assert len(way.to_build) == MAX_SKILLS


def test_neighbourhood_costs_as_many_queries_for_many_moves_as_for_one(lead, count_queries):
    one = count_queries(lambda: neighbourhood(lead))
    for number in range(3):
        skill = SkillFactory()
        other = role_with(f"other-{number}", skill, stage="manager")
        step = lead.role.career_steps.get(key="up")
        step.positions.add(PositionFactory(role=other, stage="manager"))
    relate_all()

    assert count_queries(lambda: neighbourhood(lead)) == one <= 8


def test_briefly_described_roles_have_no_percentage_and_stand_last(settings):
    settings.BRIEF_ITEMS = 4
    skills = [SkillFactory() for _ in range(10)]
    here = role_with("here", *skills)
    role_with("full", *skills[:4], SkillFactory())
    role_with("brief", *skills[:3])
    relate_all()

    found = neighbourhood(find_position(here.slug))

    assert [(way.position.slug, way.met.percent) for way in found.near] == [
        ("full", 80),
        ("brief", None),
    ]
    assert (found.near[1].met.skills, found.near[1].met.all_skills) == (3, 3)
    assert found.has_brief
