from itertools import pairwise

import pytest

from translations.compounds import FOLDER, LANGUAGES, joints


def parts(word: str, language: str) -> list[str]:
    edges = [0, *joints(word, language), len(word)]
    return [word[start:end] for start, end in pairwise(edges)]


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("asiakaspalvelupäällikkö", "fi", ["asiakas", "palvelu", "päällikkö"]),
        # One part is known, before the other or after it.
        ("tiiminvetäjistö", "fi", ["tiimin", "vetäjistö"]),
        ("postinhoitaja", "fi", ["postin", "hoitaja"]),
        # What is left is no part: no word ends so, begins so, or is so short.
        ("asiakkuudenkaan", "fi", ["asiakkuudenkaan"]),
        ("palveluiden", "fi", ["palveluiden"]),
        ("ansvarsområder", "nb", ["ansvars", "områder"]),
        ("kundeservice", "nb", ["kunde", "service"]),
        ("avdelingen", "nb", ["avdelingen"]),
        ("customersupport", "en", ["customersupport"]),
        ("", "fi", [""]),
    ],
)
def test_compounds_are_parted_by_the_words_of_the_content(word, language, expected):
    assert parts(word, language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_sorted_small_letters(language):
    words = (FOLDER / f"{language}.txt").read_text(encoding="utf-8").split()

    assert len(words) > 1_000
    assert words == sorted({word.lower() for word in words if word.isalpha() and len(word) > 2})
