import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers.find import MAX_MISSING, PAGE_SIZE, FindQuery, FindResult, FitPart, find
from roles.models import Role
from roles.overlap import KnownNeeds, overlap
from roles.related import needs_within, relate_all
from skills.models import Skill
from tests.support.factories import (
    DraftFactory,
    RoleFactory,
    RoleSkillFactory,
    SkillFactory,
    ToolFactory,
    ToolUseFactory,
    add_items,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_described")]
SLUGS = "abcdefgh"


@pytest.fixture
def skills():
    return {slug: SkillFactory(slug=slug) for slug in SLUGS}


@pytest.fixture
def roles(skills):
    """Five roles that take some of eight skills; capital letters are essential ones."""
    all_taken = {"one": "A", "two": "ABc", "three": "CDefG", "four": "gh", "five": "AbCdEfGh"}
    for slug, taken in all_taken.items():
        role = RoleFactory(slug=slug)
        for skill in taken:
            requirement = "essential" if skill.isupper() else "useful"
            RoleSkillFactory(role=role, skill=skills[skill.lower()], requirement=requirement)
    relate_all()


def ranked(*skills: str, tools: tuple = (), role: str = "") -> list[str]:
    return [match.role.slug for match in find(FindQuery(list(skills), list(tools), role)).matches]


def shares(skills) -> dict[int, float]:
    found = find(FindQuery(sorted(skills)))
    return {match.role.pk: match.share for match in found.matches}


def test_roles_stand_by_the_weight_that_is_known_then_by_its_share(roles):
    assert ranked("a") == ["one", "two", "five"]
    assert ranked("g", "h") == ["five", "three", "four"]
    assert ranked("a", "b", "c") == ["two", "five", "one", "three"]


@pytest.fixture
def geology():
    """A skill of three roles: one names it in its title, one in its summary, one nowhere."""
    skill = SkillFactory(slug="geology", title_en="Geology")
    texts = {
        "elsewhere": {"title": "Miner"},
        "summary": {"title": "Surveyor", "summary": "Draws maps for geologists"},
        "title": {"title": "Exploration geologist"},
    }
    roles = {slug: RoleFactory(slug=slug, **fields) for slug, fields in texts.items()}
    for more, role in enumerate(roles.values()):
        RoleSkillFactory(role=role, skill=skill)
        for _ in range(more):  # so that the share speaks against it
            RoleSkillFactory(role=role)
    relate_all()
    return roles


def test_among_roles_that_need_as_much_those_stand_first_that_are_about_it(geology):
    assert ranked("geology") == ["title", "summary", "elsewhere"]


def test_skill_that_the_title_names_weighs_as_an_essential_one(geology):
    geology["title"].role_skills.filter(skill__slug="geology").update(requirement="useful")
    relate_all()

    assert ranked("geology") == ["title", "summary", "elsewhere"]
    [match] = [m for m in find(FindQuery(["geology"])).matches if m.role.slug == "title"]
    assert (match.essential.known, match.useful.known) == (0, 1)


def test_skill_that_only_the_title_names_leads_to_a_role_that_needs_another_one_too():
    chemistry = SkillFactory(slug="chemistry", title_en="Chemistry")
    biology = SkillFactory(slug="biology", title_en="Biology")
    for slug, title in (("assistant", "Assistant"), ("biochemist", "Biochemist")):
        RoleSkillFactory(role=RoleFactory(slug=slug, title=title), skill=biology)
    lists_it = RoleSkillFactory(role__slug="cleaner", skill=chemistry).role
    biochemist = Role.objects.get(slug="biochemist")
    RoleSkillFactory(role=biochemist, skill=SkillFactory(title="Analytical chemistry"))
    RoleSkillFactory(role=lists_it, skill=biology, requirement="useful")
    relate_all()

    assert ranked("biology", "chemistry") == ["biochemist", "cleaner", "assistant"]
    assert ranked("chemistry") == ["cleaner"]


def test_a_match_says_how_many_of_each_are_known_and_names_what_is_missing(roles, skills):
    [match] = [match for match in find(FindQuery(["c", "e"])).matches if match.role.slug == "three"]

    assert match.essential == FitPart(1, 3)
    assert match.useful == FitPart(1, 2)
    assert match.categories == FitPart(0, 0)
    assert match.missing == [skills["d"], skills["g"]]
    assert (match.unlisted, match.met.percent) == (0, 36)


def test_retired_skill_is_not_named_among_what_is_missing(roles, skills):
    Skill.objects.filter(slug="d").update(is_retired=True)

    match = next(match for match in find(FindQuery(["c"])).matches if match.role.slug == "three")

    assert match.missing == [skills["g"]]


def test_not_all_that_is_missing_is_named():
    role, known = RoleFactory(), SkillFactory(slug="known")
    RoleSkillFactory(role=role, skill=known)
    missing = [RoleSkillFactory(role=role).skill for _ in range(MAX_MISSING + 2)]
    relate_all()

    [match] = find(FindQuery(["known"])).matches

    assert match.missing == missing[:MAX_MISSING]
    assert match.unlisted == 2


def test_tool_makes_its_categories_known():
    zendesk = ToolFactory(slug="zendesk")
    use = ToolUseFactory(tools=[zendesk])
    same = ToolUseFactory(category=use.category, tools=[ToolFactory()])
    ToolUseFactory(tools=[ToolFactory()])
    relate_all()

    matches = find(FindQuery(tools=["zendesk"])).matches

    assert [match.role for match in matches] == [use.role, same.role]
    assert {match.categories for match in matches} == {FitPart(1, 1)}


def test_category_that_only_a_draft_names_a_tool_in_is_not_known_by_it():
    hidden = ToolUseFactory(role=DraftFactory(), tools=[ToolFactory(slug="zendesk")])
    ToolUseFactory(category=hidden.category)
    relate_all()

    assert find(FindQuery(tools=["zendesk"])) == FindResult([], 0, None)


def test_role_one_is_in_counts_as_known_and_is_not_found(roles):
    found = find(FindQuery(role="two"))

    assert found.role.slug == "two"
    assert [match.role.slug for match in found.matches] == ["five", "one", "three"]
    assert ranked("d", role="two") == ["five", "three", "one"]


def test_retired_role_may_be_the_one_that_one_is_in(roles):
    Role.objects.filter(slug="two").update(status="retired")

    assert find(FindQuery(role="two")).role.slug == "two"
    assert ranked(role="two") == ["five", "one", "three"]


def test_draft_is_neither_found_nor_started_from(roles):
    Role.objects.filter(slug="two").update(status="draft")

    assert ranked("a") == ["one", "five"]
    assert find(FindQuery(role="two")) == find(FindQuery(role="nobody")) == FindResult([], 0, None)


def test_pages_go_on_where_the_one_before_ended():
    skill = SkillFactory(slug="a")
    roles = [RoleSkillFactory(skill=skill).role for _ in range(PAGE_SIZE + 2)]
    relate_all()
    pages = [find(FindQuery(["a"]), page) for page in (1, 2, 3)]

    assert [match.role for page in pages for match in page.matches] == roles
    assert (pages[0].total, pages[0].pages) == (PAGE_SIZE + 2, 2)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.sampled_from(SLUGS)), st.sampled_from(SLUGS))
