from dataclasses import replace

import pytest

from core.options import Option
from search.results import PAGE_SIZE, DirectAnswer
from tests.search.builders import hit, kinds, passage, segments, stub_search
from tests.support.factories import (
    RoleFactory,
    RoleFamilyFactory,
    RoleSkillFactory,
    SkillFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}svg"


@pytest.fixture
def lead():
    family = RoleFamilyFactory(slug="leading", title="Leading", hue="teal")
    return RoleFactory(slug="lead", title="Lead", summary="Leads", stage="lead", family=family)


@pytest.fixture
def stub_results(monkeypatch):
    return stub_search(monkeypatch)


# --- What was found --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "total", "heading"),
    [
        ("en", 1, "1 result for “<b>”"),
        ("en", 12, "12 results for “<b>”"),
        ("fi", 1, "1 tulos haulla ”<b>”"),
        ("fi", 2, "2 tulosta haulla ”<b>”"),
        ("nb", 3, "3 treff på «<b>»"),
        ("pl", 1, "1 wynik dla „<b>”"),
        ("pl", 3, "3 wyniki dla „<b>”"),
        ("pl", 5, "5 wyników dla „<b>”"),
        ("pl", 22, "22 wyniki dla „<b>”"),
    ],
)
def test_heading_and_title_name_the_text_and_count_in_the_readers_language(
    visit, stub_results, lead, language, total, heading
):
    stub_results(hit(lead), total=total)

    page = visit(f"/{language}/search/?q=<b>")

    assert page.text("h1") == heading
    assert page.text("title").startswith(f"<b>: {total} ")
    assert page.find("input", id="q").get("value") == "<b>"
    assert page.find("meta", name="robots").get("content") == "noindex"
    assert page.all("link", rel="canonical") == []


def test_everything_that_is_chosen_reaches_the_search(visit, stub_results, lead):
    requests = stub_results(hit(lead))

    visit("/nb/search/?q=＊x&kind=role&family=leading&stage=lead&group=g&lang=fi&sort=title")

    [request] = requests
    assert (request.text, request.language, request.kind) == ("*x", "nb", "role")
    assert (request.families, request.stages, request.groups, request.text_languages) == (
        ("leading",),
        ("lead",),
        ("g",),
        ("fi",),
    )
    assert (request.sort, request.page) == ("title", 1)


def test_role_stands_with_its_pattern_its_place_and_its_words_marked(visit, stub_results, lead):
    RoleSkillFactory.create_batch(2, role=lead)
    RoleSkillFactory(role=lead, skill=SkillFactory(group=None))
    where = passage(
        title="[Leading] the <team>",
        quote="Somebody has to [lead] the <team>",
        address="/en/roles/lead/#responsibility-leading",
        place=("Lead en", "Responsibilities"),
    )
    stub_results(hit(lead, found=where))

    page = visit("/en/search/?q=lead")

    [found_hit] = page.all("li", "hit")
    assert found_hit.get("data-hue") == "teal"
    assert len(page.all(SVG, "knit", inside=found_hit)) == 1
    assert page.text("h3", inside=found_hit) == "Lead en"
    assert page.find("a", inside=page.find("h3", inside=found_hit)).get("href") == "/en/roles/lead/"
    assert [
        (link.get("href"), text)
        for link, text in zip(
            page.all("a", inside=page.find("p", "place")),
            page.texts("a", inside=page.find("p", "place")),
            strict=True,
        )
    ] == [("/en/roles/lead/#responsibility-leading", "Role · Responsibilities")]
    assert page.text("strong", inside=found_hit) == "Leading the <team>"
    assert page.text("blockquote", inside=found_hit) == "Somebody has to lead the <team>"
    assert page.texts("mark", inside=found_hit) == ["Leading", "lead"]
    assert page.text("p", "meta", inside=found_hit) == "Leading enLead3 skills"


def test_role_whose_skills_have_no_group_has_no_pattern_but_counts_them(visit, stub_results, lead):
    RoleSkillFactory(role=lead, skill=SkillFactory(group=None))
    stub_results(hit(lead))

    page = visit("/en/search/?q=lead")

    assert page.all(SVG, "knit", inside=page.find("li", "hit")) == []
    assert page.text("p", "meta").endswith("1 skill")


def test_title_that_matches_is_marked_and_the_role_says_what_it_is(visit, stub_results, lead):
    stub_results(replace(hit(lead, found=passage(title="Lead en")), marked=segments("[Lead] en")))

    page = visit("/en/search/?q=lead")

    assert page.texts("mark", inside=page.find("h3")) == ["Lead"]
    assert page.all("strong", inside=page.find("li", "hit")) == []
    assert "Leads en" in page.texts("p", inside=page.find("li", "hit"))


