import pytest

from search.find import search
from search.results import SearchRequest
from search.upkeep import index_pending
from tests.support.factories import RoleFactory

pytestmark = pytest.mark.django_db


def test_query_that_only_resembles_a_question_keeps_its_hits_if_its_topic_has_worse_ones():
    RoleFactory(slug="uses", title="Uses of wood")
    index_pending()

    results = search(SearchRequest("uses of wood", "en"))

    assert [hit.object.slug for hit in results.hits] == ["uses"]
    assert results.answer is None


@pytest.mark.parametrize("text", ["what does it manager do", "what does an it manager do?"])
def test_topic_of_a_question_is_read_without_its_small_words(text):
    for slug, title in (("it", "IT manager"), ("bank", "Bank manager"), ("plain", "Manager")):
        RoleFactory(slug=slug, title_en=title)
    index_pending()

    assert [hit.object.slug for hit in search(SearchRequest(text, "en")).hits] == ["it"]
