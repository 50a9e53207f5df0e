import pytest

from search.results import PAGE_SIZE, Results, SearchRequest
from tests.search.builders import kinds

REQUEST = SearchRequest("lead", "en")


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (PAGE_SIZE, 1), (PAGE_SIZE + 1, 2)])
def test_there_is_at_least_one_page(total, pages):
    assert Results(REQUEST, total=total).pages == pages


@pytest.mark.parametrize("facet", ["families", "stages", "groups", "text_languages"])
def test_request_is_narrowed_by_any_facet_but_not_by_a_kind(facet):
    assert SearchRequest("lead", "en", **{facet: ("x",)}).is_narrowed
    assert not SearchRequest("lead", "en", kind="role", sort="title").is_narrowed


def test_query_without_hits_is_a_miss_unless_facets_may_be_the_reason():
    narrowed = SearchRequest("lead", "en", stages=("lead",))

    assert Results(REQUEST).is_miss
    assert Results(REQUEST, kinds=kinds(role=0)).is_miss
    assert not Results(REQUEST, kinds=kinds(role=1)).is_miss
    assert not Results(narrowed).is_miss