def test_passage_in_another_language_says_which_and_why_it_matched(visit, stub_results, lead):
    why = passage(
        title="[Kierownik]",
        language="pl",
        why="Title in Polish: Kierownik",
        address="/en/roles/lead/",
    )
    stub_results(hit(lead, found=why, more=(passage(quote="[Johtaa] muita", language="fi"),)))

    page = visit("/en/search/?q=kierownik")

    reason = page.all("p", "why")[0]
    assert page.text("span", inside=reason, lang="pl") == "Kierownik"
    assert page.texts("p", "why")[0] == "Title in Polish: Kierownik"
    assert page.texts("mark", inside=reason) == ["Kierownik"]
    assert page.all("strong", inside=page.find("main")) == []
    more = page.find("details", inside=page.find("main"))
    assert page.text("summary", inside=more) == "1 more matching passage Lead en"
    assert page.text("blockquote", inside=more, lang="fi") == "Johtaa muita"
    assert page.text("p", "why", inside=more) == "shown in: Suomi"


def test_title_that_is_not_translated_is_shown_in_another_language_and_says_so(visit, stub_results):
    role = RoleFactory(title="Lead", title_en="", source_language="fi")
    stub_results(hit(role))

    page = visit("/en/search/?q=lead")

    assert page.text("h3", lang="fi") == "Lead fi"
    assert page.text("span", "tag lang", inside=page.find("li", "hit")) == (
        "Not translated yet. Shown in Finnish."
    )


def test_other_kinds_have_no_pattern(visit, stub_results):
    skill = SkillFactory(slug="tact", title="Tact", description="Being tactful")
    stub_results(
        hit(skill, kind="skill", found=passage(title="Tact en", address="/en/skills/tact/"))
    )

    page = visit("/en/search/?q=tact")

    one = page.find("li", "hit")
    assert page.all(SVG, "knit", inside=one) == []
    assert page.find("a", inside=page.find("h3")).get("href") == "/en/skills/tact/"
    assert page.text("p", "place") == "Skill"
    assert "Being tactful en" in page.texts("p", inside=one)


def test_tabs_lead_to_kinds_with_their_counts_and_keep_the_filters(visit, stub_results, lead):
    stub_results(hit(lead), total=5, kinds=kinds(role=4, skill=1, tool=0, metric=0))

    page = visit("/en/search/?q=x&stage=lead&sort=title")

    tabs = page.find("nav", "tabs")
    assert page.texts("a", inside=tabs) == ["All 5", "Role 4", "Skill 1", "Tool 0"]
    links = page.all("a", inside=tabs)
    assert [link.get("href") for link in links[:2]] == [
        "/en/search/?q=x&stage=lead&sort=title",
        "/en/search/?q=x&stage=lead&sort=title&kind=role",
    ]
    assert [link.get("aria-current") for link in links] == ["page", None, None, None]


@pytest.fixture
def facets():
    return {
        "family": (Option("leading", "Leading en", 3, is_on=True),),
        "stage": (Option("lead", "Lead", 2, is_on=True), Option("entry", "Entry", 0)),
        "language": (Option("pl", "Polski", 1, is_on=True, label_language="pl"),),
    }


def test_facets_can_be_chosen_and_chosen_ones_taken_off(visit, stub_results, lead, facets):
    stub_results(hit(lead), facets=facets)

    page = visit("/en/search/?q=x&kind=role&family=leading&stage=lead&lang=pl")

    form = page.find("form", "facets")
    assert page.texts("legend", inside=form) == ["Role family", "Stage", "Language of the text"]
    boxes = page.all("input", inside=form, type="checkbox")
    assert [(box.get("name"), box.get("value")) for box in boxes] == [
        ("family", "leading"),
        ("stage", "lead"),
        ("stage", "entry"),
        ("lang", "pl"),
    ]
    assert ["disabled" in box.attrib for box in boxes] == [False, False, True, False]
    hidden = page.all("input", inside=form, type="hidden")
    assert {field.get("name"): field.get("value") for field in hidden} == {"q": "x", "kind": "role"}
    assert page.text("button", "facets-btn") == "Filters (3 applied)"
    applied = page.find("p", "applied")
    links = page.all("a", inside=applied)
    assert dict(
        zip(page.texts("a", inside=applied), [a.get("href") for a in links], strict=True)
    ) == {
        "Remove filter: Leading en": "/en/search/?q=x&kind=role&stage=lead&lang=pl",
        "Remove filter: Lead": "/en/search/?q=x&kind=role&family=leading&lang=pl",
        "Remove filter: Polski": "/en/search/?q=x&kind=role&family=leading&stage=lead",
        "Clear all": "/en/search/?q=x&kind=role",
    }
    assert page.text("span", inside=applied, lang="pl") == "Polski"


