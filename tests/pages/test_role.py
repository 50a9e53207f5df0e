import json
from collections import Counter
from datetime import UTC, date, datetime

import pytest

from core.content_cache import cached_per_content_version
from roles.related import relate_all
from tests.support.factories import (
    AlternativeTitleFactory,
    BestPracticeFactory,
    CareerStepFactory,
    DraftFactory,
    PayRangeFactory,
    PositionFactory,
    QuestionFactory,
    RelatedRoleFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleFamilyFactory,
    RoleSkillFactory,
    SkillFactory,
    SourceFactory,
    ToolFactory,
    ToolUseFactory,
    add_items,
    cite,
)
from tests.support.markup import Page, spoken, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_described")]


@pytest.fixture
def lead():
    service = RoleFamilyFactory(slug="service", title="Service")
    return RoleFactory(
        slug="lead",
        family=RoleFamilyFactory(slug="leading", title="Leading", parent=service, hue="teal"),
        title="Lead",
        summary="Leads",
        introduction="First\n\nSecond",
        stage="lead",
    )


def section(page: Page, anchor: str) -> str:
    return text(page.by_id(anchor))


def navigation(page: Page) -> list[str]:
    return [link.get("href") for link in page.all("a", inside=page.find("nav", "toc"))]


def test_head_of_the_page_says_what_the_role_is(visit, lead):
    AlternativeTitleFactory(role=lead, language="fi", title="Vetäjä")

    page = visit("/fi/roles/lead/")

    assert page.text("title") == "Lead fi | Rolebook"
    assert page.text("h1") == "Lead fi"
    assert page.texts("li", inside=page.find("nav", "crumbs")) == [
        spoken("fi", "Roles"),
        "Service fi",
        "Leading fi",
        "Lead fi",
    ]
    assert page.text("p", "lead") == "Leads fi"
    assert "Vetäjä" in page.text("p", "also")
    assert page.find("main").get("data-hue") == "teal"


def test_facts_are_those_that_are_known(visit, lead):
    page = visit("/en/roles/lead/")

    facts = page.find("div", "facts")
    assert dict(
        zip(page.texts("dt", inside=facts), page.texts("dd", inside=facts), strict=True)
    ) == {
        "Stage": "Lead",
        "Role family": "Leading en",
        "Reading time": "1 minute",
        "Published": "2 March 2026",
    }


@pytest.mark.parametrize(
    ("language", "days"),
    [
        ("en", ["2 March 2026", "21 May 2026", "1 April 2026"]),
        ("fi", ["2. maaliskuuta 2026", "21. toukokuuta 2026", "1. huhtikuuta 2026"]),
        ("nb", ["2. mars 2026", "21. mai 2026", "1. april 2026"]),
        ("pl", ["2 marca 2026", "21 maja 2026", "1 kwietnia 2026"]),
    ],
)
def test_dates_are_written_as_the_reader_writes_them(visit, lead, language, days):
    lead.updated_at = datetime(2026, 5, 20, 22, tzinfo=UTC)  # the next day in Helsinki
    lead.reviewed_on = date(2026, 4, 1)
    lead.save()

    page = visit(f"/{language}/roles/lead/")

    assert page.texts("time") == days
    assert [time.get("datetime") for time in page.all("time")] == [
        "2026-03-02",
        "2026-05-21",
        "2026-04-01",
    ]


def test_page_holds_every_item_of_the_role(visit):
    role = add_items(RoleFactory(slug="lead", introduction="Introduced", conclusion="Concluded"))

    page = visit("/en/roles/lead/")

    assert navigation(page) == [
        "#in-short",
        "#responsibilities",
        "#skills",
        "#tools",
        "#metrics",
        "#career",
        "#pay",
        "#practices",
        "#questions",
        "#conclusion",
        "#titles",
        "#sources",
    ]
    assert "Introduced en" in section(page, "in-short")
    assert "Concluded en" in section(page, "conclusion")
    for item in role.items[1:]:
        shown = section(page, item.anchor)
        for field in item.translated_fields():
            for line in item.shown_text(field, "en").lines:
                assert line in shown or field == "place"
    pay = role.pay_ranges.get()
    assert pay.place_en in section(page, "pay")
    assert "30,000" in section(page, "pay")


