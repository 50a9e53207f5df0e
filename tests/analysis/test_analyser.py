import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.analyser import VERSION, Analyser, keeps_initials, version
from analysis.tokens import DOTNET, fold
from translations.languages import language_codes

WORDS = ("zespołu", "tiiminvetäjälle", "kundestøttelederen", "leading", "masek", "asiakkaiden")


def test_several_threads_read_words_as_one_does():
    alone, shared = Analyser(), Analyser()
    asked = [(word, code) for word in WORDS for code in language_codes()] * 20

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda one: shared.word(*one), asked))

    assert found == [alone.word(*one) for one in asked]


def test_analyser_forgets_words_rather_than_growing(monkeypatch):
    monkeypatch.setattr(sys.modules[Analyser.__module__], "CACHED_WORDS", 3)
    reader = Analyser()

    first = reader.word("zespołu", "pl")
    for number in range(20):
        reader.word(f"word{number}", "pl")

    assert len(reader._words) <= 3
    assert len(reader._stems) <= 4 * 3 + 1
    assert reader.word("zespołu", "pl") == first


def test_keys_carry_their_language_and_tell_stems_from_parts():
    word = Analyser().word("leads", "en")

    assert (word.exact, word.stems, word.parts) == ("leads", ("en1lead",), ("en2lead",))
    assert word.leaves == ()


def test_compound_is_split_by_the_counts_of_the_index():
    counts = {"nb2kund": 5, "nb2led": 5}

    word = Analyser().word("kundeleder", "nb", counts)

    assert len(word.leaves) == 2
    assert {"nb2kund", "nb2led"} <= {key for leaf in word.leaves for key in leaf}
    assert Analyser().word("kundeleder", "nb").leaves == ()


@given(st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=12))
def test_keys_begin_as_the_word_does_where_no_dictionary_says_otherwise(text):
    for code in filter(keeps_initials, language_codes()):
        word = Analyser().word(text, code)

        keys = {key[len(code) + 1 :][:1] for key in (*word.stems, *word.parts)}
        assert keys <= {fold(text)[:1]} or word.exact == DOTNET, code


@pytest.mark.parametrize(
    ("installed", "keeping"), [((), True), (("morfeusz",), False), (("voikko",), True)]
)
def test_language_with_a_dictionary_may_have_keys_of_another_beginning(
    monkeypatch, installed, keeping
):
    monkeypatch.setattr("analysis.dictionaries.installed", lambda: installed)

    assert keeps_initials("pl") == keeping


def test_version_names_the_installed_dictionaries(monkeypatch):
    monkeypatch.setattr("analysis.dictionaries.installed", lambda: ("x", "y"))

    assert version() == f"{VERSION}-x-y"


def test_long_words_that_readers_type_are_not_kept():
    analyser = Analyser()
    for number in range(3):
        assert analyser.word("x" * 100 + str(number), "en").exact == "x" * 60

    assert not analyser._words
    assert all(len(text) <= 60 for text, _ in analyser._stems)
