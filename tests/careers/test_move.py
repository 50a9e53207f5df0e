from datetime import date

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from careers.move import Changes, MovePlan, Origin, changes, plan_move
from careers.ticked import Ticked
from roles.models import Role
from skills.models import Skill, Tool
from tests.support.factories import (
    CareerStepFactory,
    DraftFactory,
    PayRangeFactory,
    PositionFactory,
    ResponsibilityAreaFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleMetricFactory,
    RoleSkillFactory,
    SkillFactory,
    ToolCategoryFactory,
    ToolFactory,
    ToolUseFactory,
    add_items,
)

pytestmark = pytest.mark.usefixtures("all_described")


@pytest.fixture
def pair(db):
    return RoleFactory(slug="origin"), RoleFactory(slug="target")


def plan(origin: Origin, target: Role, language: str = "en", *ticked: Skill | Tool) -> MovePlan:
    chosen = Ticked(
        [item for item in ticked if isinstance(item, Skill)],
        [item for item in ticked if isinstance(item, Tool)],
    )
    with translation.override(language):
        return plan_move(origin, target, language, chosen)


def titles(items) -> list[str]:
    return [item.skill.title_en for item in items]


NUMBERS = st.dictionaries(st.integers(1, 9), st.booleans())


@settings(max_examples=50)
@given(NUMBERS, NUMBERS)
def test_what_carries_over_is_gained_or_is_new_is_all_of_the_target(before, after):
    items = ([*before.items()], [*after.items()])
    found = changes(items, lambda item: item[0], lambda old, new: new[1] and not old[1])

    assert sorted([*found.carried, *found.gained, *found.new]) == sorted(after.items())
    assert found.target_count == len(after)
    assert {key for key, _ in found.left} == before.keys() - after.keys()
    assert {key for key, _ in found.new} == after.keys() - before.keys()
    assert all(not before[key] and is_essential for key, is_essential in found.gained)


@settings(max_examples=20)
@given(NUMBERS)
def test_all_carries_over_to_the_same(items):
    pairs = [*items.items()]

    found = changes((pairs, pairs), lambda item: item[0], lambda old, new: old != new)

    assert found == Changes(carried=pairs)


def test_all_of_a_role_carries_over_to_itself(db):
    role = add_items(RoleFactory(), number=2)

    found = plan(role, role)

    assert found.met.percent == 100
    for kind in (found.skills, found.tools, found.areas, found.metrics):
        assert (len(kind.carried), kind.gained, kind.new, kind.left) == (2, [], [], [])


def test_skills_carry_over_gain_weight_are_new_or_are_left(pair):
    origin, target = pair
    before = {"Kept": "essential", "Less": "essential", "More": "useful", "Gone": "useful"}
    after = {"Kept": "essential", "Less": "useful", "More": "essential", "New": "essential"}
    skills = {name: SkillFactory(title_en=name) for name in {*before, *after}}
    for role, taken in ((origin, before), (target, after)):
        for name, requirement in taken.items():
            RoleSkillFactory(role=role, skill=skills[name], requirement=requirement)
    RoleSkillFactory(role=target, requirement="useful", skill__title_en="Nice")

    found = plan(*pair)

    assert titles(item for _, items in found.carried_by_group for item in items) == titles(
        found.skills.carried
    )
    assert sorted(titles(found.skills.carried)) == ["Kept", "Less"]
    assert titles(found.skills.gained) == ["More"]
    assert titles(found.new_essential) == ["New"]
    assert titles(found.new_useful) == ["Nice"]
    assert titles(found.skills.left) == ["Gone"]
    assert {item.role for item in (*found.skills.carried, *found.skills.gained)} == {target}


def test_share_is_weighed_by_requirement(pair):
    origin, target = pair
    known = [SkillFactory(), SkillFactory()]
    for role in pair:
        RoleSkillFactory(role=role, skill=known[0])
        RoleSkillFactory(role=role, skill=known[1], requirement="useful")
    RoleSkillFactory(role=target)
    ToolUseFactory(role=target)

    found = plan(*pair)

    assert found.needs.weight == 8
    assert found.overlap.known_weight == 4
    assert found.met.percent == 50
    assert plan(target, origin).met.percent == 100


def test_tools_of_a_category_are_known_one_by_one(pair):
    origin, target = pair
    shared, other = ToolCategoryFactory(order=1), ToolCategoryFactory(order=2)
    zendesk, jira, excel = (ToolFactory(name=name) for name in ("Zendesk", "Jira", "Excel"))
    ToolUseFactory(role=origin, category=shared, tools=[zendesk, excel])
    left = ToolUseFactory(role=origin, tools=[])
    ToolUseFactory(role=target, category=shared, tools=[zendesk, jira])
    ToolUseFactory(role=target, category=other, tools=[excel])

    found = plan(*pair).tools

    [carried], [new] = found.carried, found.new
    assert (carried.use.category, carried.known, carried.new) == (shared, [zendesk], [jira])
    assert (new.use.category, new.known, new.new) == (other, [excel], [])
    assert [one.use for one in found.left] == [left]