def test_section_that_has_nothing_to_say_is_not_there(visit):
    RoleFactory(slug="lead")

    page = visit("/en/roles/lead/")

    assert navigation(page) == ["#titles"]
    assert [part.get("id") for part in page.all("section", "sec")] == ["titles"]


def test_anchors_are_unique_even_for_items_of_one_name(visit):
    role = RoleFactory(slug="lead", introduction="Introduced")
    for factory in (ResponsibilityFactory, BestPracticeFactory, QuestionFactory, PayRangeFactory):
        factory(role=role, key="skills")
    CareerStepFactory(role=role, key="skills", positions=[PositionFactory()])
    RoleSkillFactory(role=role, skill__slug="skills")
    ToolUseFactory(role=role, category__slug="skills", tools=[ToolFactory()])

    anchors = Counter(visit("/en/roles/lead/").ids)

    assert [anchor for anchor, times in anchors.items() if times > 1] == []
    assert anchors["responsibility-skills"] == anchors["question-skills"] == 1


def test_numbers_beside_a_text_lead_to_its_source_in_the_list(visit, lead):
    cite(lead, SourceFactory(slug="one", title="One"), "introduction")
    item = ResponsibilityFactory(role=lead, key="leading")
    cite(item, SourceFactory(slug="two", title="Two"))

    page = visit("/en/roles/lead/")

    part = page.by_id("responsibility-leading")
    assert [link.get("href") for link in page.all("a", inside=page.find("sup", inside=part))] == [
        "#source-two"
    ]
    assert text(page.by_id("source-two")).startswith("Two (published by: Publisher;")
    assert "Sources: Source 1" in section(page, "in-short")


def test_questions_are_the_key_takeaways(visit, lead):
    QuestionFactory(role=lead, key="what", question="What?", answer="That.")

    page = visit("/en/roles/lead/")

    aside = page.find("aside", "takeaways")
    assert page.text("a", inside=aside, href="#question-what") == "What? en"


def test_ladder_names_the_positions_and_links_those_with_a_page(visit, lead):
    agent = PositionFactory(title="Agent")
    manager = PositionFactory(title="", role=RoleFactory(slug="manager", title="Manager"))
    hidden = PositionFactory(title="", role=DraftFactory(title="Secret"))
    here = PositionFactory(title="", role=lead)
    CareerStepFactory(role=lead, stage="entry", positions=[agent, hidden], order=1)
    CareerStepFactory(role=lead, positions=[here], order=2)
    CareerStepFactory(role=lead, stage="management", positions=[manager], order=3)

    page = visit("/en/roles/lead/")

    stairs = page.find("ol", "stairs")
    assert page.texts("li", inside=stairs) == [
        "Entry levelAgent en",
        "Lead en",
        "ManagementManager en",
    ]
    assert [link.get("href") for link in page.all("a", inside=stairs)] == [
        f"/en/careers/{agent.slug}/",
        "/en/roles/manager/",
    ]
    assert page.text("li", "here", inside=stairs) == "Lead en"
    assert "Secret" not in page.markup


@pytest.mark.parametrize(
    ("language", "lowest", "highest"),
    [
        ("en", "30,000", "160,000"),
        ("fi", "30\xa0000", "160\xa0000"),
        ("nb", "30\xa0000", "160\xa0000"),
        ("pl", "30\xa0000", "160\xa0000"),
    ],
)
def test_pay_is_written_as_the_reader_writes_money(visit, lead, language, lowest, highest):
    PayRangeFactory(role=lead, key="sf", currency="USD", minimum=30_000, maximum=160_000)

    page = visit(f"/{language}/roles/lead/")

    assert page.texts("td", "r", inside=page.by_id("pay-sf")) == [lowest, highest]


@pytest.mark.parametrize(("taken", "in_sight"), [(59, 59), (60, 40)])
def test_of_very_many_skills_the_first_are_in_sight_and_the_others_folded(
    visit, lead, taken, in_sight
):
    for place in range(taken):
        skill = SkillFactory(group=None, kind="competence")
        RoleSkillFactory(role=lead, skill=skill, requirement="useful", order=place)

    page = visit("/pl/roles/lead/")
    skills = page.by_id("skills")
    folded = [
        li for more in page.all("details", inside=skills) for li in page.all("li", inside=more)
    ]

    assert len(page.all("li", inside=skills)) == taken
    assert len(folded) == taken - in_sight
    assert page.texts("summary", inside=skills) == (["Pokaż jeszcze 20"] if folded else [])


