import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roles.related import relate_all
from search.upkeep import index_pending
from skills.models import Skill
from skills.short_ids import short_id_of_slug
from tests.support.factories import (
    DraftFactory,
    RoleFactory,
    RoleSkillFactory,
    SkillFactory,
    ToolFactory,
    ToolUseFactory,
    add_items,
)
from tests.support.markup import Page, spoken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_described")]
ALL = "/en/find/?skill=listening&tool=zendesk&role=agent"
LISTENING, ZENDESK = short_id_of_slug("listening"), short_id_of_slug("zendesk")


@pytest.fixture
def lead():
    """A lead who listens, leads and uses Zendesk, and an agent who listens."""
    agent, lead = RoleFactory(slug="agent", title="Agent"), RoleFactory(slug="lead", title="Lead")
    listening = SkillFactory(slug="listening", title="Listening")
    for role in (agent, lead):
        RoleSkillFactory(role=role, skill=listening)
    RoleSkillFactory(role=lead, skill__slug="leading", skill__title="Leading")
    ToolUseFactory(role=lead, tools=[ToolFactory(slug="zendesk", name="Zendesk")])
    relate_all()
    return lead


def ticked(page: Page) -> list[tuple[str, str]]:
    boxes = [box for box in page.all("input", type="checkbox") if "checked" in box.attrib]
    return [(box.get("name"), box.get("value")) for box in boxes]


def test_empty_form_offers_skills_by_group_and_tools(visit, lead):
    page = visit("/en/find/")

    groups = page.texts("summary", inside=page.by_id("abilities"))
    assert len(groups) == 4
    assert groups[-2:] == ["Tools", "Your current role"]
    assert page.texts("label", "opt") == ["Listening en", "Leading en", "Zendesk"]
    assert page.all("ol", "hits") == []


def test_role_says_in_words_why_it_fits(visit, lead):
    page = visit("/en/find/?skill=listening&tool=zendesk")

    assert page.text("p", "lead") == "2 roles match what you know"
    hits = page.all("li", "hit")
    assert [page.text("h3", inside=hit) for hit in hits] == ["Lead en", "Agent en"]
    assert page.texts("p", inside=hits[0])[:3] == [
        "You meet 57% of the requirements",
        "You have 1 of 2 essential skills. You know tools in 1 of 1 tool category.",
        "What you are missing: Leading en",
    ]
    assert ticked(page) == [("skill", LISTENING), ("tool", ZENDESK)]


def test_role_one_is_in_is_kept_and_leads_to_moves_from_it(visit, lead):
    page = visit(ALL)

    assert ticked(page) == [("skill", LISTENING), ("tool", ZENDESK), ("role", "agent")]
    assert page.texts("h3", inside=page.find("ol", "hits")) == ["Lead en"]
    assert f"/en/move/?from=agent&to=lead&skill={LISTENING}&tool={ZENDESK}" in page.links


def test_what_was_typed_can_be_ticked(visit, lead):
    index_pending()

    page = visit("/en/find/?skill=listening&q=LEAD&role_q=lead")

    [found, *_others] = page.all("fieldset")
    assert page.texts("label", inside=found) == ["Leading en"]
    assert page.find("input", type="radio", name="role").get("value") == "lead"
    assert page.by_id("find-q").get("value") == "LEAD"


def test_roles_to_be_in_that_are_called_the_same_are_told_apart(visit, lead):
    RoleFactory(title="Lead", family__title="Sales")

    page = visit("/en/find/?role_q=lead")

    labels = [text for text in page.texts("label") if "Lead en" in text]
    assert labels == [f"Lead en · {lead.family.title_en}", "Lead en · Sales en"]


def test_nothing_found_says_so(visit, lead):
    page = visit("/en/find/?q=zebra&role_q=zebra")

    assert page.texts("p", role="status") == [
        "No other skill or tool names contain the words you entered.",
        "No role titles contain the words you entered.",
    ]


def test_what_no_other_role_takes_leads_on(visit, lead):
    RoleSkillFactory(role=RoleFactory(slug="alone"))
    relate_all()

    page = visit("/en/find/?role=alone")

    assert page.text("h2", inside=page.find("div", "empty")) == "No role matches your selection"


