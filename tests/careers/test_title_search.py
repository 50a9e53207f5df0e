import pytest

from careers.title_search import MAX_HITS, TitleSearch, skill_titles, tool_names
from tests.support.factories import (
    DraftFactory,
    RoleSkillFactory,
    SkillFactory,
    ToolFactory,
    ToolUseFactory,
)

TITLES = TitleSearch(
    enumerate(["Data analysis", "Analysing data", "Metadata", "Obsługa klienta", "Å øve"])
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("data", [0, 1, 2]),
        ("DATA an", [0, 1]),
        ("an data", [1, 0]),
        ("obsluga", [3]),
        ("OBSŁUGA Kli", [3]),
        ("ove", [4]),
        ("a.a", []),
        ("analysis obsluga", []),
        ("", []),
        (" (", []),
    ],
)
def test_titles_are_found_by_any_part_whatever_case_and_accents(typed, found):
    assert TITLES.search(typed) == found


def test_only_the_first_titles_are_found():
    assert TitleSearch((n, f"Skill {n}") for n in range(MAX_HITS + 1)).search("skill") == list(
        range(MAX_HITS)
    )


@pytest.mark.django_db
def test_skills_are_found_by_the_title_that_the_reader_is_shown():
    skill = RoleSkillFactory(
        skill=SkillFactory(title_fi="Kuuntelu", title_pl="", source_language="fi")
    ).skill
    RoleSkillFactory(role=DraftFactory(), skill__title_fi="Kuuntelukoe")

    assert skill_titles("fi").search("kuunt") == [skill.pk]
    assert skill_titles("pl").search("kuunt") == [skill.pk]
    assert skill_titles("en").search("kuunt") == []


@pytest.mark.django_db
def test_tools_are_found_by_name():
    tool = ToolFactory(name="Zendesk")
    ToolUseFactory(tools=[tool])
    ToolFactory(name="Zenith")

    assert tool_names().search("zen") == [tool.pk]
