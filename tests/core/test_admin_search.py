import re

import pytest

from core.admin_search import search_patterns


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("vetaja", "Vetäjä"),
        ("VETÄJÄ", "vetäjä"),
        ("zespolu", "ZESPOŁU"),
        ("overlege", "Øverlege"),
        ("laerer", "LÆRER"),
        ("lærer", "Laerer"),
        ("c++", "C++"),
    ],
)
def test_word_finds_what_is_written_with_other_letters(typed, written):
    assert re.search(search_patterns(typed), written)


def test_each_word_has_a_pattern():
    assert len(search_patterns("  lider zespolu ").split()) == 2


def test_sign_stands_for_itself():
    assert not re.search(search_patterns("a.c"), "abc")
