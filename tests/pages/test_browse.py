from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roles.browse import PAGE_SIZE
from roles.forms import BrowseForm
from search.upkeep import index_pending
from tests.support.factories import (
    PUBLISHED_AT,
    DraftFactory,
    RoleFactory,
    RoleFamilyFactory,
    RoleSkillFactory,
    SkillFactory,
    ToolFactory,
    ToolUseFactory,
    add_items,
)
from tests.support.markup import Page, spoken

pytestmark = pytest.mark.django_db


@pytest.fixture
def roles():
    """A lead who listens with Zendesk, and an agent who does not."""
    service = RoleFamilyFactory(slug="service", title="Service")
    leading = RoleFamilyFactory(slug="leading", title="Leading", parent=service)
    lead = RoleFactory(slug="lead", title="Lead", summary="Leads", stage="lead", family=leading)
    RoleFactory(
        slug="agent",
        title="Agent",
        stage="entry",
        family=service,
        updated_at=PUBLISHED_AT.replace(month=4),
    )
    RoleSkillFactory(role=lead, skill=SkillFactory(slug="listening", title="Listening"))
    ToolUseFactory(role=lead, tools=[ToolFactory(slug="zendesk", name="Zendesk")])


def options(page: Page, facet: str) -> dict[str, str]:
    """The values of a facet, and whether each is on, off, or leads nowhere."""
    return {
        box.get("value"): "on"
        if "checked" in box.attrib
        else "nowhere"
        if "disabled" in box.attrib
        else "off"
        for box in page.all("input", type="checkbox", name=facet)
    }


def titles(page: Page) -> list[str]:
    return page.texts("h3", inside=page.find("ul", "cards"))


def test_all_roles_stand_as_cards(visit, roles):
    page = visit("/en/roles/")

    assert page.text("p", "lead") == "2 roles found"
    assert titles(page) == ["Agent en", "Lead en"]
    _, card = page.all("li", "card")
    assert page.text("a", inside=card, href="/en/roles/lead/") == "Lead en"
    assert page.texts("p", inside=card) == ["Leads en", "Lead1 skill"]
    assert page.text("span", "tag", inside=card) == "Leading en"


def test_all_roles_stand_in_a_table(visit, roles):
    page = visit("/fi/roles/?view=table")

    compare = spoken("fi", "Compare")
    assert page.texts("th", scope="row") == ["Agent fi", "Lead fi"]
    assert [page.texts("td", inside=row) for row in page.all("tr")[1:]] == [
        ["Service fi", spoken("fi", "Entry"), "0", "2.4.2026", f"{compare}{compare}: Agent fi"],
        ["Leading fi", spoken("fi", "Lead"), "1", "2.3.2026", f"{compare}{compare}: Lead fi"],
    ]


def test_facets_count_their_values_and_close_those_that_lead_nowhere(visit, roles):
    page = visit("/en/roles/?skill=listening")

    form = page.find("form", "facets")
    assert page.texts("legend", inside=form) == ["Stage", "Skill", "Tool"]
    assert page.texts("label", inside=form) == [
        "Words in the title",
        "Entry0",
        "Specialist0",
        "Lead1",
        "Manager0",
        "Executive0",
        "Listening en1",
        "Find other skills",
        "Zendesk1",
        "Find other tools",
    ]
    assert options(page, "stage") == {
        "entry": "nowhere",
        "specialist": "nowhere",
        "lead": "off",
        "manager": "nowhere",
        "executive": "nowhere",
    }
    assert options(page, "skill") == {"listening": "on"}


def test_facet_of_which_no_role_that_is_found_has_a_value_is_left_out(visit, roles):
    page = visit("/en/roles/?text=agent&tool=zendesk")

    legends = page.texts("legend", inside=page.find("form", "facets"))
    assert legends == ["Tool"]
    assert options(page, "tool") == {"zendesk": "on"}


def test_families_lead_down_and_keep_the_other_filters(visit, roles):
    page = visit("/en/roles/?skill=listening")

    tree = page.find("nav", "tree")
    assert page.texts("li", inside=tree) == ["Service en1", "Leading en1"]
    assert [link.get("href") for link in page.all("a", inside=tree)] == [
        "/en/roles/?skill=listening&family=service",
        "/en/roles/?skill=listening&family=leading",
    ]


def test_open_family_has_its_way_back_up_and_stays_chosen_in_the_form(visit, roles):
    page = visit("/en/roles/?family=leading&stage=lead")

    tree = page.find("nav", "tree")
    assert page.texts("li", inside=tree) == ["All role families", "Service en", "Leading en1"]
    assert [link.get("href") for link in page.all("a", inside=tree)] == [
        "/en/roles/?stage=lead",
        "/en/roles/?stage=lead&family=service",
    ]
    assert page.text("strong", inside=tree) == "Leading en"
    [hidden] = page.all("input", type="hidden")
    assert (hidden.get("name"), hidden.get("value")) == ("family", "leading")


