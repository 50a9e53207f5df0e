import pytest

from tests.support.factories import RoleFactory

pytestmark = pytest.mark.django_db


def test_coverage_page_shows_the_share_of_each_language(visit):
    RoleFactory(title_fi="", family__title_fi="", family__title_pl="")

    page = visit("/en/coverage/")

    rows = [page.texts("td", inside=row) for row in page.all("tr")[1:]]
    assert page.texts("th", scope="col") == [
        "Kind of text",
        "English",
        "Suomi",
        "Norsk bokmål",
        "Polski",
    ]
    assert page.texts("th", scope="row") == ["Role families", "Roles", "All texts"]
    assert rows == [
        ["1 of 1, 100%", "0 of 1, 0%", "1 of 1, 100%", "0 of 1, 0%"],
        ["1 of 1, 100%", "0 of 1, 0%", "1 of 1, 100%", "1 of 1, 100%"],
        ["2 of 2, 100%", "0 of 2, 0%", "2 of 2, 100%", "1 of 2, 50%"],
    ]


def test_coverage_page_of_an_empty_site_says_that_nothing_is_missing(visit):
    page = visit("/pl/coverage/")

    assert page.texts("td") == ["0 z 0, 100%"] * 4


def test_coverage_page_names_the_kinds_in_the_readers_language_whoever_asked_first(visit):
    RoleFactory()

    names = {code: visit(f"/{code}/coverage/").texts("th", scope="row") for code in ("pl", "fi")}

    assert names["fi"][:2] == ["Tehtäväperheet", "Roolit"]
    assert names["pl"][:2] == ["Rodziny ról", "Role"]


def test_coverage_page_may_be_kept(visit):
    assert visit("/fi/coverage/").headers["X-Page"] == ""
