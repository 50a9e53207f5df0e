import pytest

from search.scripts import is_foreign


@pytest.mark.parametrize("word", ["nurse", "Łódź", "lähihoitaja", "ＩＴ", "2026", "c#", "", "–"])
def test_words_in_letters_of_the_languages_are_not_foreign(word):
    assert not is_foreign(word)


@pytest.mark.parametrize("word", ["Привет", "νοσοκόμα", "护士", "معلم", "מורה"])
def test_words_in_other_letters_are(word):
    assert is_foreign(word)


def test_a_word_with_a_single_letter_of_another_script_is_not():
    assert not is_foreign("с" + "ook")  # the first one is Cyrillic


def test_a_language_of_the_site_brings_its_letters(settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("uk", "Українська")]

    assert not is_foreign("Привет")