def test_responsibilities_stand_by_area(pair):
    origin, target = pair
    leading, serving, planning = (ResponsibilityAreaFactory(order=order) for order in range(3))
    ResponsibilityFactory(role=origin, area=leading)
    gone = ResponsibilityFactory(role=origin, area=serving)
    kept = [ResponsibilityFactory(role=target, area=leading) for _ in range(2)]
    new = ResponsibilityFactory(role=target, area=planning)

    found = plan(*pair).areas

    assert [area.items for area in found.carried] == [kept]
    assert [area.items for area in found.new] == [[new]]
    assert [area.items for area in found.left] == [[gone]]


def test_metrics_are_known_or_new(pair):
    origin, target = pair
    kept = RoleMetricFactory(role=origin).metric
    gone = RoleMetricFactory(role=origin)
    same = RoleMetricFactory(role=target, metric=kept)
    new = RoleMetricFactory(role=target)

    found = plan(*pair).metrics

    assert (found.carried, found.new, found.left) == ([same], [new], [gone])


def steps_of(role: Role, *positions, **fields) -> list:
    return [
        CareerStepFactory(role=role, order=place, positions=[position], **fields)
        for place, position in enumerate(positions)
    ]


def test_rungs_between_two_roles_are_those_of_a_ladder_that_has_both(pair):
    origin, target = pair
    start, end = PositionFactory(role=origin), PositionFactory(role=target)
    steps = steps_of(target, PositionFactory(), start, PositionFactory(), end, PositionFactory())
    steps_of(origin, PositionFactory(), end)

    found = plan(*pair).route

    assert (found.ladder_role, found.steps) == (target, steps[1:4])
    assert plan(target, origin).route is None


def test_move_beside_the_ladder_is_one_step(pair):
    origin, target = pair
    [here] = steps_of(origin, PositionFactory(role=origin))
    beside = CareerStepFactory(
        role=origin, order=9, kind="sideways", positions=[PositionFactory(role=target)]
    )

    assert plan(*pair).route.steps == [beside]
    assert here.kind == "upward"


def test_ladder_that_has_one_of_the_roles_says_what_it_says_of_it(pair):
    origin, target = pair
    [_, rung] = steps_of(origin, PositionFactory(), PositionFactory(role=target))

    assert (plan(*pair).route.ladder_role, plan(*pair).route.steps) == (origin, [rung])


def test_ladders_that_have_neither_say_nothing(pair):
    steps_of(pair[0], PositionFactory(role=DraftFactory()))

    assert plan(*pair).route is None


def test_pay_is_that_of_either_role_where_it_is_known(pair):
    pay = PayRangeFactory(role=pair[1], as_of=date(2026, 1, 1))

    [(role, [table])] = plan(*pair).pay

    assert role == pair[1]
    assert [bar.pay for _, bars in table.places for bar in bars] == [pay]


def test_plan_costs_as_many_queries_for_one_item_as_for_three(count_queries):
    def between(number: int) -> int:
        origin, target = (add_items(RoleFactory(), number) for _ in range(2))
        PositionFactory(role=target)
        return count_queries(lambda: plan(origin, target).carried_by_group)

    assert between(1) == between(3) <= 10


def test_what_is_ticked_is_known_in_addition_to_what_the_origin_needs(pair):
    origin, target = pair
    shared, ticked, useless = RoleSkillFactory(role=origin).skill, SkillFactory(), SkillFactory()
    for skill in (shared, ticked, SkillFactory(title="Missing")):
        RoleSkillFactory(role=target, skill=skill)
    tool, other = ToolFactory(), ToolFactory()
    ToolUseFactory(role=target, tools=[tool, other])

    found = plan(origin, target, "en", ticked, useless, tool)

    assert {item.skill for item in found.skills.carried} == {shared, ticked}
    assert titles(found.skills.new) == ["Missing en"]
    assert [(one.known, one.new) for one in found.tools.carried] == [([tool], [other])]
    assert (found.overlap.essential, found.overlap.categories) == (2, 1)
    assert found.unused == [useless]


def test_what_is_ticked_is_not_to_be_learnt_more_of(pair):
    origin, target = pair
    skill = RoleSkillFactory(role=origin, requirement="useful").skill
    RoleSkillFactory(role=target, skill=skill)

    assert plan(origin, target, "en", skill).skills.gained == []


def test_move_may_start_from_what_is_ticked_alone(pair):
    _, target = pair
    skill = RoleSkillFactory(role=target).skill
    RoleSkillFactory(role=target)
    ResponsibilityFactory(role=target)
    PayRangeFactory(role=target)

    found = plan(None, target, "en", skill)

    assert (found.met.percent, found.starts_from_role, found.route) == (50, False, None)
    assert [role for role, _ in found.pay] == [target]
    assert (len(found.areas.new), found.areas.left) == (1, [])


def test_move_may_start_from_a_position_that_no_role_describes(pair):
    _, target = pair
    start, between = PositionFactory(), PositionFactory()
    own = PositionFactory(role=target)
    steps = [
        CareerStepFactory(role=target, order=order, positions=[position])
        for order, position in enumerate((PositionFactory(), start, between, own))
    ]

    found = plan(start, target)

    assert (found.origin, found.met.percent, found.starts_from_role) == (start, 0, False)
    assert found.route.steps == steps[1:]
