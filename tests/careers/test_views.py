"""The page of a comparison, and the one to choose roles on."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roles.related import relate_all
from tests.support.factories import (
    CareerStepFactory,
    DraftFactory,
    PayRangeFactory,
    PositionFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleMetricFactory,
    RoleSkillFactory,
    SkillFactory,
    SkillGroupFactory,
    ToolFactory,
    ToolUseFactory,
    add_items,
)
from tests.support.markup import Page, spoken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_described")]


@pytest.fixture
def lead_and_agent():
    """Two roles: both need empathy, which is useful to the agent only; only the lead coaches."""
    lead = RoleFactory(slug="lead", title="Lead", stage="lead", family__title="Support")
    agent = RoleFactory(slug="agent", title="Agent", stage="entry", family=lead.family)
    people = SkillGroupFactory(title="People")
    empathy = RoleSkillFactory(
        role=lead, skill__title="Empathy", skill__slug="empathy", skill__group=people
    ).skill
    RoleSkillFactory(role=agent, skill=empathy, requirement="useful", context="To help")
    RoleSkillFactory(role=lead, skill__title="Coaching", skill__group=people)
    metric = RoleMetricFactory(role=lead, metric__title="CSAT").metric
    RoleMetricFactory(role=agent, metric=metric)
    return lead, agent


BOTH = "role=lead&role=agent"


def headers(page: Page) -> list[str]:
    """The titles over the columns."""
    return [text for text in page.texts("a", inside=page.find("thead")) if "Remove" not in text]


def lines(page: Page) -> list[list[str]]:
    """The lines of the table, without the letters that mark columns on a phone."""
    rows = [row for row in page.all("tr", inside=page.find("table")) if page.all("td", inside=row)]
    return [
        [
            page.text("th", inside=row),
            *(cell.removeprefix(letter) for cell, letter in zip(cells, "ABCD", strict=False)),
        ]
        for row in rows
        for cells in [page.texts("td", inside=row)]
    ]


# --- Side by side ----------------------------------------------------------------------------


@pytest.mark.usefixtures("lead_and_agent")
def test_two_roles_stand_side_by_side_in_one_table(visit):
    page = visit(f"/en/compare/?{BOTH}")

    assert page.text("h1") == "Two roles side by side"
    assert page.text("title") == "Compare: Lead en, Agent en | Rolebook"
    assert headers(page) == ["Lead en", "Agent en"]
    assert page.texts("th", scope="rowgroup") == [
        *("At a glance", "Skills", "People en", "Metrics"),
    ]
    assert lines(page) == [
        ["Stage", "Lead", "Entry"],
        ["Role family", "Support en", "Support en"],
        ["Essential skills", "2", "Not mentioned"],
        ["Useful skills", "Not mentioned", "1"],
        ["Empathy en", "Essential", "UsefulTo help en"],
        ["Coaching en", "Essential", "Not mentioned"],
        ["CSAT en higher is better", "Yes", "Yes"],
    ]
    assert page.headers["X-Page"] == "role,skill,tool,show,q,format"
    assert page.find("meta", name="robots").get("content") == "noindex"
    assert "/en/skills/empathy/" in page.links


@pytest.mark.usefixtures("lead_and_agent")
def test_order_of_the_address_is_the_order_of_the_columns(visit):
    page = visit("/en/compare/?role=agent&role=lead")

    assert headers(page) == ["Agent en", "Lead en"]
    assert lines(page)[0] == ["Stage", "Entry", "Lead"]


@pytest.mark.usefixtures("lead_and_agent")
def test_only_differences_or_only_what_is_shared_is_shown(visit):
    differences = visit(f"/en/compare/?{BOTH}&show=differences")
    shared = visit(f"/en/compare/?{BOTH}&show=shared")

    assert [line[0] for line in lines(differences)] == [
        *("Stage", "Essential skills", "Useful skills", "Empathy en", "Coaching en"),
    ]
    assert [line[0] for line in lines(shared)] == [
        *("Role family", "Empathy en", "CSAT en higher is better"),
    ]
    current = differences.find("span", aria_current="true", inside=differences.find("nav", "views"))
    assert "".join(current.itertext()) == "Only differences"
    assert f"/en/compare/?{BOTH}&show=shared" in differences.links
    assert f"/en/compare/?{BOTH}" in differences.links


def test_page_of_three_says_that_not_all_share_anything(visit):
    for slug, stage in (("a", "lead"), ("b", "lead"), ("c", "entry")):
        RoleFactory(slug=slug, stage=stage)

    page = visit("/en/compare/?role=a&role=b&role=c&show=shared")

    assert page.text("p", "notice") == "No item appears in the descriptions of all these roles."


def test_page_says_so_where_nothing_differs_or_nothing_is_shared(visit):
    first = RoleFactory(slug="a")
    RoleFactory(slug="b", family=first.family)

    page = visit("/en/compare/?role=a&role=b&show=differences")

    assert page.text("p", "notice") == "The descriptions of these roles do not differ."
    assert lines(page) == []


@pytest.mark.usefixtures("lead_and_agent")
def test_pair_and_summary_say_what_is_shared_and_where_the_roles_part(visit):
    page = visit(f"/en/compare/?{BOTH}")

    pair = page.find("dl", "overlap")
    assert page.texts("dt", inside=pair) == ["A Lead enB Agent en"]
    assert page.texts("dd", inside=pair) == ["1 of 2 skills sharedMetrics 1 of 1"]
    assert page.texts("p", "lead") == [
        "The descriptions list some of the same skills: 1 of 2. "
        "The roles are most similar in: People en (1 of 2 skills in common).",
        "Only in the role “Lead en”: Coaching en.",
    ]


@pytest.mark.usefixtures("lead_and_agent")
def test_page_speaks_the_readers_language(visit, language):
    page = visit(f"/{language}/compare/?{BOTH}")

    assert page.text("h1") == spoken(language, "Two roles side by side")
    assert lines(page)[-1] == [
        f"CSAT {language} {spoken(language, 'higher is better')}",
        *[spoken(language, "Yes")] * 2,
    ]
    assert f"/fi/compare/?{BOTH}" in page.links or language == "fi"


def test_summary_of_three_roles_names_the_nearest_and_the_farthest(visit):
    group = SkillGroupFactory(title="People")
    roles = [RoleFactory(slug=slug, title=slug.upper()) for slug in "abc"]
    for at, name in enumerate("ABBC"):
        skill = RoleSkillFactory(
            role=roles[0 if at < 2 else 1],
            skill__title=name,
            skill__group=group,
        ).skill
        if name == "A":
            RoleSkillFactory(role=roles[1], skill=skill)

    page = visit("/en/compare/?role=a&role=b&role=c")

    assert page.text("p", "lead") == (
        "No skill is shared by all of these roles. Only the skills in their descriptions are "
        "counted. The two most similar roles: “A en” and “B en”. The two least similar roles: "
        "“A en” and “C en”."
    )


@pytest.mark.parametrize("number", [2, 3])
@pytest.mark.parametrize("named", ["skills", "skills or tools"])
def test_roles_without_a_skill_in_common_are_told_what_that_says(visit, number, named):
    roles = [RoleFactory(slug=slug) for slug in "abc"[:number]]
    tool = ToolFactory()
    for role in roles:
        RoleSkillFactory(role=role)
        ToolUseFactory(role=role, tools=[tool] if named == "skills" else [])

    page = visit("/en/compare/?" + "&".join(f"role={role.slug}" for role in roles))

    assert page.texts("p", "lead")[0] == (
        f"The descriptions of these roles share no {named}. Only the descriptions are compared, so "
        "the work itself may still be similar."
    )


def test_pay_stands_in_its_own_currency_and_as_the_language_writes_it(visit):
    for slug, currency in (("a", "EUR"), ("b", "NOK")):
        PayRangeFactory(
            role=RoleFactory(slug=slug), place="Town", audience="All", currency=currency
        )

    page = visit("/en/compare/?role=a&role=b")

    assert lines(page)[-2:] == [
        ["Town en", "All en: EUR\xa030,000–50,000 0 60,000", "Not mentioned"],
        ["Town en", "Not mentioned", "All en: NOK\xa030,000–50,000 0 60,000"],
    ]
    assert [text.partition(".")[0] for text in page.texts("th", scope="rowgroup")][-3:] == [
        "Pay",
        "Euros (EUR) per year",
        "Norwegian kroner (NOK) per year",
    ]


def test_text_in_another_language_says_so_in_its_cell(visit):
    roles = [RoleFactory(slug=slug) for slug in "ab"]
    ResponsibilityFactory(role=roles[0], title_fi="Vastuu", title_en="", title_nb="", title_pl="")

    page = visit("/pl/compare/?role=a&role=b")

    [cell] = [td for td in page.all("td") if "Vastuu" in "".join(td.itertext())]
    assert page.texts("span", inside=cell, lang="fi") == ["Vastuu", "Suomi"]


def test_names_of_tools_are_not_translated(visit):
    roles = [RoleFactory(slug=slug) for slug in "ab"]
    ToolUseFactory(role=roles[0], tools=[ToolFactory(name="Zendesk")])

    page = visit("/fi/compare/?role=a&role=b")

    assert page.texts("span", translate="no", inside=page.find("table")) == ["Zendesk"]


def test_nothing_that_editors_write_is_markup(visit):
    for slug in "ab":
        role = RoleFactory(slug=slug, title="<b>Bold</b>")
        ResponsibilityFactory(role=role, title="<script>", area__title="<i>")

    page = visit("/en/compare/?role=a&role=b")

    assert headers(page) == ["<b>Bold</b> en"] * 2
    assert (page.all("b"), page.all("i")) == ([], [])


# --- Adding, removing, moving ----------------------------------------------------------------


def test_roles_are_removed_and_moved_by_links(visit):
    for slug in "abc":
        RoleFactory(slug=slug, title=slug.upper())

    page = visit("/en/compare/?role=a&role=b&role=c&show=shared")

    links = {
        "".join(link.itertext()).replace("\u00ad", ""): link.get("href")
        for link in page.all("a", inside=page.by_id("change"))
    }
    assert links == {
        "Move right: A en": "/en/compare/?role=b&role=a&role=c&show=shared#change",
        "Remove: A en": "/en/compare/?role=b&role=c&show=shared",
        "Move left: B en": "/en/compare/?role=b&role=a&role=c&show=shared#change",
        "Move right: B en": "/en/compare/?role=a&role=c&role=b&show=shared#change",
        "Remove: B en": "/en/compare/?role=a&role=c&show=shared",
        "Move left: C en": "/en/compare/?role=a&role=c&role=b&show=shared#change",
        "Remove: C en": "/en/compare/?role=a&role=b&show=shared",
        "Clear all": "/en/compare/",
    }


@pytest.mark.usefixtures("lead_and_agent")
def test_role_is_looked_for_by_its_title_and_added_by_a_link(visit):
    RoleFactory(slug="coach", title="Lead coach")

    page = visit(f"/en/compare/?{BOTH}&q=lead")

    assert f"/en/compare/?{BOTH}&role=coach" in page.links
    assert page.texts("a", "chip") == ["Add: Lead coach en"]
    assert "X-Page" not in page.headers
    missing = visit(f"/en/compare/?{BOTH}&q=nobody")
    assert missing.text("p", inside=missing.by_id("change")) == spoken(
        "en", "No role titles contain the words you entered."
    )


@pytest.mark.usefixtures("lead_and_agent")
def test_role_to_add_that_is_called_like_one_that_is_there_is_told_apart(visit):
    RoleFactory(title="Lead", family__title="Sales")

    page = visit(f"/en/compare/?{BOTH}&q=lead")

    assert page.texts("a", "chip") == ["Add: Lead en · Sales en"]


def test_roles_of_one_family_to_choose_from_are_told_apart_by_another_language(visit):
    family = RoleFactory(slug="other").family
    for title in ("flight attendant", "steward"):
        RoleFactory(title="Stuertti", title_en=title, family=family)

    page = visit("/fi/compare/?q=stuertti")

    cards = page.all("a", "rolecard")
    assert [page.texts("small", inside=card) for card in cards] == [
        [family.title_fi, f"· {title} {spoken('fi', 'shown in:')} English"]
        for title in ("flight attendant", "steward")
    ]


def test_telling_roles_apart_costs_no_query(client, count_queries):
    role = RoleFactory(title="Same")
    first = count_queries(lambda: client.get("/en/compare/?q=same"))
    for number in range(2):
        RoleFactory(title="Same", title_pl=f"Ten {number}", family=role.family)

    assert count_queries(lambda: client.get("/en/compare/?q=same")) == first


def test_fifth_role_is_not_offered(visit):
    for slug in "abcd":
        RoleFactory(slug=slug)

    page = visit("/en/compare/?role=a&role=b&role=c&role=d")

    assert page.text("h1") == "Four roles side by side"
    assert page.all("form", "ask") == []


# --- The file --------------------------------------------------------------------------------


@pytest.mark.usefixtures("lead_and_agent")
def test_former_address_of_the_file_leads_on(client):
    response = client.get(f"/fi/compare/?{BOTH}&format=csv&show=shared")

    assert response.status_code == 301
    assert response.headers["Location"] == f"/fi/compare.csv?{BOTH}&show=shared"


# --- What cannot be compared -----------------------------------------------------------------


@pytest.mark.usefixtures("lead_and_agent")
@pytest.mark.parametrize(
    ("query", "status", "ticked"),
    [
        ("", 200, []),
        ("role=lead", 200, ["lead"]),
        ("role=lead&role=lead", 200, ["lead"]),
        ("role=&role=lead", 200, ["lead"]),
        ("role=nobody", 404, []),
        ("role=hush", 404, []),
        ("role=lead&role=agent&role=nobody", 404, ["lead", "agent"]),
        ("role=lead&role=agent&role=hush", 404, ["lead", "agent"]),
        ("role=lead&role=old", 200, ["lead", "agent"]),
        ("role=gone", 200, []),
        ("role=%3Cscript%3E&role=lead", 200, ["lead"]),
        ("show=nonsense&q=" + "x" * 500, 200, []),
        ("role=lead%00&format=pdf", 200, []),
        ("&".join(f"role=x{n}" for n in range(500)), 404, []),
    ],
)
def test_what_cannot_be_compared_leads_to_choosing(visit, lead_and_agent, query, status, ticked):
    DraftFactory(slug="hush", title="Hush")
    RoleFactory(slug="old", status="retired", replaced_by=lead_and_agent[1])
    RoleFactory(slug="gone", status="retired")

    page = visit(f"/fi/compare/?{query}", status=status)

    assert page.text("h1") == spoken("fi", "Compare roles")
    on = [box.get("value") for box in page.all("input", type="checkbox") if "checked" in box.attrib]
    assert on == ticked
    assert page.all("table") == []
    assert "Hush" not in page.markup


def test_draft_is_answered_as_what_is_not_there(visit):
    DraftFactory(slug="draft")

    answers = {
        visit(f"/en/compare/?role={slug}", status=404).markup.replace(slug, "…")
        for slug in ("draft", "nobody")
    }

    assert len(answers) == 1


def test_more_than_four_roles_are_listed_to_choose_from(visit):
    for slug in "abcde":
        RoleFactory(slug=slug)

    page = visit("/en/compare/?" + "&".join(f"role={slug}" for slug in "abcde"))

    boxes = [box for box in page.all("input", name="role") if box.get("type") == "checkbox"]
    assert [box.get("value") for box in boxes if "checked" in box.attrib] == [*"abcde"]
    assert page.text("p", "lead").startswith("You can compare up to four roles.")


def test_retired_role_leads_to_its_page_and_names_its_successor(visit):
    new = RoleFactory(slug="new", title="New")
    RoleFactory(slug="old", title="Old", status="retired", replaced_by=new)

    page = visit("/en/compare/?role=old")

    assert page.text("p", "notice") == (
        "“Old en” is no longer in use. This role has been replaced by “New en”. "
        "Open the retired role’s page"
    )
    assert "/en/roles/old/" in page.links


def test_page_to_choose_offers_what_is_near_and_leads_to_browsing_with_the_choice(visit):
    role, near = RoleFactory(slug="a"), RoleFactory(slug="b", title="Near")
    RoleFactory(title="Far")
    role.related.create(other=near, nearness=0.5, share=0.5, shared_skills=1)

    page = visit("/en/compare/?role=a")

    offered = page.find("section", aria_labelledby="offered")
    assert page.texts("strong", inside=offered) == ["Near en"]
    assert "/en/roles/?compare=a" in page.links
    assert page.find("form", id="compare").get("data-named") is not None


def test_only_the_plain_page_is_for_search_engines(visit):
    RoleFactory(slug="a")

    assert visit("/en/compare/").all("meta", name="robots") == []
    canonical = visit("/en/compare/").find("link", rel="canonical")
    assert canonical.get("href") == "http://testserver/en/compare/"
    named = visit("/en/compare/?role=a")
    assert named.find("meta", name="robots").get("content") == "noindex"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["role", "show", "q", "format", "x"]),
            st.sampled_from([b"lead", b"agent", b"csv", b"shared"])
            | st.binary(max_size=30)
            | st.text(max_size=30).map(lambda text: text.encode()),
        ),
        max_size=7,
    )
)
def test_no_query_breaks_the_page(client, lead_and_agent, pairs):
    query = "&".join(f"{name}={''.join(f'%{byte:02x}' for byte in value)}" for name, value in pairs)

    response = client.get(f"/pl/compare/?{query}")

    assert response.status_code in (200, 301, 404)


# --- Queries ---------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [2, 4])
@pytest.mark.parametrize("items", [1, 3])
def test_page_takes_as_many_queries_whatever_is_compared(client, count_queries, number, items):
    slugs = [add_items(RoleFactory(), items).slug for _ in range(number)]
    query = "&".join(f"role={slug}" for slug in slugs)

    assert count_queries(lambda: client.get(f"/en/compare/?{query}")) == 12


@pytest.mark.parametrize("number", [1, 3])
def test_choosing_takes_as_many_queries_however_many_are_offered(client, count_queries, number):
    role = RoleFactory(slug="a")
    for _ in range(number):
        other = RoleFactory(title="Same")
        role.related.create(other=other, nearness=0.5, share=0.5, shared_skills=1)

    assert count_queries(lambda: client.get("/en/compare/?role=a")) == 4
    assert count_queries(lambda: client.get("/en/compare/?role=a&q=same")) == 4
    assert count_queries(lambda: client.get("/en/compare/")) == 3


@pytest.fixture
def brief_pair(settings):
    """Two roles that share a skill; the one with a single skill is briefly described."""
    settings.BRIEF_ITEMS = 2
    skill = SkillFactory(slug="listening")
    brief = RoleSkillFactory(role=RoleFactory(slug="brief", title="Brief"), skill=skill).role
    full = RoleSkillFactory(role=RoleFactory(slug="full", title="Full"), skill=skill).role
    RoleSkillFactory(role=full)
    relate_all()
    return brief, full


DESCRIBED = "1 of 1 listed skill"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/en/find/?skill=listening", DESCRIBED),
        ("/en/find/?role=full", DESCRIBED),
        (
            "/en/move/?from=full&to=brief",
            "Skills listed for the new role: you already have 1 of 1.",
        ),
        ("/en/move/?from=full", DESCRIBED),
        ("/en/careers/full/", DESCRIBED),
        ("/en/roles/full/", DESCRIBED),
        ("/en/compare/?role=full&role=brief", "Briefly described"),
    ],
)
def test_no_percentage_of_a_briefly_described_role_is_shown(brief_pair, visit, address, said):
    text = visit(address).text("main")

    assert said in text
    assert "Briefly described" in text
    assert "so no percentage is shown" in text or address == "/en/move/?from=full"
    assert "100%" not in text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/en/move/?from=brief&to=full", "you already have 1 of 2."),
        ("/en/find/?role=brief", "1 of 2 listed skills"),
    ],
)
def test_no_percentage_that_rests_on_a_briefly_described_role_is_shown(
    brief_pair, visit, address, said
):
    text = visit(address).text("main")

    assert said in text
    assert "so no percentage is shown" in text
    assert "%" not in text


def test_share_stands_apart_from_the_name_of_the_move(brief_pair, visit):
    brief, full = brief_pair
    there = PositionFactory(slug="full", title="Full", role=full, stage="manager")
    here = PositionFactory(slug="brief", title="Brief", role=brief, stage="lead")
    CareerStepFactory(role=brief, key="here", positions=[here])
    CareerStepFactory(role=brief, key="next", positions=[there])

    assert "Full en 1 of 2 listed skills" in visit("/en/careers/").text("main")
    assert "Brief en 1 of 2 listed skills" in visit("/en/careers/full/").text("main")
