from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roles.related import relate_all
from skills.short_ids import short_id_of_slug
from tests.support.factories import (
    CareerStepFactory,
    DraftFactory,
    PayRangeFactory,
    PositionFactory,
    RelatedRoleFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleMetricFactory,
    RoleSkillFactory,
    SkillFactory,
    ToolFactory,
    ToolUseFactory,
    add_items,
)
from tests.support.markup import Page, spoken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_described")]
PLAN = "/en/move/?from=agent&to=lead"


@pytest.fixture
def roles():
    return RoleFactory(slug="agent", title="Agent"), RoleFactory(slug="lead", title="Lead")


def headings(page: Page, level: str = "h2") -> list[str]:
    return page.texts(level, inside=page.find("main"))


def test_plan_says_what_to_learn_and_why(visit, roles):
    agent, lead = roles
    shared = RoleSkillFactory(role=agent, skill__title="Listening").skill
    RoleSkillFactory(role=lead, skill=shared)
    RoleSkillFactory(role=lead, skill__title="Leading", context="Lead well", points="One\nTwo")
    RoleSkillFactory(
        role=lead, skill__title="Planning", skill__description="Plans", requirement="useful"
    )

    page = visit(PLAN)

    assert page.text("h1") == "From: Agent en To: Lead en"
    assert page.text("title") == "Plan a move from “Agent en” to “Lead en” | Rolebook"
    assert page.text("p", "lead") == ("You already meet 43% of the new role’s requirements.")
    assert "essential skills (1 × 3)" in page.text("p", "counted")
    assert "= 3 out of 7" in page.text("p", "counted")
    learn = page.by_id("learn")
    assert page.texts("h3", inside=learn) == ["New and essential", "New and useful"]
    assert page.texts("li", inside=page.all("ul", "plan", inside=learn)[0])[0] == (
        "Leading enLead well enOne enTwo en"
    )
    assert page.text("ul", "plan", inside=page.find("div", "secondary")) == "Planning enPlans en"
    assert page.texts("a", "chip", inside=page.by_id("carried")) == ["Listening en, essential"]


def test_plan_has_a_part_for_each_kind_of_thing(visit, roles):
    agent, lead = roles
    add_items(agent)
    add_items(lead)
    CareerStepFactory(role=lead, positions=[PositionFactory(role=agent)], advice="Ask")

    page = visit(PLAN)

    assert headings(page) == [
        "What to learn",
        "Responsibilities",
        "Tools",
        "Metrics",
        "Steps on the career ladder",
        "Pay",
        "What you would leave behind",
    ]
    assert page.text("li", inside=page.by_id("ladder")) == "Agent enAsk en"
    assert page.texts("h3", inside=page.by_id("pay")) == ["Agent en", "Lead en"]


def test_what_is_known_stands_beside_what_is_new(visit, roles):
    agent, lead = roles
    for factory, word in (
        (ResponsibilityFactory, "area"),
        (RoleMetricFactory, "metric"),
        (ToolUseFactory, "category"),
    ):
        known = getattr(factory(role=agent), word)
        factory(role=lead, **{word: known})
        factory(role=lead)
    ToolUseFactory(role=lead, category__title="Chat", tools=[ToolFactory(name="Intercom")])

    page = visit(PLAN)

    for part in ("responsibilities", "metrics", "tools"):
        assert page.texts("h3", inside=page.by_id(part)) == ["New to you", "Already familiar"]
    assert "Chat enNew tools: Intercom" in page.texts("li", inside=page.by_id("tools"))


def test_pay_is_shown_as_each_role_is_paid(visit, roles):
    PayRangeFactory(role=roles[1], place="Oslo", audience="All", minimum=30000, maximum=50000)

    page = visit(PLAN)

    cells = page.texts("td", inside=page.by_id("pay"))
    assert [page.text("th", scope="row"), *cells] == ["Oslo en", "All en", "30,000", "50,000"]


def test_plan_leads_back_and_on(visit, roles):
    page = visit(PLAN)

    links = page.links
    assert "?from=lead&to=agent" in links
    assert "/en/move/?from=agent" in links
    assert {"/en/roles/agent/", "/en/roles/lead/"} < set(links)


def test_plan_between_roles_with_nothing_in_common_says_what_that_says(visit, roles):
    for role in roles:
        RoleSkillFactory(role=role)

    page = visit(PLAN)

    assert page.text("p", "lead") == (
        "The descriptions of these roles share no skills or tool categories. Only the "
        "descriptions are compared, so the work itself may still be similar."
    )
    assert page.all("p", "counted") == []
    assert page.texts("dd") == ["0 of 1"]


