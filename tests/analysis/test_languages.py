import pytest
import Stemmer

from analysis import fold
from analysis.dictionaries import DICTIONARIES
from analysis.languages import LANGUAGES, PLAIN, language
from translations.languages import language_codes


def test_every_language_of_the_site_has_a_row():
    assert set(LANGUAGES) >= set(language_codes())


@pytest.mark.parametrize("code", LANGUAGES)
def test_stop_words_are_folded_as_the_words_of_a_query_are(code):
    stop_words = language(code).stop_words

    assert stop_words
    assert [word for word in stop_words if fold(word) != word] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_row_names_stemmers_and_dictionaries_that_there_are(code):
    row = language(code)

    assert {row.stemmer} - {"", *Stemmer.algorithms()} == set()
    assert {row.lemmas, row.splitter} - {"", *DICTIONARIES} == set()


def test_languages_that_write_compounds_as_one_word_say_so():
    assert {code for code, row in LANGUAGES.items() if row.has_compounds} == {"fi", "nb"}


@pytest.mark.parametrize("code", ["de", ""])
def test_words_of_a_language_without_a_row_stay_as_they_are(code):
    row = language(code)

    assert row is PLAIN
    assert row.endings(row.singular("leads")) == ("leads",)
    assert (row.stemmer, row.has_compounds, row.stop_words) == ("", False, frozenset())
