import pytest
from django.utils import translation

from careers.compare import compare
from careers.comparison import ComparisonSection
from roles.models import Role
from tests.support.factories import (
    BestPracticeFactory,
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
    SkillGroupFactory,
    ToolCategoryFactory,
    ToolFactory,
    ToolUseFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return RoleFactory(title="First"), RoleFactory(title="Second")


def sections(roles, id: str) -> list[ComparisonSection]:
    return [section for section in compare(roles, "en").sections if section.id == id]


def lines(section: ComparisonSection) -> list[tuple]:
    """The heading, and of each cell what is read in it."""
    return [
        (str(row.heading), *([str(entry.text) for entry in cell.entries] for cell in row.cells))
        for row in section.rows
    ]


def only(roles: tuple[Role, ...], id: str) -> list[tuple]:
    [section] = sections(roles, id)
    return lines(section)


def test_at_a_glance_stand_stage_family_numbers_of_skills_and_experience(pair):
    first, second = pair
    first.stage, first.experience_en = "lead", "Two years"
    first.save()
    RoleSkillFactory(role=first)
    for requirement in ("essential", "useful", "useful"):
        RoleSkillFactory(role=second, requirement=requirement)

    assert only(pair, "glance") == [
        ("Stage", ["Lead"], []),
        ("Role family", [str(first.family.t.title)], [str(second.family.t.title)]),
        ("Essential skills", ["1"], ["1"]),
        ("Useful skills", [], ["2"]),
        ("Experience required", ["Two years"], []),
    ]


def test_responsibilities_are_aligned_by_area(pair):
    leading, serving = (ResponsibilityAreaFactory(title=t, order=n) for n, t in enumerate("LS"))
    for role, area, title in (
        (pair[0], serving, "Answer"),
        (pair[0], leading, "Coach"),
        (pair[0], leading, "Hire"),
        (pair[1], leading, "Coach"),
    ):
        ResponsibilityFactory(role=role, area=area, title=title)

    assert only(pair, "responsibilities") == [
        ("L en", ["Coach en", "Hire en"], ["Coach en"]),
        ("S en", ["Answer en"], []),
    ]


def test_skills_stand_by_group_and_in_it_first_what_most_take_and_cannot_do_without(pair):
    people, things = (SkillGroupFactory(title=title, order=n) for n, title in enumerate("PT"))
    skills = {
        title: SkillFactory(title=title, group=group)
        for title, group in zip("ABCDE", (people, people, people, things, None), strict=True)
    }
    for role, title, requirement in (
        (pair[0], "A", "useful"),
        (pair[0], "B", "useful"),
        (pair[1], "B", "useful"),
        (pair[0], "C", "essential"),
        (pair[1], "C", "useful"),
        (pair[1], "D", "essential"),
        (pair[0], "E", "essential"),
    ):
        RoleSkillFactory(
            role=role, skill=skills[title], requirement=requirement, context=f"Why {title}"
        )

    found = sections(pair, "skills")

    assert [str(section.about) for section in found] == ["P en", "T en", "Other skills"]
    assert [lines(section) for section in found] == [
        [
            ("C en", ["Essential"], ["Useful"]),
            ("B en", ["Useful"], ["Useful"]),
            ("A en", ["Useful"], []),
        ],
        [("D en", [], ["Essential"])],
        [("E en", ["Essential"], [])],
    ]
    row = found[0].rows[0]
    assert row.address == skills["C"].get_absolute_url()
    assert str(row.cells[0].entries[0].note) == "Why C en"
    assert (row.differs, found[0].rows[1].differs) == (True, False)


def test_tools_are_aligned_by_category_and_stand_by_name(pair):
    zulu, alpha = ToolFactory(name="Zulu"), ToolFactory(name="alpha")
    category = ToolCategoryFactory(title="Tickets")
    ToolUseFactory(role=pair[0], category=category, tools=[zulu, alpha])
    ToolUseFactory(role=pair[1], category=category, tools=[alpha])
    ToolUseFactory(role=pair[1], category__title="Chat", purpose="To talk")

    assert only(pair, "tools") == [
        ("Tickets en", ["alpha", "Zulu"], ["alpha"]),
        ("Chat en", [], ["To talk en"]),
    ]
    [section] = sections(pair, "tools")
    assert [entry.is_name for entry in section.rows[0].cells[0].entries] == [True, True]


def test_metrics_are_aligned_by_metric_with_what_is_special_about_them(pair):
    metric = RoleMetricFactory(role=pair[0], metric__title="CSAT", context="By post").metric
    RoleMetricFactory(role=pair[1], metric=metric)

    assert only(pair, "metrics") == [("CSAT en", ["Yes"], ["Yes"])]
    [section] = sections(pair, "metrics")
    [row] = section.rows
    assert str(row.cells[0].entries[0].note) == "By post en"
    assert row.note == metric.reading
    assert row.differs is False


def test_pay_of_each_currency_and_period_stands_apart_and_by_place(pair):
    for role, place, currency, minimum in (
        (pair[0], "Oslo", "NOK", 400_000),
        (pair[0], "Turku", "EUR", 30_000),
        (pair[1], "Turku", "EUR", 32_000),
    ):
        PayRangeFactory(
            role=role,
            place=place,
            currency=currency,
            minimum=minimum,
            maximum=500_000,
            audience="All",
        )

    euros, crowns = sections(pair, "pay")

    assert [str(section.about).partition(".")[0] for section in (euros, crowns)] == [
        "Euros (EUR) per year",
        "Norwegian kroner (NOK) per year",
    ]
    assert (lines(euros), lines(crowns)) == (
        [("Turku en", ["All en"], ["All en"])],
        [("Oslo en", ["All en"], [])],
    )
    bars = [cell.entries[0].bar for cell in euros.rows[0].cells]
    assert [bar.pay.minimum for bar in bars] == [30_000, 32_000]
    assert len({bar.grid[-1] for bar in bars}) == 1
    assert (euros.scale, crowns.scale) == (("0", "600,000"), ("0", "600,000"))
    assert euros.rows[0].differs


def test_career_steps_are_aligned_by_stage_then_steps_without_one_then_other_moves(pair):
    agent, sales = PositionFactory(title="Agent"), PositionFactory(title="Sales")
    for role, kind, stage, positions in (
        (pair[0], "sideways", "", [sales]),
        (pair[0], "upward", "", [sales]),
        (pair[0], "upward", "executive", [sales]),
        (pair[0], "upward", "entry", [agent]),
        (pair[1], "upward", "entry", [agent, sales]),
    ):
        CareerStepFactory(role=role, kind=kind, stage=stage, positions=positions)
    CareerStepFactory(role=pair[1], kind="growth", advice="Learn")

    assert only(pair, "career") == [
        ("Entry level", ["Agent en"], ["Agent en", "Sales en"]),
        ("Executive roles", ["Sales en"], []),
        ("Other steps up", ["Sales en"], []),
        ("Sideways moves", ["Sales en"], []),
        ("Growth opportunities", [], ["Learn en"]),
    ]


def test_career_steps_show_no_position_of_a_draft(pair):
    hidden = PositionFactory(role=DraftFactory(title="Hush"), title="")
    CareerStepFactory(role=pair[0], positions=[hidden, PositionFactory(title="Agent")])

    assert only(pair, "career") == [("Other steps up", ["Agent en"], [])]


def test_practices_that_several_roles_name_have_lines_of_their_own(pair):
    for role, key, title in (
        (pair[0], "listen", "Listen"),
        (pair[0], "learn", "Learn"),
        (pair[1], "plan", "Plan"),
        (pair[1], "learn", "Learn more"),
    ):
        BestPracticeFactory(role=role, key=key, title=title)

    assert only(pair, "practices") == [
        ("Learn en", ["Yes"], ["Yes"]),
        ("Other best practices", ["Listen en"], ["Plan en"]),
    ]


def test_practices_of_which_none_is_shared_are_one_line(pair):
    BestPracticeFactory(role=pair[0], title="Listen")

    assert only(pair, "practices") == [("Best practices", ["Listen en"], [])]


def test_text_that_is_missing_in_a_language_is_a_fallback_in_its_cell(pair):
    ResponsibilityFactory(role=pair[0], title_fi="Vastuu", title_en="", title_nb="", title_pl="")

    with translation.override("pl"):
        [section] = [one for one in compare(pair, "pl").sections if one.id == "responsibilities"]

    text = section.rows[0].cells[0].entries[0].text
    assert (str(text), text.language, text.is_fallback) == ("Vastuu", "fi", True)
