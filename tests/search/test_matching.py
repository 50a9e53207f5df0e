from hypothesis import given
from hypothesis import strategies as st

from search.matching import Matcher, OneWord
from search.query import Query, QueryWord
from tests.search.builders import candidate, indexed_titles, one_word


@given(
    one_word(),
    indexed_titles(),
    st.sampled_from(["a title", "a / title"]),
)
def test_query_of_one_word_matches_as_others_do(word, words, title):
    passage = candidate(title, words=words)

    match = OneWord(word).match(passage)

    assert match in (None, Matcher(Query(word.text, [word], {})).match(passage))


def test_title_that_other_rules_may_say_more_about_is_left_to_them():
    word = QueryWord("teamleader", "teamleader", [])
    quick = OneWord(word)

    assert quick.match(candidate("team leader")) is None
    assert quick.match(candidate("leader of a team")) is None
    assert quick.match(candidate("leader")) is not None