def test_plan_to_a_role_that_takes_nothing_says_so(visit, roles):
    page = visit(PLAN)

    assert page.text("p", "lead") == ("No skills or tools are listed for this role yet.")
    assert page.all("p", "counted") == []


def test_plan_is_not_for_search_engines_but_the_empty_form_is(visit, roles):
    assert visit(PLAN).all("meta", name="robots", content="noindex")
    assert visit("/en/move/?from=agent").all("meta", name="robots", content="noindex")
    assert not visit("/en/move/").all("meta", name="robots")


def test_form_lists_what_was_typed_and_keeps_the_other_end(visit, roles):
    page = visit("/en/move/?from=agent&to_q=LEA")

    [field] = page.all("input", name="to_q")
    assert field.get("value") == "LEA"
    assert page.find("input", type="hidden", name="from").get("value") == "agent"
    assert "/en/move/?to=lead&from=agent" in page.links


def test_form_tells_goals_apart_that_are_called_like_where_one_is(visit, roles):
    family = roles[0].family
    RoleFactory(title="Agent", title_pl="Pośrednik", family=family)
    RoleFactory(title="Agent", title_pl="Pełnomocnik", family=family)

    page = visit("/en/move/?from=agent&to_q=agent")

    offers = page.texts("li", inside=page.find("ul", "offers"))
    assert offers == [
        f"Agent en · {title} shown in: Polski {family.title_en}"
        for title in ("Pośrednik", "Pełnomocnik")
    ]


def test_form_says_that_nothing_was_found(visit, roles):
    page = visit("/en/move/?from=agent&to_q=zebra")

    assert page.text("p", role="status") == "No role titles contain the words you entered."


def test_form_offers_near_goals_with_what_carries_over(visit, roles):
    RelatedRoleFactory(role=roles[0], other=roles[1], share=0.5)

    page = visit("/en/move/?from=agent")

    assert page.text("ul", "offers").startswith("Lead en")
    assert page.text("span", "share") == "50% of requirements already met"


@pytest.mark.parametrize("slug", ["hush", "nobody"])
def test_draft_is_answered_as_what_is_not_there(visit, roles, slug):
    DraftFactory(slug="hush", title="Secret")

    page = visit(f"/en/move/?from=agent&to={slug}", status=404)

    assert page.text("p", "notice") == f"There is no role at this address: {slug}"
    assert "Secret" not in page.markup
    assert page.find("input", name="to_q") is not None


def test_retired_role_leads_to_what_took_its_place(visit, roles):
    RoleFactory(slug="old", title="Old", status="retired", replaced_by=roles[1])

    page = visit("/en/move/?from=agent&to=old")

    assert page.text("p", "notice") == (
        "“Old en” is no longer in use. This role has been replaced by “Lead en”. "
        "Open the retired role’s page"
    )


def test_same_role_twice_is_asked_about(visit, roles):
    page = visit("/en/move/?from=agent&to=agent")

    assert page.text("p", "notice") == (
        "You have chosen the same role twice, so there is no move to plan. Choose another role "
        "to move to."
    )
    assert page.find("input", name="to_q") is not None


def test_what_is_not_understood_is_named_and_the_page_is_not_kept(visit, roles):
    page = visit("/en/move/?from=agent&to=%00")

    assert "to=" in page.text("p", "notice")
    assert "X-Page" not in page.headers


def test_pages_are_kept_for_what_they_ask_for(client, roles):
    assert client.get(PLAN).headers["X-Page"] == "from,to,skill,tool,from_q,to_q"
    assert client.get("/en/move/").headers["X-Page"] == "from,to,skill,tool,from_q,to_q"
    assert "X-Page" not in client.get("/en/move/?from_q=lead").headers


@pytest.mark.parametrize("path", ["/move/", "/move/?from=agent", "/move/?from=agent&to=lead"])
def test_page_costs_as_many_queries_for_one_item_as_for_three(count_queries, client, roles, path):
    def add_and_count(number: int) -> int:
        for role in roles:
            add_items(role, number)
            RelatedRoleFactory(role=role)
        return count_queries(lambda: client.get(f"/en{path}"))

    assert add_and_count(1) == add_and_count(3) <= 13


def test_plan_speaks_the_readers_language(visit, roles, language):
    page = visit(f"/{language}/move/?from=agent&to=lead")

    assert spoken(language, "No skills or tools are listed for this role yet.") in (
        page.text("p", "lead")
    )


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=12), st.binary(max_size=12))
def test_no_address_breaks_the_page(client, roles, one, other):
    query = f"from={quote_from_bytes(one)}&to_q={quote_from_bytes(other)}&to=lead"

    assert client.get(f"/en/move/?{query}").status_code in (200, 404)


