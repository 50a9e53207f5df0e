import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import analyser
from search.engines import engine
from search.ids import pack_object, pack_passage
from search.models import State
from search.passages import HIDDEN_TITLE, OTHER_TITLE, TITLE
from search.query import Query, QueryReader
from search.ranking import (
    ALL_IN_TITLE,
    ALL_WORDS_SCORE,
    THRESHOLD,
    Ranker,
    ScoredPassage,
    best_first,
)
from tests.search.builders import candidate, indexed_titles, one_word

pytestmark = pytest.mark.django_db


def ranker(text: str, language: str = "en", threshold: float = THRESHOLD, body: str = "") -> Ranker:
    """A ranker for a query; every passage that it asks for has a text."""
    query = QueryReader(engine(), State()).read(text)
    stems = " ".join(analyser().word(body, "en").stems)
    return Ranker(query, language, lambda ids: dict.fromkeys(ids, stems), threshold)


def score(text: str, title: str, **fields) -> float:
    return ranker(text).score(candidate(title, **fields)).score


def test_hits_are_sorted_by_score_then_by_id_whatever_the_generation():
    ids = [pack_passage(g, 1, pack_object("role", pk), 0) for g, pk in ((0, 2), (1, 1), (0, 3))]
    hits = [ScoredPassage(candidate("lead", id=id), 0.9) for id in ids]
    hits.append(ScoredPassage(candidate("lead", id=9), 1.0))

    assert [hit.passage.id for hit in best_first(hits)] == [9, ids[1], ids[0], ids[2]]


def test_title_that_the_query_covers_scores_more():
    assert score("team lead", "team lead") > score("team lead", "team lead of many others")


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({}, {"section": OTHER_TITLE}),
        ({"section": OTHER_TITLE}, {"section": HIDDEN_TITLE}),
        ({"section": HIDDEN_TITLE}, {"section": "responsibilities"}),
        ({}, {"kind": "position"}),
        ({"kind": "position"}, {"kind": "family"}),
        ({}, {"language": ""}),
        ({"language": ""}, {"language": "nb"}),
    ],
)
def test_sections_kinds_and_languages_are_preferred(better, worse):
    def scored(language: str = "en", **fields) -> float:
        one = candidate("lead", **fields)
        return ranker("lead").score(one._replace(language=language)).score

    assert scored(**better) > scored(**worse)


def order(text: str, *passages, language: str = "en") -> list[str]:
    """The titles of passages of different objects as they are ranked."""
    apart = [one._replace(object=one.object or n) for n, one in enumerate(passages, start=1)]
    return [hit.passage.title for hit in ranker(text, language).rank(apart)]


@pytest.mark.parametrize(
    ("text", "language", "better", "worse"),
    [
        ("hoi", "fi", "lähi hoi", "hoitaja"),
        ("nurse", "en", "specialist nurse", "nursery assistant"),
        ("lider zespołu", "pl", "lider / liderka zespołu", "lider zespołu zakupów"),
        ("liderka zespołu", "pl", "lider / liderka zespołu", "liderka zespołu zakupów"),
    ],
)
def test_same_words_come_before_beginnings_and_longer_titles(text, language, better, worse):
    both = [candidate(title, language=language) for title in (worse, better)]

    assert order(text, *both, language=language)[0] == better


@pytest.mark.parametrize("text", ["head of sales", "sales head"])
def test_title_with_as_many_small_words_as_the_query_comes_before_its_equal(text):
    of, without = candidate("head of sales"), candidate("sales head")
    telling = " ".join(word for word in of.words.split() if not word.startswith("of:"))
    of = of._replace(words=telling)

    assert order(text, *((of, without) if text == "sales head" else (without, of)))[0] == text


