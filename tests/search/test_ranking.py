import pytest

from analysis import analyser
from search.engines import engine
from search.ids import pack_object, pack_passage
from search.models import Passage, State
from search.passages import HIDDEN_TITLE, OTHER_TITLE, TITLE
from search.query import QueryReader
from search.ranking import (
    ALL_WORDS_SCORE,
    THRESHOLD,
    Ranker,
    ScoredPassage,
    best_first,
    parse_title_words,
    score_word,
    similarity,
)

pytestmark = pytest.mark.django_db


def passage(title: str, text: str = "", kind: str = "role", language: str = "en", **fields):
    """A passage as the index has it."""
    words = [analyser().word(word, language) for word in title.split()]
    indexed = [f"{w.exact}:{','.join(w.stems)}:{','.join(w.parts)}" for w in words]
    stems = [stem for word in text.split() for stem in analyser().word(word, language).stems]
    defaults = {"section": TITLE, "id": pack_passage(0, 1, pack_object(kind, 1), 0)}
    return Passage(
        title=title,
        words=" ".join(indexed),
        body=" ".join(stems),
        language=language,
        **defaults | fields,
    )


def ranker(text: str, language: str = "en", threshold: float = THRESHOLD) -> Ranker:
    query = QueryReader(engine(), State()).read(text)
    return Ranker(query, language, threshold)


def score(text: str, title: str, **fields) -> float:
    return ranker(text).score(passage(title, **fields)).score


def test_hits_are_sorted_by_score_then_by_id_whatever_the_generation():
    ids = [pack_passage(g, 1, pack_object("role", pk), 0) for g, pk in ((0, 2), (1, 1), (0, 3))]
    hits = [ScoredPassage(Passage(id=id), 0.9) for id in ids] + [ScoredPassage(Passage(id=9), 1.0)]

    assert [hit.passage.id for hit in best_first(hits)] == [9, ids[1], ids[0], ids[2]]


def test_words_of_a_title_are_parsed():
    [word] = parse_title_words(Passage(words="leads:en1lead,en1led:en2lead"))

    assert word.exact == "leads"
    assert (word.stems, word.parts) == ({"en1lead", "en1led"}, {"en2lead"})


def test_kinds_of_matches_score_from_the_same_word_to_a_prefix():
    def scored(text: str, title: str) -> float:
        [word] = ranker(text).query.words
        [title_word] = parse_title_words(passage(title))
        return score_word(word, title_word)

    same, stem, prefix, none = (
        scored(*pair)
        for pair in (("lead", "lead"), ("leads", "lead"), ("custo", "customer"), ("x", "lead"))
    )

    assert 1 == same > stem > prefix > none == 0


def test_similarity_is_between_0_and_1():
    assert similarity("lead", "lead") == 1
    assert 0 < similarity("lead", "load") < 1
    assert similarity("lead", "xyz") == 0


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
        one = passage("lead", **fields)
        one.language = language
        return ranker("lead").score(one).score

    assert scored(**better) > scored(**worse)


@pytest.mark.parametrize(
    ("text", "title"), [("team leader", "teamleader"), ("teamleader", "team leader")]
)
def test_neighbours_match_as_one_word(text, title):
    assert score(text, title) > 0.95


def test_passage_with_all_words_in_title_or_text_is_a_hit():
    hit = passage("lead", text="zendesk")

    assert ALL_WORDS_SCORE <= ranker("lead zendesk").score(hit).score < 0.7
    assert ranker("zendesk").rank([hit]) != []
    assert ranker("zendesk jira").rank([hit]) == []


def test_passages_under_the_threshold_are_no_hits():
    weak = passage("lead of many other things")

    assert ranker("lead painter").rank([weak]) == []
    assert ranker("lead painter", threshold=0.0).rank([weak]) != []


def test_words_that_match_only_in_another_spelling_are_named():
    misspelt = ranker("laed")
    [word] = misspelt.query.words
    word.similar, word.is_in_index = {"lead": 0.8}, False

    hit = misspelt.score(passage("team lead"))

    assert hit.respelled == (("laed", "lead"),)
