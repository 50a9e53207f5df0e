import pytest

from tests.support.editing import change_page, desk
from tests.support.factories import RoleFactory, RoleSkillFactory, ToolFactory, ToolUseFactory

pytestmark = pytest.mark.django_db


def asked(item):
    """The page that asks a publisher before an object is deleted."""
    return desk("Publisher").get(change_page(item).replace("/change/", "/delete/")).text


def test_skill_that_cannot_be_deleted_names_the_roles_that_use_it():
    item = RoleSkillFactory(role__title="Team lead", skill__title="Empathy")
    RoleSkillFactory(role__title="Manager", skill=item.skill)

    page = asked(item.skill)

    assert "<li>Role skill: Empathy en (Manager en)</li>" in page
    assert "<li>Role skill: Empathy en (Team lead en)</li>" in page


def test_relation_that_goes_with_an_object_says_what_it_relates():
    role = RoleFactory(title="Team lead")
    tool = ToolFactory(name="Zendesk")
    ToolUseFactory(role=role, category__title="Ticketing", tools=[tool])

    page = asked(tool)

    assert "ToolUse_tools object" not in page
    assert "Role tool: Ticketing en (Team lead en) – Tool: Zendesk" in page
