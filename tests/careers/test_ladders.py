import pytest

from careers.ladders import all_moves, moves_around, shares_of
from tests.support.factories import (
    CareerStepFactory,
    DraftFactory,
    PositionFactory,
    RoleFactory,
    RoleSkillFactory,
    SkillFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    """A lead's ladder: from agent or clerk to lead, then to head; sideways to sales."""
    role = RoleFactory(slug="lead", stage="lead")
    names = {"agent": "entry", "clerk": "entry", "head": "manager", "sales": ""}
    at = {name: PositionFactory(slug=name, stage=stage) for name, stage in names.items()}
    own = PositionFactory(slug="lead", role=role, stage="lead")
    CareerStepFactory(role=role, key="first", positions=[at["agent"], at["clerk"]])
    CareerStepFactory(role=role, key="here", positions=[own])
    CareerStepFactory(role=role, key="next", positions=[at["head"]])
    CareerStepFactory(role=role, key="aside", kind="sideways", positions=[at["sales"]])
    CareerStepFactory(role=role, key="courses", kind="growth")
    return own


def told(moves) -> set[tuple[str, str, bool, str]]:
    return {
        (move.start.slug, move.end.slug, move.is_upward, move.step.key if move.step else "")
        for move in moves
    }


def test_moves_lead_from_each_rung_to_the_next_and_sideways_from_the_role(lead):
    assert told(all_moves()) == {
        ("agent", "lead", True, "here"),
        ("clerk", "lead", True, "here"),
        ("lead", "head", True, "next"),
        ("lead", "sales", False, "aside"),
    }


def test_role_that_is_not_on_its_own_ladder_stands_above_the_stages_below_it():
    role = RoleFactory(stage="lead")
    own = PositionFactory(slug="own", role=role, stage="lead")
    rungs = {"agent": "entry", "senior": "specialist", "peer": "lead", "chief": "executive"}
    for name, stage in rungs.items():
        step = CareerStepFactory(role=role, positions=[PositionFactory(slug=name, stage=stage)])
        assert own not in step.positions.all()

    assert [(move.start.slug, move.end.slug) for move in all_moves()] == [
        ("agent", "senior"),
        ("senior", "own"),
        ("own", "peer"),
        ("peer", "chief"),
    ]


def test_rungs_of_drafts_are_passed_over(lead):
    draft = DraftFactory(stage="lead")
    hidden = PositionFactory(slug="hidden", role=draft)
    step = lead.role.career_steps.get(key="here")
    step.positions.set([hidden])
    CareerStepFactory(role=draft, positions=[PositionFactory(slug="a"), PositionFactory(slug="b")])

    assert "hidden" not in {end.slug for move in all_moves() for end in (move.start, move.end)}
    # The lead is not on its own ladder any more, and stands where its stage puts it.
    assert ("agent", "lead", True, "") in told(all_moves())


def test_two_ladders_that_tell_of_the_same_move_tell_it_once(lead):
    other = RoleFactory()
    for key in ("first", "here"):
        positions = list(lead.role.career_steps.get(key=key).positions.all())
        CareerStepFactory(role=other, positions=positions)

    pairs = [(move.start.slug, move.end.slug) for move in all_moves()]
    assert len(pairs) == len(set(pairs)) == 4


def test_moves_around_a_position_are_those_that_touch_it(lead):
    other = RoleFactory(stage="manager")
    far = [PositionFactory(slug="far", stage="entry"), PositionFactory(slug="further", role=other)]
    for position in far:
        CareerStepFactory(role=other, positions=[position])

    others = {move for move in told(all_moves()) if move[0] == "far"}
    assert len(others) == 1
    assert told(moves_around(lead)) == told(all_moves()) - others
    agent = lead.role.career_steps.get(key="first").positions.get(slug="agent")
    pairs = [(move.start.slug, move.end.slug) for move in moves_around(agent)]
    assert pairs == [("agent", "lead")]


def test_position_that_is_not_stored_has_no_moves(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert moves_around(PositionFactory.build()) == []


def test_moves_cost_as_many_queries_for_three_ladders_as_for_one(lead, count_queries):
    one = count_queries(all_moves)
    for _ in range(2):
        role = RoleFactory()
        for _ in range(3):
            CareerStepFactory(role=role, positions=[PositionFactory(role=RoleFactory())])

    assert count_queries(all_moves) == one == 2


def test_share_is_known_of_moves_between_positions_that_both_have_a_role(lead, settings):
    settings.BRIEF_ITEMS = 1
    listening, budgets = SkillFactory(), SkillFactory()
    head = RoleFactory(slug="head")
    head.position = PositionFactory(slug="chief", role=head, stage="executive")
    CareerStepFactory(role=lead.role, key="last", positions=[head.position])
    RoleSkillFactory(role=lead.role, skill=listening, requirement="essential")
    for skill in (listening, budgets):
        RoleSkillFactory(role=head, skill=skill, requirement="essential")
    CareerStepFactory(role=head, key="aside", kind="sideways", positions=[lead])

    shares = shares_of(all_moves())

    assert {(move.start.slug, move.end.slug): met.percent for move, met in shares.items()} == {
        ("chief", "lead"): 100,
    }


def test_shares_of_moves_cost_no_query_where_no_two_roles_meet(lead, django_assert_num_queries):
    moves = all_moves()

    with django_assert_num_queries(0):
        assert shares_of(moves) == {}
