import pytest

from search.passages import (
    HIDDEN_TITLE,
    INDEXED_KINDS,
    OTHER_TITLE,
    TITLE,
    PassageDraft,
    drafts_by_pk,
    join_lines,
    pks_after,
)
from tests.search.builders import found_slugs
from tests.support.factories import (
    AlternativeTitleFactory,
    CareerStepFactory,
    DraftFactory,
    MetricFactory,
    PayRangeFactory,
    PositionFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleSkillFactory,
    SkillFactory,
    ToolFactory,
    ToolUseFactory,
    add_items,
)

pytestmark = pytest.mark.django_db


def drafts_of(kind: str, item, section: str = "", language: str = "en") -> list[PassageDraft]:
    """The drafts of an object in a section and a language, or in none."""
    drafts = drafts_by_pk(kind, [item.pk])[item.pk]
    languages = (language, "")
    return [
        draft
        for draft in drafts
        if draft.section == (section or draft.section) and draft.language in languages
    ]


def test_lines_are_joined_without_empty_ones():
    assert join_lines("a", "", "b") == "a\nb"


def test_role_has_its_title_with_its_summary_in_each_language_that_it_is_written_in():
    role = RoleFactory(title_en="Lead", title_fi="", title_nb="", title_pl="Lider", summary_en="X")

    drafts = [d for d in drafts_by_pk("role", [role.pk])[role.pk] if d.section == TITLE]

    assert [(d.language, d.title, d.text) for d in drafts] == [
        ("en", "Lead", "X"),
        ("pl", "Lider", ""),
    ]


def test_other_titles_lead_to_their_place_unless_they_are_hidden():
    role = RoleFactory()
    AlternativeTitleFactory(role=role, title="Shown", language="en")
    AlternativeTitleFactory(role=role, title="Hidden", language="en", shown=False)

    [shown] = drafts_of("role", role, OTHER_TITLE)
    [hidden] = drafts_of("role", role, HIDDEN_TITLE)

    assert (shown.title, shown.anchor) == ("Shown", "titles")
    assert (hidden.title, hidden.anchor) == ("Hidden", "")


def test_items_of_a_role_have_their_anchor_and_the_title_of_the_role():
    role = RoleFactory(title_en="Lead")
    item = ResponsibilityFactory(role=role, title_en="Coaching", description_en="Coaches people.")

    [draft] = drafts_of("role", role, "responsibilities")

    assert (draft.title, draft.text) == ("Coaching", "Coaches people.")
    assert (draft.anchor, draft.about) == (item.anchor, "Lead")


def test_skill_has_a_passage_in_a_role_only_if_the_role_says_something_about_it():
    role = RoleFactory()
    RoleSkillFactory(role=role, skill=SkillFactory(title="Tact"))
    RoleSkillFactory(role=role, skill=SkillFactory(title="Empathy"), context_en="With customers.")

    assert [d.title for d in drafts_of("role", role, "skills")] == ["Empathy en"]


def test_tools_of_a_role_are_named_in_the_passage_of_their_category():
    role = RoleFactory()
    tools = [ToolFactory(name=name) for name in ("Jira", "Zendesk")]
    ToolUseFactory(role=role, tools=tools, purpose_en="For tickets.")

    [draft] = drafts_of("role", role, "tools")

    assert draft.text.splitlines()[0] == "For tickets."
    assert set(draft.text.splitlines()[1].split(", ")) == {"Jira", "Zendesk"}


def test_pay_is_written_as_the_language_writes_it():
    pay = PayRangeFactory(minimum=35_000, maximum=50_000)

    [english] = drafts_of("role", pay.role, "pay", "en")
    [finnish] = drafts_of("role", pay.role, "pay", "fi")

    assert "35,000–50,000 EUR" in english.text
    assert "35\xa0000–50\xa0000 EUR" in finnish.text


def test_names_that_are_the_same_everywhere_have_no_language():
    tool, metric = ToolFactory(name="Jira"), MetricFactory(abbreviation="CSAT")

    assert drafts_of("tool", tool) == [PassageDraft(TITLE, "", "Jira")]
    assert PassageDraft(OTHER_TITLE, "", "CSAT") in drafts_of("metric", metric)


def test_drafts_and_retired_roles_and_skills_have_no_passages():
    roles = [DraftFactory(title="Welder"), RoleFactory(title="Welder", status="retired")]
    skill = SkillFactory(title="Welding", is_retired=True)

    assert drafts_by_pk("role", [role.pk for role in roles]) == {}
    assert drafts_by_pk("skill", [skill.pk]) == {}
    assert found_slugs("welder") == found_slugs("welding") == []


def test_position_has_passages_only_on_a_published_ladder_and_without_a_role():
    published, draft = PositionFactory(), PositionFactory()
    CareerStepFactory(positions=[published])
    CareerStepFactory(role=DraftFactory(), positions=[draft])

    assert list(drafts_by_pk("position", [published.pk, draft.pk])) == [published.pk]


@pytest.mark.parametrize("kind", INDEXED_KINDS)
def test_every_kind_has_objects_with_drafts(content, kind):
    pks = pks_after(kind, 0, 3)

    assert pks == sorted(pks)
    assert all(drafts_by_pk(kind, pks)[pk] for pk in pks)
    assert pks_after(kind, 10**9, 3) == []


def test_number_of_queries_does_not_depend_on_the_number_of_roles(count_queries):
    roles = [add_items(RoleFactory()) for _ in range(3)]
    drafts_by_pk("role", [roles[0].pk])

    one = count_queries(lambda: drafts_by_pk("role", [roles[0].pk]))
    three = count_queries(lambda: drafts_by_pk("role", [role.pk for role in roles]))

    assert one == three
