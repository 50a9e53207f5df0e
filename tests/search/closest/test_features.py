import pytest

from search.closest.features import (
    folded_words,
    letter_groups,
    main_stems,
    says_something,
    stems,
    title_key,
)


def test_words_are_folded_and_signs_left_out():
    assert folded_words("Kjøkken & Łódź, 3") == ["kjokken", "lodz", "3"]


def test_groups_are_three_and_four_letters_with_the_ends_of_the_word():
    assert len(letter_groups("abc")) == len({" ab", "abc", "bc ", " abc", "abc "})
    assert set(letter_groups("baker")) & set(letter_groups("bakery"))
    assert not set(letter_groups("baker")) & set(letter_groups("smith"))


def test_a_word_shorter_than_a_group_has_groups_too():
    assert letter_groups("c")


@pytest.mark.parametrize("word", ["", "2026", "and", "ja"])
def test_numbers_and_small_words_say_nothing(word):
    assert not says_something(word, ["en", "fi"])
    assert says_something("baker", ["en", "fi"])


def test_forms_of_a_word_share_a_stem_and_small_words_have_none():
    assert set(stems("bakers", "en")) & set(stems("the baker", "en"))
    assert stems("the of", "en") == []


def test_stems_of_languages_differ():
    assert not set(stems("bank", "en")) & set(stems("bank", "nb"))


def test_key_of_a_title_does_not_depend_on_the_order_of_its_words():
    assert title_key(main_stems("taxi driver", "en")) == title_key(main_stems("Driver, taxi", "en"))
    assert title_key(main_stems("taxi driver", "en")) != title_key(main_stems("driver", "en"))


def test_a_word_that_a_title_has_twice_counts_twice_but_not_the_forms_of_women_and_men():
    assert title_key(main_stems("nursery nurse", "en")) != title_key(main_stems("nurse", "en"))
    assert main_stems("Baker / bakers", "en") == main_stems("baker", "en")