def test_results_without_a_choice_have_no_filters(visit, stub_results, lead):
    stub_results(hit(lead), facets={})

    page = visit("/en/search/?q=x")

    assert page.all("form", "facets") == []
    assert page.all("button", "facets-btn") == []


def test_answer_stands_on_top_with_its_source(visit, stub_results, lead):
    source = SourceFactory(title="Lähde", publisher="Duunitori", language="fi", address="")
    where = passage(
        quote="A lead [leads]",
        address="/en/roles/lead/#question-what",
        place=("Lead en", "Questions"),
    )
    answer = DirectAnswer("What does a lead do?", hit(lead, found=where), (source,))
    stub_results(hit(lead), answer=answer)

    page = visit("/en/search/?q=what+does+a+lead+do")

    box = page.find("section", "answer")
    assert page.text("h2", inside=box) == "What does a lead do?"
    assert page.text("blockquote", inside=box) == "A lead leads"
    assert page.find("a", inside=box).get("href") == "/en/roles/lead/#question-what"
    assert page.text("p", "meta", inside=box) == (
        "Lead en · QuestionsSource: Lähde (published by: Duunitori; web address unknown)"
    )
    assert page.markup.index('class="answer"') < page.markup.index('class="hits"')


def test_pages_are_numbered_and_lead_on_and_back(visit, stub_results, lead):
    stub_results(hit(lead), total=PAGE_SIZE * 9, page=5)

    page = visit("/en/search/?q=x&page=5")

    pager = page.find("nav", "pager")
    links = page.all("a", inside=pager)
    assert [(link.get("href"), link.get("rel")) for link in links] == [
        ("/en/search/?q=x&page=4", "prev"),
        ("/en/search/?q=x", None),
        ("/en/search/?q=x&page=4", None),
        ("/en/search/?q=x&page=6", None),
        ("/en/search/?q=x&page=9", None),
        ("/en/search/?q=x&page=6", "next"),
    ]
    assert page.text("span", inside=pager, aria_current="page") == "Page 5"
    assert page.all("p", "notice") == []


def test_page_beyond_the_last_shows_the_last_and_says_so(visit, stub_results, lead):
    stub_results(hit(lead), page=1)

    page = visit("/en/search/?q=x&page=7")

    assert page.text("p", "notice") == (
        "Part of the address was not understood and has been ignored: page=7"
    )
    assert page.all("nav", "pager") == []
    assert "X-Page" not in page.headers


def test_slug_that_names_nothing_is_ignored_with_a_note(visit, stub_results, lead):
    stub_results(hit(lead), unknown=(("family", "nobody"),))

    page = visit("/en/search/?q=x&family=nobody&sort=title")

    assert page.text("p", "notice").endswith("family=nobody")
    orders = page.all("a", inside=page.find("nav", "views"))
    assert [link.get("href") for link in orders] == ["/en/search/?q=x&sort=relevance"]
    assert "X-Page" not in page.headers


# --- Nothing was found -----------------------------------------------------------------------


def test_text_that_finds_nothing_leads_on(visit, stub_results, lead):
    stub_results(suggestion="team lead")

    page = visit("/en/search/?q=teem+leed")

    assert page.text("h1") == "Nothing matches “teem leed”"
    assert page.text("a", inside=page.find("p", "try")) == "team lead"
    empty = page.find("div", "empty")
    assert page.texts("a", inside=empty) == [
        "Search for “team lead”",
        "Browse roles",
        "Browse skills",
        "Browse tools",
    ]
    assert page.all("a", inside=empty)[0].get("href") == "/en/search/?q=team+lead"
    assert page.all("nav", "tabs") == []
    assert "X-Page" not in page.headers


def test_filters_stay_in_sight_where_nothing_fits_them(visit, stub_results, facets):
    stub_results(kinds=(), facets=facets)

    page = visit("/fi/search/?q=x&kind=tool&family=leading&stage=lead&lang=pl")

    assert page.text("h1") == "0 tulosta haulla ”x”"
    assert len(page.all("a", "rm")) == 3
    links = [link.get("href") for link in page.all("a", inside=page.find("div", "empty"))]
    assert links[:2] == [
        "/fi/search/?q=x&kind=tool",
        "/fi/search/?q=x&family=leading&stage=lead&lang=pl",
    ]
    assert "3 suodatinta" in page.texts("p", inside=page.find("div", "empty"))[0]
