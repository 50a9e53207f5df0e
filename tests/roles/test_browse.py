from dataclasses import dataclass, field
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.content_cache import cached_per_content_version
from roles.browse import PAGE_SIZE, Browser, BrowseResult, Choice
from roles.models import Role, Stage
from tests.support.factories import (
    PUBLISHED_AT,
    AlternativeTitleFactory,
    DraftFactory,
    RoleFactory,
    RoleFamilyFactory,
    RoleSkillFactory,
    SkillFactory,
    ToolFactory,
    ToolUseFactory,
)

pytestmark = pytest.mark.django_db

FAMILIES = {"a": "a", "ab": "a ab", "abc": "a ab abc", "d": "d", "empty": "empty"}
STAGES = ["", *Stage.values]
SKILLS = ["listening", "planning", "selling", "writing"]
TOOLS = ["asana", "jira", "zendesk"]


@dataclass
class Job:
    """A role as plain data, for counting without a database."""

    slug: str
    families: list[str]
    stage: str
    skills: list[str]
    tools: list[str] = field(default_factory=list)

    def fits(self, choice: Choice) -> bool:
        return (
            all(
                any(part.startswith(word) for part in self.slug.split("-"))
                for word in choice.text.split()
            )
            and (not choice.family or bool(set(choice.family) & set(self.families)))
            and (not choice.stage or self.stage in choice.stage)
            and set(choice.skill) <= set(self.skills)
            and set(choice.tool) <= set(self.tools)
        )


def found(language: str = "en", **chosen: object) -> BrowseResult:
    return Browser(Choice(**chosen), language).result()


def slugs(found: BrowseResult) -> list[str]:
    return [role.slug for role in found.roles]


@pytest.fixture
def jobs():
    """More roles than a page holds, at random but always the same, and a draft that fits all."""
    families, random = {}, Random(7)
    for slug, line in FAMILIES.items():
        parents = line.split()[:-1]
        parent = families[parents[-1]] if parents else None
        families[slug] = RoleFamilyFactory(slug=slug, parent=parent)
    skills = {slug: SkillFactory(slug=slug) for slug in SKILLS}
    tools = {slug: ToolFactory(slug=slug) for slug in TOOLS}

    def make(job: Job, factory: type) -> Job:
        role = factory(
            slug=job.slug, title=job.slug, family=families[job.families[-1]], stage=job.stage
        )
        for slug in job.skills:
            RoleSkillFactory(role=role, skill=skills[slug])
        # Named twice by one role, a tool still counts once.
        for named in (job.tools, job.tools[:1]):
            ToolUseFactory(role=role, tools=[tools[slug] for slug in named])
        return job

    make(Job("draft", ["a", "ab", "abc"], "lead", SKILLS, TOOLS), DraftFactory)
    return [
        make(
            Job(
                f"job-{number:02}",
                FAMILIES[random.choice(["a", "ab", "abc", "d"])].split(),
                random.choice(STAGES),
                random.sample(SKILLS, random.randint(0, 4)),
                random.sample(TOOLS, random.randint(0, 3)),
            ),
            RoleFactory,
        )
        for number in range(PAGE_SIZE + 5)
    ]


