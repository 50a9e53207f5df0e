import pytest

from analysis.naming import NamingText, is_form, name_words


@pytest.mark.parametrize(
    ("word", "base", "code"),
    [
        ("plans", "plan", "en"),
        ("processes", "process", "en"),
        ("process", "processes", "en"),
        ("companies", "company", "en"),
        ("teamlederens", "teamleder", "nb"),
        ("saker", "sak", "nb"),
        ("sak", "saker", "nb"),
        ("johtamisen", "johtaminen", "fi"),
        ("asiakastyytyvaisyydesta", "asiakastyytyvaisyys", "fi"),
        ("zespolami", "zespolem", "pl"),
        ("klientow", "klienta", "pl"),
    ],
)
def test_inflected_words_are_forms_of_one_word(word, base, code):
    assert is_form(word, base, code)


@pytest.mark.parametrize(
    ("word", "base", "code"),
    [
        ("planes", "plan", "en"),
        ("leader", "leadership", "en"),
        ("trained", "training", "en"),
        ("economic", "economics", "en"),
        ("teamleder", "teamledelse", "nb"),
        ("johtaja", "johtaminen", "fi"),
        ("kierownik", "kierowanie", "pl"),
    ],
)
def test_derived_words_are_other_words(word, base, code):
    assert not is_form(word, base, code)


def test_words_of_a_name_are_folded_and_have_no_small_ones():
    assert [word.text for word in name_words("Head of the Überteam", "en")] == ["head", "uberteam"]


def test_text_names_what_it_has_all_words_of():
    text = NamingText("Managers of biochemists", "en")

    assert text.names_all(name_words("manage chemistry", "en"))
    assert not text.names_all(name_words("manage physics", "en"))