@pytest.mark.parametrize(
    "query", ["skill=nothing", "skill=.aaaaaaaa", "tool=nothing", "role=nobody", "role=hush"]
)
def test_unknown_is_named_and_a_draft_is_unknown(visit, lead, query):
    draft = DraftFactory(slug="hush", title="Secret")
    RoleSkillFactory(role=draft)

    page = visit(f"/en/find/?{query}")

    assert page.text("p", "notice").endswith(f"has been ignored: {query}")
    assert "Secret" not in page.markup
    assert "X-Page" not in page.headers


def test_hundreds_of_ticked_skills_fit_into_a_request_line(visit, lead):
    skills = SkillFactory.create_batch(400)
    for skill in skills:
        RoleSkillFactory(role=lead, skill=skill)

    page = visit(address_of(*skills[:100]))
    many = visit(address_of(*skills[:300]))

    assert len(address_of(*skills[:100])) < 2_000
    assert len(address_of(*skills)) < 8_000
    assert len(ticked(page)) == 100
    assert page.texts("p", "notice") == many.texts("p", "notice") == []
    assert {value for _, value in ticked(many)} == {short_id_of_slug(s.slug) for s in skills[:300]}


def address_of(*skills: Skill) -> str:
    return "/en/find/?" + "&".join(f"skill={short_id_of_slug(skill.slug)}" for skill in skills)


def test_address_may_have_slugs_short_ids_and_either_in_capitals_and_twice(visit, lead):
    page = visit(f"/en/find/?skill={LISTENING.upper()}&skill=LISTENING&skill=leading&tool=Zendesk")

    leading = short_id_of_slug("leading")
    assert ticked(page) == [("skill", LISTENING), ("skill", leading), ("tool", ZENDESK)]
    assert page.all("p", "notice") == []


def test_more_skills_than_any_address_holds_are_cut(visit, lead):
    query = "&".join(f"skill=skill-{number}" for number in range(500))

    page = visit(f"/en/find/?{query}&skill=listening")

    assert "have been ignored" in page.text("p", "notice")


def test_pages_lead_on_and_back(visit, lead, monkeypatch):
    monkeypatch.setattr("careers.find.PAGE_SIZE", 1)

    first = visit("/en/find/?skill=listening")
    second = visit("/en/find/?skill=listening&page=2")

    assert f"/en/find/?skill={LISTENING}&page=2" in first.links
    assert second.texts("h3", inside=second.find("ol", "hits")) == ["Lead en"]
    assert second.texts("a", inside=second.find("nav", "pager")) == [
        "First page", "Previous page",
    ]  # fmt: skip
    assert second.text("span", "where") == "2–2 of 2"


def test_page_says_which_of_its_parameters_it_is_kept_for(client, lead):
    kept = client.get(ALL).headers["X-Page"]

    assert kept == "skill,tool,role,q,role_q,page"
    assert "X-Page" not in client.get("/en/find/?q=lead").headers


def test_only_the_empty_form_is_for_search_engines(visit, lead):
    assert not visit("/en/find/").all("meta", name="robots")
    assert visit(ALL).all("meta", name="robots", content="noindex")


def test_page_speaks_the_readers_language(visit, lead, language):
    page = visit(f"/{language}/find/?skill=listening")

    assert page.text("h1") == spoken(language, "Find roles that fit")


@pytest.mark.parametrize("query", ["", "skill=listening&tool=zendesk&role=agent"])
def test_page_costs_as_many_queries_for_one_item_as_for_three(count_queries, client, lead, query):
    add_items(lead, 1)
    relate_all()
    once = count_queries(lambda: client.get(f"/en/find/?{query}"))
    add_items(lead, 3)
    add_items(RoleFactory(), 3)
    relate_all()

    assert count_queries(lambda: client.get(f"/en/find/?{query}")) == once <= 10


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.sampled_from(["skill", "tool", "role", "q", "page"]), st.text(max_size=9))
)
def test_no_address_breaks_the_page(client, lead, asked):
    query = QueryDict(mutable=True)
    query.update(asked)

    assert client.get(f"/en/find/?{query.urlencode()}").status_code == 200
