import pytest

from careers import abilities
from search.upkeep import index_pending
from tests.support.factories import (
    RoleSkillFactory,
    SkillFactory,
    SkillGroupFactory,
    ToolFactory,
    ToolUseFactory,
)

pytestmark = pytest.mark.django_db


def taken(times: int = 1, **fields):
    skill = SkillFactory(**fields)
    for _ in range(times):
        RoleSkillFactory(skill=skill)
    return skill


def test_most_named_skills_are_offered_by_group_and_title(monkeypatch):
    monkeypatch.setattr("careers.abilities.OFFERED_SKILLS", 4)
    second, first = SkillGroupFactory(order=2), SkillGroupFactory(order=1)
    b, a = (taken(2, title=title, group=first) for title in "ba")
    c, loose = taken(2, group=second), taken(2, group=None)
    taken(1, group=first)

    found = abilities.skills([], "", "en")

    assert found.by_group == [(first, [a, b]), (second, [c]), (None, [loose])]


def test_chosen_skills_stand_in_the_order_of_the_address_and_are_not_offered_again():
    a, b, rest = taken(slug="a"), taken(slug="b"), taken()

    found = abilities.skills(["b", "a"], "", "en")

    assert (found.chosen, found.offered, found.unknown) == ([b, a], [rest], [])


def test_skills_that_no_published_role_takes_are_unknown():
    SkillFactory(slug="unused")

    assert abilities.skills(["unused", "nothing"], "", "en").unknown == ["unused", "nothing"]


def test_retired_skill_is_neither_offered_nor_found_nor_known():
    taken(slug="old", title="Data", is_retired=True)
    index_pending()

    found = abilities.skills(["old"], "data", "en")

    assert (found.chosen, found.offered, found.matches, found.unknown) == ([], [], [], ["old"])


def test_what_was_typed_is_found_but_for_what_is_chosen():
    taken(slug="a", title="Data")
    found_one, other = taken(title="Data analysis"), taken(title="Listening")
    index_pending()

    found = abilities.skills(["a"], "data", "en")

    assert (found.matches, found.offered) == ([found_one], [other])


def test_tools_are_offered_by_name_and_found_by_it():
    jira, zendesk = ToolFactory(slug="jira", name="Jira"), ToolFactory(name="Zendesk")
    ToolUseFactory(tools=[zendesk, jira])
    ToolFactory(slug="unused")

    index_pending()
    assert abilities.tools([], "", "en").offered == [jira, zendesk]
    assert abilities.tools([], "zen", "en").matches == [zendesk]
    assert abilities.tools([], "tool", "en").matches == []
    assert abilities.tools(["jira", "unused"], "", "en").unknown == ["unused"]
