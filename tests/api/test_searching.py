import pytest

from search.misses import misses
from tests.api.asking import ask, refused


@pytest.fixture(autouse=True)
def _content(content):
    pass


def test_hits_have_their_place_and_what_matches():
    answer = ask("search?q=team+lead&lang=pl")

    first = answer["data"][0]
    assert (first["kind"], first["slug"]) == ("role", "customer-support-team-lead")
    assert first["api"].endswith("/api/v1/roles/customer-support-team-lead")
    assert any(part["match"] for part in first["passage"]["title"])
    assert first["title"]["language"] == "pl"
    assert answer["total"] >= len(answer["data"])


def test_filters_are_those_of_the_page_but_for_one_name():
    assert {hit["kind"] for hit in ask("search?q=customer&kind=skill")["data"]} == {"skill"}
    assert ask("search?q=lider&text_lang=pl")["total"]
    assert list(refused("search?q=lider&lang=pl&lang=fi")) == ["lang"]
    assert list(refused("search?q=lead&family=nowhere")) == ["family"]


def test_what_no_cache_keeps_has_an_etag_too(client):
    path = "/api/v1/search?q=qwzxv"
    response, same = client.get(path), client.get(path)

    assert "X-Page" not in response.headers
    assert response.headers["ETag"] == same.headers["ETag"]
    assert response.headers["ETag"] != client.get(f"{path}&lang=fi").headers["ETag"]


def test_page_after_the_last_one_is_empty():
    answer = ask("search?q=team+lead&page=90")

    assert (answer["data"], answer["page"]) == ([], 90)


@pytest.mark.parametrize("query", ["", "q=", "q=%00", "q=%ff", "q=" + "a+" * 400])
def test_text_that_is_none_or_too_long_is_refused(query):
    assert list(refused(f"search?{query}")) == ["q"]
    assert list(refused(f"suggest?{query}")) == ["q"]


def test_miss_is_counted_and_no_error(monkeypatch):
    counted = []
    monkeypatch.setattr(misses, "count", lambda text, language: counted.append((text, language)))

    assert ask("search?q=qwzxv&lang=fi")["data"] == []
    assert counted == [("qwzxv", "fi")]
    assert ask("search?q=qwzxv&lang=all")["data"] == []
    assert counted[1:] == [("qwzxv", "en")]


@pytest.mark.parametrize("text", ["Customer support team lead", "Asiakastuen tiiminvetäjä"])
def test_all_languages_are_searched_in_and_written_at_once(text):
    answer = ask(f"search?q={text}&lang=all")

    first = answer["data"][0]
    assert (answer["language"], first["slug"]) == ("all", "customer-support-team-lead")
    assert first["title"].keys() == first["passage"]["why"].keys() == {"en", "fi", "nb", "pl"}
    assert first["title"]["fi"] == "Asiakastuen tiiminvetäjä"
    assert first["passage"]["place"]["fi"] == ["Asiakastuen tiiminvetäjä"]
    assert first["found_in"] == ["en", "fi", "nb", "pl"]
    assert first["page"].endswith("/en/roles/customer-support-team-lead/")
    suggestion = ask(f"suggest?q={text}&lang=all")["data"][0]
    assert (suggestion["title"], suggestion["page"]) == (first["title"], first["page"])


def test_why_something_is_found_is_said_in_every_language():
    found = ask("search?q=Asiakastuen tiiminvetäjä&lang=all")["data"][0]["passage"]

    assert found["language"] == "fi"
    assert found["why"]["fi"] == ""
    assert found["why"]["en"] == "Title in Finnish: Asiakastuen tiiminvetäjä"


def test_question_is_answered_in_the_language_that_it_fits_best():
    said = ask("search?q=mitä asiakastuen tiiminvetäjä tekee&lang=all")["answer"]

    assert said["hit"]["passage"]["language"] == "fi"
    assert said["hit"]["title"]["en"] == "Customer support team lead"


def test_suggestions_are_titles():
    data = ask("suggest?q=team+le&lang=fi")["data"]

    assert data[0]["kind"] == "role"
    assert data[0]["page"].endswith("/fi/roles/customer-support-team-lead/")
