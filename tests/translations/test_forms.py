import pytest
from django.core.exceptions import ValidationError

from translations.forms import letter_field


def test_letter_is_one_of_the_languages_alphabet():
    assert letter_field("pl").clean("Ł") == "Ł"
    assert letter_field("fi").clean("") == ""
    for language, letter in (("fi", "Ł"), ("pl", "ł"), ("en", "AB")):
        with pytest.raises(ValidationError):
            letter_field(language).clean(letter)
