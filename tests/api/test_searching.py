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
    assert list(refused("search?q=lead&lang=all")) == ["lang"]


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


def test_suggestions_are_titles():
    data = ask("suggest?q=team+le&lang=fi")["data"]

    assert data[0]["kind"] == "role"
    assert data[0]["page"].endswith("/fi/roles/customer-support-team-lead/")