def test_family_without_a_role_that_fits_leads_nowhere(visit, roles):
    RoleFamilyFactory(title="Empty")

    tree = (page := visit("/en/roles/")).find("nav", "tree")

    assert page.texts("li", inside=tree) == ["Empty en0", "Service en2"]
    assert page.texts("a", inside=tree) == ["Service en"]


def test_other_skills_are_found_without_losing_the_filters(visit, roles):
    RoleSkillFactory(skill=SkillFactory(slug="rare", title="Juggling"))
    index_pending()

    page = visit("/en/roles/?stage=lead&skill_q=jugling&tool_q=zebra")

    labels = page.texts("label", inside=page.find("form", "facets"))
    assert {"Find other skills", "Find other tools", "Juggling en0"} <= {*labels}
    assert "rare" in [box.get("value") for box in page.all("input", name="skill")]
    [stage] = [box for box in page.all("input", name="stage") if "checked" in box.attrib]
    assert stage.get("value") == "lead"
    assert page.text("p", role="status").startswith("No other skill or tool names")
    assert "X-Page" not in page.headers


def test_value_that_is_chosen_can_be_taken_off_even_if_it_finds_nothing(visit, roles):
    page = visit("/en/roles/?stage=manager")

    assert options(page, "stage")["manager"] == "on"
    assert page.text("p", "lead") == "0 roles found"
    assert page.text("h2", inside=page.find("div", "empty")) == "No role matches these filters"
    assert page.all("ul", "cards") == []


def test_chosen_filters_can_be_removed_one_by_one_or_all_at_once(visit, roles):
    page = visit("/en/roles/?family=leading&family=service&stage=lead&sort=stage&view=table")

    applied = page.find("p", "applied")
    links = {
        text: link.get("href")
        for text, link in zip(
            page.texts("a", inside=applied), page.all("a", inside=applied), strict=True
        )
    }
    assert links == {
        "Remove filter: Leading en": "/en/roles/?family=service&stage=lead&sort=stage&view=table",
        "Remove filter: Service en": "/en/roles/?family=leading&stage=lead&sort=stage&view=table",
        "Remove filter: Lead": "/en/roles/?family=leading&family=service&sort=stage&view=table",
        "Clear all": "/en/roles/?sort=stage&view=table",
    }


def test_what_is_typed_narrows_the_list_and_can_be_taken_off(visit, roles):
    page = visit("/fi/roles/?text=LEA&stage=lead&sort=stage")

    assert titles(page) == ["Lead fi"]
    assert page.by_id("text").get("value") == "LEA"
    applied = page.find("p", "applied")
    assert page.texts("a", inside=applied) == [
        f"{spoken('fi', 'Remove filter:')} ”LEA”",
        f"{spoken('fi', 'Remove filter:')} {spoken('fi', 'Lead')}",
        spoken("fi", "Clear all"),
    ]
    assert [link.get("href") for link in page.all("a", inside=applied)] == [
        "/fi/roles/?stage=lead&sort=stage",
        "/fi/roles/?text=LEA&sort=stage",
        "/fi/roles/?sort=stage",
    ]
    assert "/fi/roles/?text=LEA&stage=lead&sort=stage&view=table" in page.links
    assert "/fi/roles/?text=LEA&stage=lead&sort=stage&family=leading" in page.links
    assert "X-Page" not in page.headers


def test_text_that_no_title_has_leads_on_to_the_search(visit, roles, language):
    page = visit(f"/{language}/roles/?text=bookkeeper+%26+co")

    empty = page.find("div", "empty")
    assert page.text("h2", inside=empty) == spoken(language, "No role matches these filters")
    link = page.find("a", inside=empty, href=f"/{language}/search/?q=bookkeeper+%26+co")
    assert "bookkeeper & co" in page.text("a", inside=empty, href=link.get("href"))


def test_text_without_a_word_is_ignored_with_a_note(visit, roles):
    page = visit("/en/roles/?text=%2B%2B")

    assert page.text("p", "notice").endswith("text=++")
    assert titles(page) == ["Agent en", "Lead en"]
    assert "/en/roles/?sort=stage" in page.links


def test_pages_and_letters_keep_what_was_typed(visit):
    for number in range(PAGE_SIZE + 1):
        RoleFactory(slug=f"agent-{number:02}", title=f"Agent {number:02}")

    page = visit("/en/roles/?text=agent")

    assert f"/en/roles/?text=agent&after=agent-{PAGE_SIZE - 1}" in page.links
    assert "/en/roles/?text=agent&letter=A" in page.links
    assert titles(visit(f"/en/roles/?text=agent&after=agent-{PAGE_SIZE - 1}")) == [
        f"Agent {PAGE_SIZE} en"
    ]