def test_related_roles_say_how_much_carries_over_and_how_many_skills_they_share(visit, lead):
    for number, title in ((2, "Near"), (1, "Far")):
        other = RoleFactory(slug=title.lower(), title=title)
        for _ in range(number):
            RoleSkillFactory(role=other, skill=RoleSkillFactory(role=lead).skill)
    RoleSkillFactory(role=other)
    relate_all()

    page = visit("/en/roles/lead/")

    part = page.by_id("related")
    assert page.texts("a", "rolecard", inside=part) == [
        "Near en100% of requirements already met, 2 shared skills",
        "Far en50% of requirements already met, 1 shared skill",
    ]
    assert page.find("a", href="/en/careers/lead/", inside=part) is not None
    assert "/en/roles/near/" in page.links


def test_search_engines_and_other_sites_are_told_about_the_role(visit, lead):
    page = visit("/en/roles/lead/")

    described = json.loads(text(page.find("script", type="application/ld+json")))
    assert (described["name"], described["description"]) == ("Lead en", "Leads en")
    assert described["mainEntityOfPage"]["@id"] == "http://testserver/en/roles/lead/"
    assert {meta.get("property"): meta.get("content") for meta in page.all("meta", property=True)}[
        "og:title"
    ] == "Lead en"
    assert page.find("meta", property="og:type").get("content") == "article"
    assert page.find("meta", property="og:url").get("content") == (
        "http://testserver/en/roles/lead/"
    )
    assert page.find("meta", name="description").get("content") == "Leads en"


def test_text_that_looks_like_markup_is_text(visit, lead):
    lead.title_en = "</script><script>alert(1)</script>"
    lead.introduction_en = "<img src=x onerror=alert(1)>"
    lead.summary_en = '"><b>'
    lead.save()

    page = visit("/en/roles/lead/")

    assert page.text("h1") == "</script><script>alert(1)</script>"
    assert "<img src=x onerror=alert(1)>" in section(page, "in-short")
    assert page.all("img") + page.all("b") == []
    assert [script.get("src") is None for script in page.all("script")].count(True) == 1


def test_page_costs_as_many_queries_for_three_hundred_items_as_for_one(client, count_queries):
    role = add_items(RoleFactory(slug="lead", introduction="Leads"))
    RoleSkillFactory(skill=role.role_skills.get().skill)
    first = count_queries(lambda: client.get("/en/roles/lead/?with=fi"))
    for number in range(300):
        ResponsibilityFactory(role=role, tasks="One\nTwo", area=role.responsibilities.first().area)
        RoleSkillFactory(role=role, skill__group=role.role_skills.first().skill.group)
        cite(role, SourceFactory(), f"field {number}")

    assert count_queries(lambda: client.get("/en/roles/lead/?with=fi")) == first
    assert first <= 18


@pytest.mark.parametrize("number", [1, 3])
def test_first_page_after_a_change_costs_few_queries_more_and_needs_no_catalogue(
    client, count_queries, number, monkeypatch
):
    monkeypatch.setattr("roles.listed.catalogue", None)
    role = add_items(RoleFactory(slug="lead"), number=number)
    for _ in range(number):
        RelatedRoleFactory(role=role)

    def first_page() -> None:
        cached_per_content_version.clear_all()
        assert client.get("/en/roles/lead/").status_code == 200

    assert count_queries(first_page) == 23


def test_page_of_a_deep_family_costs_no_more_queries(client, count_queries):
    family = None
    for depth in range(4):
        family = RoleFamilyFactory(slug=f"family-{depth}", parent=family)
    RoleFactory(slug="deep", family=family)
    RoleFactory(slug="shallow")

    shallow = count_queries(lambda: client.get("/en/roles/shallow/"))

    assert count_queries(lambda: client.get("/en/roles/deep/")) == shallow


def test_day_on_which_a_role_came_with_a_data_set_is_not_called_published(visit, lead):
    cite(lead, SourceFactory(slug="one", kind="data-set"), "introduction")

    assert "Added" in visit("/en/roles/lead/").texts("dt")
    cite(lead, SourceFactory(slug="two", kind="article"), "introduction")
    assert "Published" in visit("/en/roles/lead/").texts("dt")
