import pytest

from tests.support.factories import RoleFactory, SourceFactory
from tests.support.markup import spoken

ADAPTED = "This source’s lists in the following languages have been adapted:"
SENTENCE = "This service uses the classification."

pytestmark = pytest.mark.django_db


@pytest.fixture
def data_set():
    """Two lists of one data set, of which the Finnish one is adapted."""
    SourceFactory(slug="x-en", language="en", acknowledgement_en=SENTENCE)
    SourceFactory(slug="x-fi", language="fi", acknowledgement_en=SENTENCE, is_adapted=True)


ADDRESSES = ["", "roles/", "roles/lead/", "skills/", "search/", "coverage/", "sources/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_says_once_what_a_data_set_asks_for(visit, data_set, address):
    RoleFactory(slug="lead")
    page = visit(f"/fi/{address}")

    said = page.texts("p", "fine")[1:]
    assert said == [f"{SENTENCE} {spoken('fi', ADAPTED)} suomi."]
    spans = page.all("span", inside=page.all("p", "fine")[1])
    assert [span.get("lang") for span in spans] == ["en"]


def test_sentence_is_in_the_readers_language_where_it_is_there(visit, data_set):
    SourceFactory(slug="y", acknowledgement_fi="Kiitos.", acknowledgement_en="Thanks.")

    assert visit("/fi/").texts("p", "fine")[2:] == ["Kiitos."]


def test_site_without_data_sets_says_nothing(visit):
    assert len(visit("/en/").texts("p", "fine")) == 1


def test_error_asks_the_database_for_nothing(client, data_set, django_assert_num_queries):
    response = client.get("/en/nowhere/")

    assert response.status_code == 404
    assert SENTENCE not in response.content.decode()