def test_order_and_view_keep_the_filters_and_the_form_keeps_both(visit, roles):
    page = visit("/en/roles/?tool=zendesk&sort=updated&view=table")

    order, view = page.all("nav", "views")
    assert page.texts("span", inside=order) == ["Last updated"]
    assert [link.get("href") for link in page.all("a", inside=order)] == [
        "/en/roles/?tool=zendesk&view=table&sort=name",
        "/en/roles/?tool=zendesk&view=table&sort=stage",
    ]
    assert [link.get("href") for link in page.all("a", inside=view)] == [
        "/en/roles/?tool=zendesk&sort=updated&view=cards"
    ]
    hidden = {field.get("name"): field.get("value") for field in page.all("input", type="hidden")}
    assert hidden == {"sort": "updated", "view": "table"}


def test_longer_lists_go_on_on_a_next_page(visit):
    for number in range(PAGE_SIZE + 1):
        RoleFactory(slug=f"role-{number:02}", title=f"Role {number:02}")

    first = visit("/en/roles/?view=table")
    following, last = first.all("a", inside=first.find("nav", "pager"))
    second = visit(following.get("href"))

    assert (following.get("rel"), following.get("href")) == (
        "next",
        f"/en/roles/?view=table&after=role-{PAGE_SIZE - 1:02}",
    )
    assert len(first.texts("th", scope="row")) == PAGE_SIZE
    assert second.texts("th", scope="row") == [f"Role {PAGE_SIZE:02} en"]
    back = [link.get("href") for link in second.all("a", inside=second.find("nav", "pager"))]
    assert back == ["/en/roles/?view=table", f"/en/roles/?view=table&before=role-{PAGE_SIZE:02}"]
    assert first.text("span", "where") == f"1–{PAGE_SIZE} of {PAGE_SIZE + 1}"
    assert second.text("span", "where") == f"{PAGE_SIZE + 1}–{PAGE_SIZE + 1} of {PAGE_SIZE + 1}"
    end = visit(last.get("href"))
    assert last.get("href") == "/en/roles/?view=table&last=1"
    assert end.text("span", "where") == f"2–{PAGE_SIZE + 1} of {PAGE_SIZE + 1}"
    assert end.texts("th", scope="row")[-1] == f"Role {PAGE_SIZE:02} en"


def test_longer_list_by_name_has_the_readers_alphabet(visit):
    for number in range(PAGE_SIZE):
        RoleFactory(title=f"Ä {number:02}")
    RoleFactory(title="Öljy")

    page = visit("/fi/roles/?letter=Ö")

    letters = page.find("nav", "letters")
    assert page.texts("li", inside=letters)[-4:] == ["Z", "Å", "Ä", "Ö"]
    assert [link.get("href") for link in page.all("a", inside=letters)] == [
        "/fi/roles/?letter=%C3%84",
        "/fi/roles/?letter=%C3%96",
    ]
    assert page.text("a", inside=letters, aria_current="true") == "Ö"
    assert titles(page) == ["Öljy fi"]


def test_letter_of_another_alphabet_is_ignored_with_a_note(visit, roles):
    assert visit("/pl/roles/?letter=Å").text("p", "notice").endswith("letter=Å")


def test_list_that_ends_has_no_pages(visit, roles):
    assert visit("/en/roles/").all("nav", "pager") == []


def test_title_that_is_not_translated_is_shown_in_another_language_and_says_so(visit):
    RoleFactory(title="Lead", title_fi="", summary="Leads", summary_fi="", source_language="pl")

    page = visit("/fi/roles/")

    card = page.find("li", "card")
    assert page.text("h3", inside=card).startswith("Lead pl")
    assert page.texts("span", inside=page.find("h3", inside=card), lang="pl") == [
        "Lead pl",
        "Polski",
    ]
    summary = page.all("p", inside=card)[0]
    assert page.texts("span", inside=summary, lang="pl") == ["Leads pl", "Polski"]


@pytest.mark.parametrize(
    ("number", "found"),
    [
        (0, "Znaleziono 0 ról"),
        (1, "Znaleziono 1 rolę"),
        (2, "Znaleziono 2 role"),
        (5, "Znaleziono 5 ról"),
        (22, "Znaleziono 22 role"),
    ],
)
def test_numbers_in_polish_take_their_own_plural(visit, number, found):
    RoleFactory.create_batch(number, family=RoleFamilyFactory())

    assert visit("/pl/roles/").text("p", "lead") == found


def test_what_is_not_understood_is_ignored_with_a_note(visit, roles):
    page = visit("/en/roles/?stage=chief&skill=flying&skill=<b>&stage=lead")

    assert titles(page) == ["Lead en"]
    note = page.text("p", "notice", role="status")
    assert note == (
        "Some parts of the address were not understood and have been ignored: "
        "stage=chief, skill=<b>, skill=flying"
    )