def some(values: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=2)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["", "", "job", "1", "3 job", "none"]),
    some(list(FAMILIES)),
    some(Stage.values),
    some(SKILLS),
    some(TOOLS),
)
def test_every_count_is_what_choosing_the_value_finds(jobs, text, family, stage, skill, tool):
    def choice() -> Choice:
        return Choice(text, list(family), list(stage), list(skill), list(tool))

    def count(**other: list[str]) -> int:
        chosen = choice()
        for name, values in other.items():
            setattr(chosen, name, values)
        return sum(job.fits(chosen) for job in jobs)

    result = Browser(choice(), "en").result()

    assert result.total == count()
    assert slugs(result) == [job.slug for job in jobs if job.fits(choice())][:PAGE_SIZE]
    options = {
        facet: {option.value: option.count for option in options}
        for facet, options in result.facets.items()
    }
    # Of families and stages, any will do: each counts what it brings. Skills and tools add up.
    assert options == {
        "stage": {slug: count(stage=[slug]) for slug in Stage.values},
        "skill": {slug: count(skill=[*skill, slug]) for slug in SKILLS},
        "tool": {slug: count(tool=[*tool, slug]) for slug in TOOLS},
    }
    tree = result.tree
    shown = {option.value: option.count for option in (*tree.chosen, *tree.below)}
    assert shown == {slug: count(family=[slug]) for slug in shown}
    assert [option.value for option in tree.chosen] == family
    chosen = {
        facet: [option.value for option in options if option.is_on]
        for facet, options in result.facets.items()
    }
    assert {facet: sorted(slugs) for facet, slugs in chosen.items()} == {
        "stage": sorted(stage),
        "skill": sorted(skill),
        "tool": sorted(tool),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tukihenkilö", ["it", "telephone"]),
        ("TUKIH tek", ["telephone"]),
        ("tek tukih", ["telephone"]),
        ("henkilo", ["it", "telephone"]),
        ("ki", []),
        ("vetaja", ["it"]),
        ("it vetäjä", []),
        ("hidden", ["it"]),
        ("puhelin", ["telephone"]),
        ("support", ["english"]),
        ("telephone", []),
    ],
)
def test_roles_are_found_by_parts_of_words_in_one_of_their_titles_for_the_reader(text, expected):
    it = RoleFactory(slug="it", title="IT", title_fi="IT-tukihenkilö")
    AlternativeTitleFactory(role=it, title="Vetäjä", language="fi")
    AlternativeTitleFactory(role=it, title="Hiddenä", language="fi", shown=False)
    AlternativeTitleFactory(role=it, title="Telephone", language="en")
    telephone = RoleFactory(slug="telephone", title_fi="Tekninen tukihenkilö")
    AlternativeTitleFactory(role=telephone, title="Puhelin, neuvoja", language="fi")
    RoleFactory(slug="english", title="Support", title_fi="", source_language="en")
    DraftFactory(slug="draft", title_fi="Tukihenkilö")

    assert slugs(found("fi", text=text)) == expected


def test_new_title_is_found_at_once():
    role = RoleFactory(slug="lead", title="Lead")
    assert slugs(found(text="head")) == []

    AlternativeTitleFactory(role=role, title="Head", language="en")

    assert slugs(found(text="head")) == ["lead"]


@pytest.mark.parametrize("sort", ["name", "stage", "updated"])
def test_pages_show_every_role_once_in_every_order(jobs, sort):
    first = found(sort=sort)
    second = found(sort=sort, after=first.following)
    seen = [slugs(first), slugs(second)]

    assert sorted(slug for page in seen for slug in page) == [job.slug for job in jobs]
    assert [len(page) for page in seen] == [PAGE_SIZE, 5]
    assert (second.following, second.total) == ("", PAGE_SIZE + 5)


@pytest.mark.parametrize("sort", ["name", "stage", "updated"])
def test_pages_lead_back_to_whole_pages_before_them(jobs, sort):
    first = found(sort=sort)
    last = found(sort=sort, after=first.following)

    back = found(sort=sort, before=last.previous)

    assert (first.previous, back.previous, back.following) == ("", "", first.following)
    assert slugs(back) == slugs(first)


def test_page_before_the_second_role_is_the_first_page(jobs):
    assert slugs(found(before="job-01")) == slugs(found())


def test_list_begins_at_a_letter_of_the_readers_alphabet():
    for number in range(PAGE_SIZE):
        RoleFactory(slug=f"a-{number:02}", title=f"A {number:02}")
    for slug, title in {"zulu": "Zulu", "aring": "Åland", "oe": "Öljy"}.items():
        RoleFactory(slug=slug, title_en=title, title_fi=title, title_nb=title, title_pl=title)

    result = found("fi", letter="Å")

    assert slugs(result) == ["aring", "oe"]
    assert [letter.label for letter in result.letters if letter.is_used] == ["A", "Z", "Å", "Ö"]
    assert [letter.label for letter in result.letters if letter.is_current] == ["Å"]
    assert slugs(found("fi", before=result.previous))[-1] == "zulu"
    assert slugs(found("fi", letter="B"))[0] == "zulu"