def test_one_more_skill_never_lowers_a_match(roles, known, more):
    before, after = shares(known), shares(known | {more})

    assert all(after[role] >= share for role, share in before.items())


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.sampled_from(SLUGS), min_size=1))
def test_ranking_measures_as_the_overlap_does(roles, known):
    ids = frozenset(Skill.objects.filter(slug__in=known).values_list("pk", flat=True))
    needs = needs_within(Role.objects.all())
    expected = {pk: overlap(needed, KnownNeeds(ids)).share for pk, needed in needs.items()}

    assert shares(known) == pytest.approx({pk: share for pk, share in expected.items() if share})


def test_finding_costs_as_many_queries_for_one_role_as_for_three(count_queries):
    skill = SkillFactory(slug="a")

    def cost(number: int) -> int:
        for _ in range(number):
            RoleSkillFactory(role=add_items(RoleFactory(), number), skill=skill)
        relate_all()
        return count_queries(lambda: find(FindQuery(["a"], role="nobody")))

    assert cost(1) == cost(2) == 5


def test_share_of_a_briefly_described_role_is_numbers_instead_of_a_percentage(roles, settings):
    settings.BRIEF_ITEMS = 4
    found = find(FindQuery(["a"]))

    shown = {match.role.slug: match.met for match in found.matches}
    assert [shown[slug].percent for slug in ("one", "two", "five")] == [None, None, 19]
    assert (shown["two"].skills, shown["two"].all_skills, shown["two"].is_brief) == (1, 3, True)
    assert found.has_brief


def test_no_percentage_rests_on_a_briefly_described_role_that_one_is_in(roles, settings):
    settings.BRIEF_ITEMS = 4

    shown = {match.role.slug: match.met for match in find(FindQuery(role="two")).matches}

    assert (shown["five"].percent, shown["five"].is_brief) == (None, False)
    settings.BRIEF_ITEMS = 3
    assert next(match.met.percent for match in find(FindQuery(role="two")).matches) is not None
