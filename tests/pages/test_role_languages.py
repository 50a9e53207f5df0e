"""A role's page where it is not translated, and in two languages."""

import pytest

from tests.support.factories import ResponsibilityFactory, RoleFactory
from tests.support.markup import Page, spoken, text

pytestmark = pytest.mark.django_db

NOTICE = (
    "About %(percent)s of this page has not been translated yet. Untranslated parts are marked "
    "and shown in another language."
)


@pytest.fixture
def lead():
    return RoleFactory(
        slug="lead", title="Lead", summary="Leads", introduction="First\n\nSecond", stage="lead"
    )


def section(page: Page, anchor: str) -> str:
    return text(page.by_id(anchor))


def test_text_that_is_not_translated_is_shown_in_its_source_language_with_a_note(visit, lead):
    lead.introduction_nb = ""
    lead.source_language = "fi"
    lead.save()

    page = visit("/nb/roles/lead/")

    fallback = page.find("div", "fallback")
    assert page.texts("p", inside=page.find("div", inside=fallback, lang="fi")) == [
        "First fi",
        "Second fi",
    ]
    assert page.texts("p", inside=fallback)[0].endswith(" finsk.")
    notice = page.text("p", "notice")
    assert notice == spoken("nb", NOTICE).replace("%(percent)s", "34\u00a0%")


def test_page_that_is_translated_has_no_note(visit, lead):
    page = visit("/nb/roles/lead/")

    assert page.all("p", "notice") + page.all("div", "fallback") == []


def hreflang(page: Page) -> dict[str, str]:
    links = [link for link in page.all("link", rel="alternate") if link.get("hreflang")]
    return {link.get("hreflang"): link.get("href") for link in links}


def test_page_names_itself_in_every_language_it_is_written_in(visit, lead):
    site = "http://testserver"
    page = visit("/fi/roles/lead/?with=pl")

    assert hreflang(page) == {
        "en": f"{site}/en/roles/lead/",
        "fi": f"{site}/fi/roles/lead/",
        "nb": f"{site}/nb/roles/lead/",
        "pl": f"{site}/pl/roles/lead/",
        "x-default": f"{site}/en/roles/lead/",
    }
    assert page.find("link", rel="canonical").get("href") == f"{site}/fi/roles/lead/"


@pytest.mark.parametrize("field", ["title", "introduction"])
def test_language_without_title_or_introduction_is_no_alternate(visit, lead, field):
    setattr(lead, f"{field}_en", "")
    setattr(lead, f"{field}_pl", "")
    lead.save()

    page = visit("/pl/roles/lead/")

    assert list(hreflang(page)) == ["fi", "nb", "x-default"]
    assert hreflang(page)["x-default"] == "http://testserver/fi/roles/lead/"
    assert page.find("link", rel="canonical").get("href") == "http://testserver/fi/roles/lead/"
    assert page.find("meta", property="og:url").get("content") == (
        "http://testserver/fi/roles/lead/"
    )
    assert page.find("meta", property="og:locale").get("content") == "pl_PL"
    assert page.texts("dd", inside=page.find("dl", "rail-note")) == ["Suomi", "Norsk bokmål"]


def test_two_languages_stand_side_by_side(visit, lead):
    ResponsibilityFactory(role=lead, key="leading", title="Leading", tasks="Plan\nTrain")

    page = visit("/fi/roles/lead/?with=pl")

    def pairs(inside: object) -> list[list[tuple[str, str]]]:
        elements = [node for node in inside.iter() if "pair" in (node.get("class") or "").split()]
        return [
            [(half.get("lang"), text(half)) for half in pair if half.get("lang")]
            for pair in elements
        ]

    assert pairs(page.find("h1")) == [[("fi", "Lead fi"), ("pl", "Lead pl")]]
    assert pairs(page.by_id("responsibility-leading")) == [
        [("fi", "Leading fi"), ("pl", "Leading pl")],
        [("fi", "Plan fi"), ("pl", "Plan pl")],
        [("fi", "Train fi"), ("pl", "Train pl")],
    ]
    assert pairs(page.by_id("in-short"))[-2:] == [
        [("fi", "First fi"), ("pl", "First pl")],
        [("fi", "Second fi"), ("pl", "Second pl")],
    ]


def test_text_that_is_missing_in_the_second_language_says_so(visit, lead):
    lead.introduction_pl = ""
    lead.save()

    page = visit("/fi/roles/lead/?with=pl")

    assert section(page, "in-short").count(spoken("fi", "Not translated yet.")) == 2


def test_second_language_can_be_chosen_and_closed(visit, lead):
    page = visit("/fi/roles/lead/?with=pl")

    links = page.all("a", inside=page.find("div", "actions"))
    assert [link.get("href") for link in links] == ["?with=en", "?with=nb", "/fi/roles/lead/"]


@pytest.mark.parametrize(
    ("second", "is_known"), [("fi", True), ("", True), ("sv", False), ("%00", False)]
)
def test_second_language_that_is_none_is_not_shown(visit, lead, second, is_known):
    page = visit(f"/fi/roles/lead/?with={second}")

    assert page.text("h1") == "Lead fi"
    assert len(page.all("p", "notice", role="status")) == (0 if is_known else 1)
    assert ("X-Page" in page.headers) is is_known


def test_language_switch_keeps_the_second_language_and_swaps_with_the_first(visit, lead):
    page = visit("/fi/roles/lead/?with=pl")

    links = page.all("a", inside=page.find("nav", "langs"))
    assert [link.get("href") for link in links] == [
        "/en/roles/lead/?with=pl",
        "/nb/roles/lead/?with=pl",
        "/pl/roles/lead/?with=fi",
    ]
