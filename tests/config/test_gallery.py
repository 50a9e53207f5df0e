"""The gallery of components, for those who work on the look."""

import pytest

from tests.support.markup import faults
from translations.languages import language_codes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", language_codes())
def test_gallery_is_a_valid_page_that_search_engines_leave_out(visit, settings, code):
    settings.DEBUG = True

    page = visit(f"/{code}/about/components/")

    assert faults(page) == []
    assert page.find("meta", name="robots").get("content") == "noindex"
    assert len(page.all("section", "sec")) > 20


def test_gallery_is_there_for_developers_only(visit):
    visit("/en/about/components/", status=404)


def test_gallery_asks_the_database_for_nothing_but_what_every_page_needs(
    client, settings, count_queries
):
    settings.DEBUG = True

    gallery = count_queries(lambda: client.get("/en/about/components/"))

    assert gallery == count_queries(lambda: client.get("/en/about/"))