def test_one_thing_that_is_not_understood_is_noted_in_the_readers_language(visit, roles):
    page = visit("/nb/roles/?tool=hammer")

    assert page.text("p", "notice").endswith("tool=hammer")
    assert not page.text("p", "notice").startswith("Part of")
    assert len(titles(page)) == 2


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*BrowseForm.names, "x"]),
            st.binary(max_size=30) | st.text(max_size=30).map(lambda text: text.encode()),
        ),
        max_size=6,
    )
)
def test_any_values_are_answered_with_a_page(visit, roles, values):
    query = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in values)

    page = visit(f"/en/roles/?{query}")

    assert page.text("h1") == "Roles"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60))
def test_any_query_is_answered_with_a_page(client, roles, query):
    response = client.get("/en/roles/", QUERY_STRING=query.decode("latin-1"))

    assert Page(response.content.decode()).text("h1") == "Roles"


@pytest.mark.parametrize(
    "query",
    [
        "skill=%00",
        "skill=a%00b&sort=%00",
        "skill=%ED%A0%80",
        "family=" + "a" * 20_000,
        "after=" + "%F0%9F%8E%88" * 500,
        "&".join(f"skill=skill-{number}" for number in range(1000)),
        "&".join(f"parameter{number}=1" for number in range(1000)),
        "=&=&&&;;",
    ],
)
def test_malformed_query_is_answered_with_all_roles(visit, roles, query):
    page = visit(f"/en/roles/?{query}")

    assert titles(page) == ["Agent en", "Lead en"]
    assert "X-Page" not in page.headers


def test_more_parameters_than_anyone_needs_are_refused_in_the_readers_language(visit, roles):
    query = "&".join("skill=a" for _ in range(20_001))

    page = visit(f"/fi/roles/?{query}", status=400)

    assert page.text("h1") == spoken("fi", "The request was not understood")


@pytest.mark.parametrize(
    "query", ["", "?family=shared&skill=shared&tool=shared&view=table", "?text=role"]
)
def test_page_costs_as_many_queries_for_many_roles_as_for_one(client, query, count_queries):
    family = RoleFamilyFactory(slug="shared")
    skill, tool = SkillFactory(slug="shared"), ToolFactory(slug="shared")

    def add_role():
        role = add_items(RoleFactory(family=family))
        RoleSkillFactory(role=role, skill=skill)
        ToolUseFactory(role=role, tools=[tool])

    add_role()
    first = count_queries(lambda: client.get(f"/en/roles/{query}"))
    add_role()
    add_role()
    third = count_queries(lambda: client.get(f"/en/roles/{query}"))

    assert (first, third) == (first, first)
    assert first <= 9


def test_ticked_roles_stay_ticked_on_every_page_of_the_list(visit, roles):
    page = visit("/en/roles/?family=leading&compare=agent&compare=lead")

    [on_card] = page.all("input", type="checkbox", name="role", inside=page.find("ul", "cards"))
    [in_bar] = page.all("input", type="checkbox", name="role", inside=page.by_id("compare"))
    assert [box.get("value") for box in (on_card, in_bar)] == ["lead", "agent"]
    assert "checked" in on_card.attrib
    assert "checked" in in_bar.attrib
    hidden = page.all("input", name="compare", inside=page.find("form", "facets"))
    assert [one.get("value") for one in hidden] == ["agent", "lead"]
    assert "/en/roles/?family=leading&compare=agent&compare=lead&sort=stage" in page.links


@pytest.mark.parametrize("slug", ["nobody", "hush"])
def test_ticked_role_that_is_not_there_is_named_and_so_is_a_draft(visit, roles, slug):
    DraftFactory(slug="hush")

    page = visit(f"/en/roles/?compare={slug}")

    named = page.texts("span", translate="no", inside=page.find("p", "notice"))
    assert named == [f"compare={slug}"]
    assert "X-Page" not in page.headers


def test_letter_behind_the_last_role_finds_nothing(visit, roles):
    page = visit("/en/roles/?letter=M")

    assert page.texts("h3", inside=page.find("main")) == [spoken("en", "Role family")]


@pytest.mark.parametrize("query", ["text=lead", "family=service", "stage=lead", "skill=listening"])
def test_filtered_list_is_not_indexed(visit, roles, query):
    page = visit(f"/fi/roles/?{query}")

    assert page.find("meta", name="robots").get("content") == "noindex"
    assert page.all("link", rel="canonical") == []


@pytest.mark.parametrize("query", ["", "sort=updated", "view=table", "letter=L"])
def test_whole_list_is_indexed_under_one_address(visit, roles, query):
    page = visit(f"/fi/roles/?{query}")

    assert page.all("meta", name="robots") == []
    assert page.find("link", rel="canonical").get("href") == "http://testserver/fi/roles/"
