import pytest

from roles.details import find_role, read_details
from roles.models import Role
from tests.support.factories import (
    CareerStepFactory,
    PositionFactory,
    RoleFactory,
    RoleFamilyFactory,
    ToolFactory,
    ToolUseFactory,
    add_items,
)

pytestmark = pytest.mark.django_db


def everything(role: Role) -> list:
    """All that belongs to a role, in order, with what is joined to it."""
    return [
        *role.items,
        *role.vocabulary,
        role.shown_titles,
        *(item.skill.group for item in role.role_skills.all()),
        *(list(use.tools.all()) for use in role.tool_uses.all()),
        *(step.visible_positions for step in role.career_steps.all()),
    ]


def test_role_is_found_with_the_families_above_it(django_assert_num_queries):
    family = RoleFamilyFactory(slug="narrow", parent=RoleFamilyFactory(slug="broad"))
    RoleFactory(slug="lead", family=family, replaced_by=RoleFactory(slug="next"))

    with django_assert_num_queries(1):
        role = find_role("lead")
        assert [above.slug for above in role.family.lineage] == ["broad", "narrow"]
        assert role.replaced_by.slug == "next"


def test_role_that_is_not_there_is_not_found():
    assert find_role("lead") is None


def test_details_are_those_of_the_role_in_their_order():
    role = add_items(RoleFactory(slug="lead"), number=3)
    add_items(RoleFactory())
    for order, item in enumerate(reversed(role.items[1:])):
        type(item).objects.filter(pk=item.pk).update(order=order)
    use = ToolUseFactory(role=role, order=99, tools=[ToolFactory(slug="b"), ToolFactory(slug="a")])
    other = RoleFactory()
    CareerStepFactory(role=role, positions=[PositionFactory(), PositionFactory(role=other)])

    found = find_role("lead")
    read_details(found)

    assert everything(found) == everything(Role.objects.get(slug="lead"))
    assert list(found.tool_uses.all())[-1] == use
    assert [tool.slug for tool in list(found.tool_uses.all())[-1].tools.all()] == ["a", "b"]


def test_kinds_of_which_a_role_has_no_items_are_not_asked_for(django_assert_num_queries):
    ToolUseFactory(role=RoleFactory(slug="lead"), tools=[ToolFactory()])
    found = find_role("lead")

    with django_assert_num_queries(3):  # the titles, the one kind, and its tools
        read_details(found)
        assert len(found.items) == 2


def test_details_cost_eleven_queries_for_one_item_and_for_three(django_assert_num_queries):
    role = add_items(RoleFactory())

    for number in (0, 2):
        add_items(role, number)
        found = Role.objects.select_related("family").get(pk=role.pk)
        with django_assert_num_queries(11):
            read_details(found)
            everything(found)