def test_what_was_ticked_goes_along_from_finding_to_a_move_to_comparing_and_back(visit, roles):
    _, lead = roles
    listening = RoleSkillFactory(role=lead, skill__title="Listening").skill
    RoleSkillFactory(role=lead, skill__title="Leading")
    ToolUseFactory(role=lead, tools=[ToolFactory(slug="zendesk", name="Zendesk")])
    relate_all()
    kept = f"skill={short_id_of_slug(listening.slug)}&tool={short_id_of_slug('zendesk')}"

    found = visit(f"/en/find/?skill={listening.slug}&tool=zendesk")
    plan = visit(f"/en/move/?to=lead&{kept}")
    choosing = visit(f"/en/compare/?role=lead&{kept}")
    compared = visit(f"/en/compare/?role=agent&role=lead&{kept}")

    assert f"/en/move/?to=lead&{kept}" in found.links
    assert {f"/en/compare/?role=lead&{kept}", f"/en/find/?{kept}"} <= {*plan.links}
    assert hidden(choosing)[:2] == hidden(found)
    assert {f"/en/move/?from=agent&to=lead&{kept}", f"/en/find/?{kept}"} <= {*compared.links}
    rows = [text for text in compared.texts("th") if "You know this" in text]
    assert rows == ["Listening en You know this"]


def hidden(page: Page) -> list[tuple[str, str]]:
    fields = page.all("input", type="hidden")
    return [(f.get("name"), f.get("value")) for f in fields if f.get("name") in ("skill", "tool")]


def test_move_from_what_is_ticked_says_so_and_leads_on_with_it(visit, roles):
    _, lead = roles
    listening = RoleSkillFactory(role=lead, skill__title="Listening").skill
    RoleSkillFactory(role=lead, skill__title="Leading")
    ResponsibilityFactory(role=lead)
    kept = f"skill={short_id_of_slug(listening.slug)}"

    page = visit(f"/en/move/?to=lead&skill={listening.slug}")

    assert page.text("h1") == "From: What you know To: Lead en"
    assert page.text("title").startswith("Plan a move to “Lead en” based on what you know")
    assert page.text("p", "lead") == "You already meet 50% of the new role’s requirements."
    assert "New to you" not in page.texts("h3")
    assert "Swap the roles" not in page.texts("a")
    assert f"/en/move/?{kept}" in page.links


def test_move_from_what_is_ticked_to_what_needs_nothing_of_it(visit, roles):
    RoleSkillFactory(role=roles[1])
    useless = SkillFactory(title="Juggling")

    page = visit(f"/en/move/?to=lead&skill={useless.slug}")

    assert page.text("p", "lead") == (
        "The description of the new role mentions nothing that you ticked."
    )
    assert page.texts("a", "chip", inside=page.by_id("left")) == ["Juggling en"]


def test_move_from_a_position_that_no_role_describes(visit, roles):
    RoleSkillFactory(role=roles[1])
    position = PositionFactory(slug="helper", title="Helper")
    CareerStepFactory(role=roles[1], positions=[position])

    page = visit("/en/move/?from=helper&to=lead")

    assert page.text("h1") == "From: Helper en To: Lead en"
    assert page.text("p", "lead").startswith(
        "No source describes what your current position requires"
    )
    assert headings(page)[:2] == ["What to learn", "Steps on the career ladder"]
    assert "/en/compare/?role=lead" in page.links
    assert "/en/move/?from=helper" in visit("/en/careers/helper/").links


def test_positions_are_found_as_starts_and_what_is_ticked_is_counted(visit, roles):
    PositionFactory(slug="helper", title="Helper")
    skill = RoleSkillFactory(role=roles[1]).skill
    relate_all()
    kept = f"skill={short_id_of_slug(skill.slug)}"

    page = visit(f"/en/move/?to=lead&from_q=helper&skill={skill.slug}")
    choosing = visit(f"/en/move/?skill={skill.slug}")

    assert f"/en/move/?from=helper&to=lead&{kept}" in page.links
    assert page.text("p", "chosen", inside=page.all("section")[0]).startswith(
        "You have ticked 1 skill or tool."
    )
    assert choosing.texts("h3")[-1] == "Roles that fit"
    assert f"/en/move/?to=lead&{kept}" in choosing.links
    assert "/en/find/" in visit("/en/move/").links
