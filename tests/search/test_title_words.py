import pytest

from search.engines import engine
from search.models import State
from search.query import QueryReader, similarity
from search.title_words import parse_title_words, score_word
from tests.search.builders import candidate

pytestmark = pytest.mark.django_db


def test_words_of_a_title_are_parsed():
    [word] = parse_title_words(candidate("", words="leads:en1lead,en1led:en2lead"))

    assert word.exact == "leads"
    assert (word.stems, word.parts) == ({"en1lead", "en1led"}, {"en2lead"})


def test_kinds_of_matches_score_from_the_same_word_to_a_prefix():
    def scored(text: str, title: str) -> float:
        [word] = QueryReader(engine(), State()).read(text).words
        [title_word] = parse_title_words(candidate(title))
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
