import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.outline import clean
from documents.printable import breakable, printable, unprintable

WORDS = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ åäöæøÅÄÖÆØ ≥ ≤ → ☐ – — “”„»«’ € § № ½ ² Ж Ω א م ✅ 👍"


def test_letters_and_signs_of_our_languages_are_printed():
    assert printable(WORDS) == WORDS
    assert unprintable(WORDS) == ""


@pytest.mark.parametrize(
    ("text", "printed", "missing"),
    [
        ("漢字 a 漢", "\ufffd\ufffd a \ufffd", "漢字"),
        ("\ue000x", "\ufffdx", "\ue000"),
        ("✅\ufe0f", "✅\ufe0f", ""),
        ("a\u1ab0b", "ab", ""),
    ],
)
def test_what_no_font_has_is_replaced_and_marks_are_left_out(text, printed, missing):
    assert printable(text) == printed
    assert unprintable(text) == missing


def test_a_letter_has_at_most_six_marks():
    assert printable("a" + "\u0301" * 9000 + "b") == "a" + "\u0301" * 6 + "b"


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Lyhyet sanat", ["Lyhyet sanat"]),
        (
            "uusi laadunvarmistusasiantuntija, heti",
            ["uusi ", "laadunvarmistusasiantuntija", ", heti"],
        ),
        ("rekrytointiosaston@esimerkkiyritys.fi", ["rekrytointiosaston@esimerkkiyritys.fi"]),
        (
            "www.esimerkkiyritysoy.fi/avoimettyopaikat",
            ["www.esimerkkiyritysoy.fi/avoimettyopaikat"],
        ),
        ("x1" * 30, ["x1" * 22 + "x\u200b" + "1" + "x1" * 7]),
    ],
)
def test_long_words_may_be_broken_but_no_addresses(text, pieces):
    assert breakable(text) == pieces


@given(st.text())
def test_nothing_is_lost_between_the_pieces(text):
    text = clean(text)

    assert "".join(breakable(text)).replace("\u200b", "") == text


def test_a_long_text_is_looked_through_quickly():
    start = time.process_time()

    for sign in ("a", "a@", "a.", "\u0301", "漢", "a/", "-"):
        breakable(printable(sign * (10_000 // len(sign))))

    assert time.process_time() - start < 0.5
