import json
from html import unescape
from urllib.parse import quote_from_bytes, urlencode
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.results import Suggestion, SuggestionGroup
from search.upkeep import index_pending
from tests.search.builders import segments, stub_search
from tests.support.factories import (
    QuestionFactory,
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
def lead():
    family = RoleFamilyFactory(slug="leading", title="Leading", hue="teal")
    return RoleFactory(slug="lead", title="Lead", summary="Leads", stage="lead", family=family)


# --- Before something is searched for --------------------------------------------------------


def test_page_without_a_text_gives_examples_of_the_content_and_ways_to_browse(visit, lead):
    RoleSkillFactory(role=lead, skill=SkillFactory(title="Tact"))
    RoleSkillFactory(role=lead, skill=SkillFactory(title="Retired", is_retired=True), order=0)
    ToolUseFactory(role=lead, tools=[ToolFactory(name="Zendesk")])
    QuestionFactory(role=lead, question="What does a lead do?")

    page = visit("/en/search/")

    assert page.text("h1") == "Search"
    main = page.find("main")
    examples = [(link.get("href"), link.get("lang")) for link in page.all("a", "chip", inside=main)]
    assert examples == [
        ("/en/search/?q=Lead+en", None),
        ("/en/search/?q=Tact+en", None),
        ("/en/search/?q=Zendesk", None),
        ("/en/search/?q=Lead+pl", "pl"),
        ("/en/search/?q=What+does+a+lead+do%3F+en", None),
        ("/en/roles/", None),
        ("/en/skills/", None),
        ("/en/tools/", None),
        ("/en/metrics/", None),
    ]
    assert page.all("meta", name="robots") == []
    assert page.headers["X-Page"] == "q,kind,family,stage,group,lang,sort,page"


def test_page_without_a_text_is_there_on_an_empty_site(visit):
    assert visit("/pl/search/?q=++").text("h1") == spoken("pl", "Search")


def test_header_of_other_pages_has_the_form_and_that_of_search_has_not(visit, lead):
    page = visit("/fi/about/")

    form = page.find("form", "head-search", role="search")
    assert (form.get("action"), form.get("data-suggest")) == ("/fi/search/", "/fi/suggest/")
    field = page.find("input", inside=form)
    assert (field.get("name"), field.get("type")) == ("q", "search")
    assert page.text("label", inside=form) == spoken("fi", "Search roles, skills and tools")
    assert page.find("a", "search-link").get("href") == "/fi/search/"
    assert len(visit("/fi/search/").all("form", role="search")) == 1


# --- What cannot be understood ---------------------------------------------------------------


@pytest.mark.parametrize("text", ["%00", "a%00b", "%ED%A0%80"])
def test_text_that_cannot_be_searched_for_is_refused_in_the_readers_language(
    visit, monkeypatch, text
):
    requests = stub_search(monkeypatch)()

    page = visit(f"/fi/search/?q={text}", status=400)

    assert requests == []
    assert page.text("h1") == "Haku"
    assert page.text("p", "notice", role="alert").startswith("Kaikkia merkkejä ei voitu lukea")
    assert page.find("input", id="q").get("aria-describedby") == "q-problem"
    assert "X-Page" not in page.headers


def test_first_words_of_a_long_text_are_searched_for_and_the_page_says_so(visit, monkeypatch):
    requests = stub_search(monkeypatch)()

    page = visit("/fi/search/?q=" + "+".join(f"sana{n}" for n in range(100)))

    assert [request.text for request in requests] == [" ".join(f"sana{n}" for n in range(40))]
    assert page.texts("p", "notice") == [
        "Hakukenttään mahtuu 500 merkkiä. Pidempi teksti katkaistaan.",
        "Hakuun otettiin mukaan vain 40 ensimmäistä sanaa.",
    ]
    assert len(page.find("input", id="q").get("value")) <= 500
    assert len(page.text("h1")) < 120
    assert "X-Page" not in page.headers


@pytest.mark.parametrize(
    "query",
    [
        'q="',
        "q='%22)(*%26|!:",
        "q=NEAR(a b)",
        "q=a AND NOT b* OR {c}",
        "q=%EF%BC%8A%EF%BC%82",
        "q=<script>alert(1)</script>",
        "q=x&kind=nonsense&page=９",
        "q=x&page=" + "1" + "0" * 30,
        "q=x&" + "&".join(f"p{number}=1" for number in range(1000)),
        "&".join(["q=x"] * 1000),
    ],
)
def test_odd_query_is_answered_with_a_page_that_reflects_nothing(visit, query):
    page = visit(f"/en/search/?{query}")

    assert page.text("h1")
    assert [script for script in page.all("script") if not script.get("src")] == []
    assert "<script>alert" not in page.markup


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["q", "q", "kind", "family", "stage", "group", "lang", "sort", "page"]),
            st.binary(max_size=30) | st.text(max_size=30).map(lambda text: text.encode()),
        ),
        max_size=5,
    )
)
def test_any_values_are_answered_with_a_page(client, values):
    query = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in values)

    for path in ("search", "suggest"):
        response = client.get(f"/en/{path}/?{query}")
        assert response.status_code in (200, 400)
        if path == "search":
            assert Page(response.content.decode()).text("h1")
        else:
            assert set(json.loads(response.content)) == {"announcement", "groups"}


@pytest.mark.parametrize("path", ["search", "suggest"])
def test_page_is_cached_once_every_change_is_indexed(client, path):
    index_pending()
    RoleFactory(title="Lead")

    pending = client.get(f"/en/{path}/?q=lead")
    index_pending()
    indexed = client.get(f"/en/{path}/?q=lead")

    assert "X-Page" not in pending.headers
    assert "X-Page" in indexed.headers