def test_letters_without_a_role_that_fits_lead_nowhere():
    for number in range(PAGE_SIZE + 1):
        RoleFactory(title=f"A {number}", stage="lead")
    RoleFactory(title="B", stage="entry")

    letters = found(stage=["lead"]).letters

    assert [letter.label for letter in letters if letter.is_used] == ["A"]


def test_short_list_has_no_letters(jobs):
    assert found(stage=["lead"]).letters == []
    assert len(found().letters) == 27


def test_roles_by_name_stand_as_the_reader_sorts():
    for slug, title in {"z": "Zulu", "oe": "Ö", "a": "Alfa", "aring": "Å"}.items():
        RoleFactory(slug=slug, title_en=title, title_fi=title, title_nb=title, title_pl=title)

    assert slugs(found("en")) == ["aring", "a", "oe", "z"]
    assert slugs(found("fi")) == ["a", "z", "aring", "oe"]
    assert slugs(found("nb")) == ["a", "z", "oe", "aring"]


def test_roles_by_stage_stand_from_the_first_to_the_last_and_those_without_one_after_them():
    for stage in ("", "executive", "entry", "lead", "specialist", "manager"):
        RoleFactory(slug=stage or "none", stage=stage, title=f"Z {stage}")
    RoleFactory(slug="lead-first", stage="lead", title="A")

    assert slugs(found(sort="stage")) == [
        "entry",
        "specialist",
        "lead-first",
        "lead",
        "manager",
        "executive",
        "none",
    ]


def test_roles_by_update_stand_from_the_last_to_the_first():
    for slug, day in {"old": 4, "older": 3, "new": 5, "newer": 6}.items():
        RoleFactory(slug=slug, updated_at=PUBLISHED_AT.replace(day=day))

    assert slugs(found(sort="updated")) == ["newer", "new", "old", "older"]


def test_list_goes_on_after_a_role_that_does_not_fit_any_more():
    for title in ("A", "B", "C"):
        RoleFactory(slug=title.lower(), title=title, stage="lead" if title == "B" else "entry")

    assert slugs(found(after="b", stage=["entry"])) == ["c"]


def test_draft_is_as_unknown_as_a_role_that_is_not_there():
    DraftFactory(slug="draft")
    browser = Browser(Choice(after="draft"), "en")

    browser.result()

    assert browser.unknown == [("after", "draft")]


def test_values_that_name_nothing_are_dropped_and_named():
    RoleFactory(slug="role", family__slug="known")
    browser = Browser(Choice(family=["known", "x"], skill=["y"], tool=["z"], after="nobody"), "en")

    result = browser.result()

    assert browser.unknown == [("family", "x"), ("skill", "y"), ("tool", "z"), ("after", "nobody")]
    assert slugs(result) == ["role"]


@pytest.mark.parametrize(("is_kept", "at_most"), [(True, 6), (False, 18)])
def test_answer_costs_as_many_queries_for_many_roles_as_for_one(count_queries, is_kept, at_most):
    def answer() -> None:
        if not is_kept:
            cached_per_content_version.clear_all()
        result = found(family=["a"], skill=["listening"], tool=["jira"], sort="stage")
        assert [role.family.slug for role in result.roles] == ["a"] * len(result.roles)

    family = RoleFamilyFactory(slug="a")
    skill, tool = SkillFactory(slug="listening"), ToolFactory(slug="jira")

    def add_role() -> None:
        role = RoleFactory(family=family)
        RoleSkillFactory(role=role, skill=skill)
        ToolUseFactory(role=role, tools=[tool])

    add_role()
    first = count_queries(answer)
    for _ in range(40):
        add_role()

    assert count_queries(answer) == first
    assert first <= at_most
    assert Role.objects.count() == 41
