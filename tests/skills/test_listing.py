import pytest

from skills import listing
from skills.listing import SkillChoice, SkillList, SkillPage
from tests.support.factories import RoleFactory, RoleSkillFactory, SkillFactory, SkillGroupFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def skills():
    """Skills from A to F that one role takes; C and F have a group, A and B are knowledge."""
    group, role = SkillGroupFactory(slug="talk", title="Talk"), RoleFactory()
    for title in "ABCDEF":
        skill = SkillFactory(
            slug=title.lower(),
            title=title,
            group=group if title in "CF" else None,
            kind="knowledge" if title in "AB" else "competence",
            reuse="transversal" if title in "AC" else "cross-sector",
        )
        RoleSkillFactory(role=role, skill=skill)


def page(**chosen: str) -> SkillPage:
    return SkillList(SkillChoice(**chosen), "en").page()


def sections(page: SkillPage) -> list[tuple[str, str]]:
    return [(str(name), "".join(skill.slug for skill in found)) for name, found in page.sections]


def values(page: SkillPage) -> dict[str, dict[str, int]]:
    return {
        name: {value.slug: value.count for value in found} for name, found in page.facets.items()
    }


def test_short_list_stands_group_by_group_without_letters(skills):
    found = page()

    assert sections(found) == [("Talk en", "cf"), ("None", "abde")]
    assert (found.total, found.letters, found.previous, found.following) == (6, [], "", "")


def test_long_list_stands_from_a_to_z_on_pages(skills, monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZE", 4)

    first = page()
    second = page(after=first.following)

    assert sections(first) == [("A", "a"), ("B", "b"), ("C", "c"), ("D", "d")]
    assert [letter.label for letter in first.letters if letter.is_used] == list("ABCDEF")
    assert sections(second) == [("E", "e"), ("F", "f")]
    assert sections(page(before=second.previous)) == sections(first)
    assert sections(page(letter="C")) == [("C", "c"), ("D", "d"), ("E", "e"), ("F", "f")]


def test_each_count_is_what_choosing_the_value_finds(skills):
    found = page(kind="competence")

    assert values(found) == {
        "group": {"talk": 2, "other": 2},
        "kind": {"knowledge": 2, "competence": 4},
        "reuse": {"transversal": 1, "cross-sector": 3},
    }
    for name, counts in values(found).items():
        for slug, count in counts.items():
            assert page(**{"kind": "competence", name: slug}).total == count


def test_chosen_values_narrow_together(skills):
    found = page(group="other", kind="knowledge", reuse="transversal")

    assert sections(found) == [("None", "a")]
    assert {
        name: [value.slug for value in found if value.is_on] for name, found in found.facets.items()
    } == {"group": ["other"], "kind": ["knowledge"], "reuse": ["transversal"]}


def test_facet_in_which_all_skills_are_alike_is_left_out():
    RoleSkillFactory(skill__group=None)

    assert page().facets == {}


def test_values_that_name_nothing_are_noted(skills):
    found = SkillList(SkillChoice(group="x", after="nothing"), "en")

    assert sections(found.page()) == [("Talk en", "cf"), ("None", "abde")]
    assert found.unknown == [("group", "x"), ("after", "nothing")]
