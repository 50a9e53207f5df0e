import pytest

from documents.languages import is_right_to_left, language_tag


@pytest.mark.parametrize(
    ("language", "tag"),
    [("fi", "fi-FI"), ("nb", "nb-NO"), ("pl", "pl-PL"), ("en", "en-GB"), ("sv", "sv")],
)
def test_files_name_the_country_of_our_languages(language, tag):
    assert language_tag(language) == tag


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tiiminvetäjä", False),
        ("שלום world", True),
        ("2026: مرحبا", True),
        ("world שלום", False),
        ("100 € ✅", False),
        ("", False),
    ],
)
def test_the_first_letter_says_which_way_a_text_is_written(text, expected):
    assert is_right_to_left(text) is expected