# --- Suggestions -----------------------------------------------------------------------------


@pytest.fixture
def suggested(monkeypatch):
    def suggested(*groups):
        asked = []

        def suggest(text, language):
            asked.append((text, language))
            return groups

        monkeypatch.setattr("search.views.suggest", suggest)
        return asked

    return suggested


def test_suggestions_are_grouped_with_their_matching_words(client, suggested, lead):
    finnish = RoleFactory(title="Lead", title_en="")
    index_pending()
    asked = suggested(
        SuggestionGroup(
            "role",
            "Roles",
            (
                Suggestion(lead.t.title, segments("[Lead] en"), "/en/roles/lead/"),
                Suggestion(finnish.t.title, segments("[Lead] nb"), "/en/roles/x/"),
            ),
        ),
    )

    response = client.get("/en/suggest/?q=+LEA+")

    assert asked == [("LEA", "en")]
    assert response.json() == {
        "announcement": "2 suggestions",
        "groups": [
            {
                "label": "Roles",
                "suggestions": [
                    {
                        "title": [["Lead", True], [" en", False]],
                        "address": "/en/roles/lead/",
                        "note": "",
                    },
                    {
                        "title": [["Lead", True], [" nb", False]],
                        "address": "/en/roles/x/",
                        "note": "Norsk bokmål",
                        "lang": "nb",
                    },
                ],
            }
        ],
    }
    assert response.headers["X-Page"] == "q"


def test_suggestions_that_are_called_the_same_have_beside_them_what_tells_them_apart(
    client, suggested, lead
):
    one = Suggestion(
        lead.t.title, segments("Lead en"), "/en/roles/lead/", beside=lead.family.t.title
    )
    suggested(SuggestionGroup("role", "Roles", (one,)))

    [group] = client.get("/en/suggest/?q=lead").json()["groups"]

    assert [found["beside"] for found in group["suggestions"]] == [["Leading en", "en"]]


def test_suggestions_are_counted_in_the_readers_language(client, suggested):
    suggested()

    assert client.get("/pl/suggest/?q=x").json() == {"announcement": "0 podpowiedzi", "groups": []}
    assert client.get("/fi/suggest/").json() == {"announcement": "0 ehdotusta", "groups": []}


def test_suggestions_for_a_text_that_cannot_be_read_are_refused(client, suggested):
    asked = suggested()
    response = client.get("/en/suggest/?q=a%00")

    assert (response.status_code, asked) == (400, [])
    assert response.json()["groups"] == []
    assert "X-Page" not in client.get("/en/suggest/?q=a&x=1").headers


# --- Browsers --------------------------------------------------------------------------------


def test_browser_may_add_the_search_in_the_language_of_the_page(client, visit):
    link = visit("/nb/about/").find("link", rel="search")
    response = client.get(link.get("href"))

    assert response.headers["Content-Type"] == "application/opensearchdescription+xml"
    root = ElementTree.fromstring(response.content)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.findtext(f"{space}ShortName") == "Rolebook nb"
    assert root.findtext(f"{space}Description") == spoken("nb", "Search roles, skills and tools")
    assert root.find(f"{space}Url").get("template") == (
        "http://testserver/nb/search/?q={searchTerms}"
    )


def test_home_page_tells_search_engines_how_to_search_here(visit):
    [script] = visit("/fi/").all("script", type="application/ld+json")

    told = json.loads(unescape(script.text))
    assert told["potentialAction"]["target"]["urlTemplate"] == (
        "http://testserver/fi/search/?q={search_term_string}"
    )


# --- Over the index itself -------------------------------------------------------------------


def test_roles_that_are_called_the_same_are_suggested_with_their_families(client, lead):
    RoleFactory(title="Lead", family__title="Sales")
    RoleFactory(title="Lead of many")
    index_pending()

    roles, _families = client.get("/en/suggest/?q=lead").json()["groups"]

    assert [one.get("beside") for one in roles["suggestions"]] == [
        ["Leading en", "en"],
        ["Sales en", "en"],
        None,
    ]


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("search/?q=lead", 14),
        ("search/?q=lead&kind=role&stage=lead&sort=title", 14),
        ("suggest/?q=lea", 9),
        ("search/", 5),
    ],
)
def test_page_costs_as_many_queries_for_many_roles_as_for_one(client, count_queries, path, most):
    family = RoleFamilyFactory()

    def add_role():
        add_items(RoleFactory(title="Lead", stage="lead", family=family))
        index_pending()

    add_role()
    first = count_queries(lambda: client.get(f"/en/{path}"))
    add_role()
    add_role()
    third = count_queries(lambda: client.get(f"/en/{path}"))

    assert (first, third) == (first, first)
    assert first <= most


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "kundestotte leder"),
        ("fi", "paljonko asiakaspalvelupäällikkö tienaa"),
        ("nb", "lidera zespołu"),
        ("pl", "team lead"),
    ],
)
def test_every_place_that_is_found_in_the_content_is_there(visit, language, text):
    page = visit(f"/{language}/search/?{urlencode({'q': text})}")

    hits = page.all("li", "hit")
    assert hits
    links = [link for one in hits for link in page.all("a", inside=one)]
    for address in {link.get("href") for link in links}:
        target, _, anchor = address.partition("#")
        found = visit(target)
        assert not anchor or anchor in found.ids, address