def test_word_of_a_query_covers_one_word_of_a_title():
    assert score("nurse", "nursery nurse") < score("nurse", "nurse") - 0.03


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({}, {"section": OTHER_TITLE}),
        ({}, {"kind": "position"}),
        ({"kind": "position"}, {"section": OTHER_TITLE}),
        ({"kind": "position"}, {"kind": "skill"}),
        ({"section": OTHER_TITLE}, {"kind": "skill"}),
        ({"kind": "skill"}, {"kind": "family"}),
        ({"kind": "skill"}, {"section": "responsibilities"}),
    ],
)
def test_what_is_called_so_comes_first_by_kind_and_title(better, worse):
    assert score("kassanhoitaja", "kassanhoitaja", **better) > score(
        "kassanhoitaja", "kassanhoitaja", **worse
    )


def test_skill_that_is_called_so_comes_before_a_role_that_only_mentions_it():
    assert score("diving", "diving", kind="skill") > score("diving", "diving instructor")


def test_other_title_counts_where_the_main_one_has_the_words_too():
    nurse = [candidate("nurse responsible for general care", object=1)]
    nurse.append(candidate("ward nurse", section=OTHER_TITLE, object=1))
    nanny = [candidate("nanny", object=2), candidate("dry nurse", section=OTHER_TITLE, object=2)]
    skill = candidate("nurse trees", kind="skill", object=3)

    ranked = order("nurse", *nanny, skill, *nurse)

    assert ranked.index("ward nurse") < ranked.index("nurse trees")
    assert ranked.index("ward nurse") < ranked.index("dry nurse")


@pytest.mark.parametrize("section", [TITLE, OTHER_TITLE, HIDDEN_TITLE])
@pytest.mark.parametrize("text", ["nurse", "nurses", "nurse care"])
def test_title_with_all_words_scores_at_least_what_one_without_them_does_not(text, section):
    long = "nurse of many wards in a hospital for general care of people and other creatures"

    assert score(text, long, section=section) >= ALL_IN_TITLE
    assert score(f"{text} helsinki", long, section=section) < ALL_IN_TITLE


def test_title_comes_before_an_item_of_a_page_and_this_before_a_text():
    title = score("zendesk", "head of customer support in zendesk and elsewhere")
    item = score("zendesk", "zendesk", section="responsibilities")

    assert title > item > ranker("zendesk", body="zendesk").score(candidate("painter")).score


@pytest.mark.parametrize(
    ("text", "title"), [("team leader", "teamleader"), ("teamleader", "team leader")]
)
def test_neighbours_match_as_one_word(text, title):
    assert score(text, title) > 0.95


def test_passage_with_all_words_in_title_or_text_is_a_hit():
    hit = candidate("lead")

    assert ALL_WORDS_SCORE <= ranker("lead zendesk", body="zendesk").score(hit).score < 0.7
    assert ranker("zendesk", body="zendesk").rank([hit]) != []
    assert ranker("zendesk jira", body="zendesk").rank([hit]) == []


def test_only_texts_that_may_hold_what_a_title_lacks_are_read():
    asked = []
    query = QueryReader(engine(), State()).read("the lead painter")
    ranker = Ranker(query, "en", lambda ids: asked.extend(ids) or {})
    whole, part = (pack_passage(0, 1, pack_object("role", pk), 0) for pk in (1, 2))

    ranker.rank([candidate("lead painter", id=whole), candidate("lead", id=part)])

    assert asked == [part]


def test_passages_under_the_threshold_are_no_hits():
    weak = candidate("lead of many other things")

    assert ranker("lead painter").rank([weak]) == []
    assert ranker("lead painter", threshold=0.0).rank([weak]) != []


def test_words_that_match_only_in_another_spelling_are_named():
    misspelt = ranker("laed")
    [word] = misspelt.query.words
    word.similar, word.is_in_index = {"lead": 0.8}, False

    hit = misspelt.score(candidate("team lead"))

    assert hit.respelled == (("laed", "lead"),)


@given(
    one_word(),
    indexed_titles(),
    st.sampled_from(["ab", "a / b", "a of b"]),
    st.sampled_from([TITLE, OTHER_TITLE, HIDDEN_TITLE, "responsibilities"]),
)
def test_query_of_one_word_ranks_as_others_do(word, words, title, section):
    ranker = Ranker(Query(word.text, [word], {}), "en", threshold=-1)
    passage = candidate(title, words=words, section=section)

    assert ranker.rank([passage]) == [ranker.score(passage)]
