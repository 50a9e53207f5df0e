import pytest

from search.engines import engine
from search.find import search
from search.models import State
from search.query import MAX_LENGTH, MAX_WORDS, QueryReader, normalise_query
from search.results import SearchRequest
from search.upkeep import index_pending
from tests.support.factories import RoleFactory

pytestmark = pytest.mark.django_db


def read(text: str):
    return QueryReader(engine(), State.objects.first() or State()).read(normalise_query(text))


def test_words_that_are_repeated_are_read_once():
    assert [word.text for word in read("team lead " * 100).words] == ["team", "lead"]


def test_no_more_words_are_read_than_a_query_has():
    assert len(read(" ".join(f"w{n}" for n in range(1_000))).words) == MAX_WORDS


def test_words_that_no_passage_has_are_not_looked_for_among_any_words():
    RoleFactory(title="Welder")
    index_pending()

    groups = read("xqzvw welder grblfnk painters").groups_in_index()

    assert [group.terms[0] for group in groups] == ["welder", "painters"]  # the last is a beginning


def test_repeated_words_find_what_they_find_once():
    RoleFactory(slug="lead", title="Team lead")
    index_pending()

    for text in ("team lead", "team lead " * 1_000):
        assert [hit.object.slug for hit in search(SearchRequest(text, "en")).hits] == ["lead"]


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("  a\n\tb ", "a b"),
        ("a\0b\ud800c", "abc"),
        ("a\ufffdb", "a b"),
        ("tyo\u0308n\u00adjohtaja\u200b", "työnjohtaja"),
        ("ＨＲ", "HR"),
        ("x" * 10_000, "x" * MAX_LENGTH),
        ("ab " * 500, ("ab " * MAX_WORDS).strip()),
    ],
)
def test_query_is_one_line_that_can_be_seen(given, cleaned):
    assert normalise_query(given) == cleaned


@pytest.mark.parametrize(
    "text",
    ["NEAR(welder, 5)", "welder AND", "NOT welder", '"welder', "welder' --", "weld\ud800er*"],
)
def test_operators_are_words_or_signs(text):
    RoleFactory(slug="welder", title="Welder not near 5")
    index_pending()

    assert [hit.object.slug for hit in search(SearchRequest(text, "en")).hits] == ["welder"]
