import pytest

from search.find import search
from search.models import Synonym
from search.results import PAGE_SIZE, SearchRequest
from search.upkeep import index_pending
from tests.support.factories import RoleFactory
from translations.languages import language_codes

pytestmark = pytest.mark.django_db


def everywhere(text, **fields):
    index_pending()
    return search(SearchRequest(text, "en", **fields), language_codes())


def test_what_only_one_language_finds_is_found_there():
    RoleFactory(slug="nurse", title="Nurse")
    Synonym.objects.create(phrase="tohtori", meaning="nurse", language="fi")

    [hit] = everywhere("tohtori").hits

    assert hit.object.slug == "nurse"
    assert "fi" in hit.found_in


def test_best_match_in_any_language_comes_first():
    RoleFactory(slug="other", title_en="Leader of a team", title_fi="Muu")
    RoleFactory(slug="own", title_en="Something else", title_fi="Leader")

    results = everywhere("leader")

    assert [hit.object.slug for hit in results.hits] == ["own", "other"]
    assert results.total == 2


def test_each_thing_is_listed_once_on_one_page():
    for number in range(PAGE_SIZE + 5):
        RoleFactory(slug=f"welder-{number}", title=f"Welder {number}")

    pages = [everywhere("welder", page=number) for number in (1, 2)]

    slugs = [hit.object.slug for page in pages for hit in page.hits]
    assert len(slugs) == len({*slugs}) == pages[0].total == PAGE_SIZE + 5


def test_filters_and_order_are_those_of_one_language():
    RoleFactory(slug="b", title="Welder B", stage="lead")
    RoleFactory(slug="a", title="Welder A", stage="lead")
    RoleFactory(slug="c", title="Welder C", stage="entry")

    results = everywhere("welder", stages=("lead",), sort="title")

    assert [hit.object.slug for hit in results.hits] == ["a", "b"]


def test_what_is_nothing_anywhere_is_a_miss():
    RoleFactory(title="Welder")

    assert everywhere("qwzxv").is_miss
    assert not everywhere("welder").is_miss
