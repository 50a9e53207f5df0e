import pytest

from careers.items import Items, lean_roles
from roles.models import BestPractice, Responsibility, RoleMetric
from tests.support.factories import (
    ResponsibilityAreaFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleMetricFactory,
    RoleSkillFactory,
    SkillFactory,
    SkillGroupFactory,
    ToolFactory,
    ToolUseFactory,
    add_items,
)

pytestmark = pytest.mark.django_db

KINDS = {
    "responsibilities": lambda items: items.of(Responsibility),
    "skills": lambda items: items.skills,
    "tool_uses": lambda items: items.tool_uses,
    "metrics": lambda items: items.of(RoleMetric),
    "pay_ranges": lambda items: items.pay_ranges,
    "practices": lambda items: items.of(BestPractice),
    "career_steps": lambda items: items.career_steps,
}


def test_items_are_those_of_the_roles_only():
    role = add_items(RoleFactory())
    add_items(RoleFactory())

    items = Items([role.pk], "en")

    for read in KINDS.values():
        assert [item.role_id for item in read(items)] == [role.pk]


@pytest.mark.parametrize("read", KINDS.values(), ids=KINDS)
def test_each_kind_costs_as_many_queries_for_many_items_as_for_one(read, count_queries):
    role = add_items(RoleFactory())
    few = count_queries(lambda: read(Items([role.pk], "en")))
    others = [add_items(RoleFactory(), 2).pk for _ in range(2)]

    assert count_queries(lambda: read(Items([role.pk, *others], "en"))) == few


def test_items_of_a_kind_are_read_once(django_assert_num_queries):
    role = add_items(RoleFactory())
    items = Items([role.pk], "en")

    with django_assert_num_queries(1):
        assert items.of(BestPractice) is items.of(BestPractice)


def test_items_with_terms_stand_by_the_order_of_their_terms():
    role = RoleFactory()
    last, first = (ResponsibilityAreaFactory(order=order) for order in (2, 1))
    in_last, in_first = (ResponsibilityFactory(role=role, area=area) for area in (last, first))

    assert Items([role.pk], "en").of(Responsibility) == [in_first, in_last]


def test_columns_that_a_comparison_shows_are_read(django_assert_num_queries):
    role = add_items(RoleFactory())
    items = Items([role.pk], "en")
    responsibility, metric, practice = (
        items.of(model)[0] for model in (Responsibility, RoleMetric, BestPractice)
    )

    with django_assert_num_queries(0):
        shown = (
            responsibility.t.title,
            responsibility.area.t.title,
            metric.t.context,
            metric.metric.get_absolute_url(),
            practice.t.title,
            practice.key,
        )
    assert all(shown)


def test_skills_stand_by_group_then_title_whichever_role_comes_first():
    first, second = RoleFactory(), RoleFactory()
    group = SkillGroupFactory(order=1)
    for role, title, skill_group in (
        (first, "C", None),
        (first, "B", group),
        (second, "A", None),
        (second, "D", group),
    ):
        RoleSkillFactory(role=role, skill=SkillFactory(title=title, group=skill_group))

    def titles(*roles) -> list[str]:
        items = Items([role.pk for role in roles], "en")
        return [item.skill.title_en for item in items.skills]

    assert titles(first, second) == titles(second, first) == ["B en", "D en", "A en", "C en"]


def test_ids_are_grouped_by_role():
    role, other = RoleFactory(), RoleFactory()
    skill_ids = {RoleSkillFactory(role=role).skill_id for _ in range(2)}
    area = ResponsibilityAreaFactory()
    for _ in range(2):
        ResponsibilityFactory(role=role, area=area)
    tools = [ToolFactory() for _ in range(2)]
    for tool in tools:
        ToolUseFactory(role=other, tools=[tool])
    metric_id = RoleMetricFactory(role=other).metric_id

    items = Items([role.pk, other.pk], "en")

    assert items.skill_ids == {role.pk: skill_ids}
    assert items.area_ids == {role.pk: {area.pk}}
    assert items.tool_ids == {other.pk: {tool.pk for tool in tools}}
    assert items.metric_ids == {other.pk: {metric_id}}


def test_lean_roles_have_the_texts_that_are_shown_in_one_query(django_assert_num_queries):
    successor = RoleFactory(title="New")
    RoleFactory(title="Old", status="retired", replaced_by=successor)

    with django_assert_num_queries(1):
        role = lean_roles().get(status="retired")
        texts = (role.t.title, role.family.t.title, role.replaced_by.t.title)
        assert all(texts)
        assert role.replaced_by.get_absolute_url()
