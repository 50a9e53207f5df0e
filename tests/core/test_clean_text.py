import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clean_text import clean_line, clean_text, first_unclean

# Halves of surrogate pairs, too: JSON and form data may hold them.
CHARACTERS = st.characters(codec=None, exclude_categories=())
TEXTS = st.text(CHARACTERS | st.sampled_from("e\u0301\r\n\t\u200d"))
# Format characters that are seen: they enclose or precede numbers in Arabic, Syriac and Kaithi.
SEEN = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("pa\u0308a\u0308llikko\u0308", "päällikkö"),
        ("asiakas\u00adpalvelu", "asiakaspalvelu"),
        ("\ufeffspecja\u200blista\u200d", "specjalista"),
        ("\u202enurse\u202c", "nurse"),
        ("opti\x1fonal", "optional"),
        ("one\ttwo\x0bthree\x0cfour", "one two three four"),
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("half \ud83d of a pair\uffff", "half  of a pair"),
        (" \u200b\x00\u2060 ", ""),
        ("10\u00a0000 kroner – “naïve” łódź", "10\u00a0000 kroner – “naïve” łódź"),
    ],
)
def test_text_is_stored_without_what_nobody_sees(typed, stored):
    assert clean_text(typed) == stored


def test_text_of_one_line_has_spaces_instead_of_line_ends():
    assert clean_line("Head of\r\nsupport\n") == "Head of support"


@given(TEXTS)
def test_clean_text_is_in_nfc_and_stays_as_it_is(text):
    clean = clean_text(text)

    assert unicodedata.is_normalized("NFC", clean)
    assert clean_text(clean) == clean
    assert clean_line(clean_line(text)) == clean_line(text)


@given(TEXTS)
def test_clean_text_has_no_unclean_character(text):
    assert first_unclean(clean_text(text)) is None


@given(TEXTS)
def test_text_without_an_unclean_character_is_changed_at_its_ends_only(text):
    if first_unclean(text) is None:
        assert clean_text(text) == text.strip()


@pytest.mark.parametrize(
    ("text", "place"),
    [("a\u200bb", 1), ("ab\tc", 2), ("a\r\nb", 1), ("a\u0308b", 1), ("b\u212b", 1), ("a\nb", None)],
)
def test_first_unclean_character_is_found(text, place):
    assert first_unclean(text) == place


@given(TEXTS)
def test_clean_text_can_stand_in_a_feed_and_a_database(text):
    clean = clean_text(text)
    clean.encode()

    assert not {char for char in clean if unicodedata.category(char) in ("Cc", "Cs")} - {"\n"}
    assert "\n" not in clean_line(text)


@given(st.text(st.characters(categories=("L", "N", "P")), max_size=40))
def test_letters_digits_and_punctuation_of_text_in_nfc_are_kept(text):
    fillers = "\u115f\u1160\u3164\uffa0"  # letters of Hangul that are blank
    composed = unicodedata.normalize("NFC", "".join(char for char in text if char not in fillers))

    assert clean_text(composed) == composed


def test_every_format_character_of_unicode_is_left_out_but_those_that_are_seen():
    chars = map(chr, range(sys.maxunicode + 1))
    formats = [char for char in chars if unicodedata.category(char) == "Cf"]
    kept = {char for char in formats if clean_text(char)}

    assert {char for char in kept if not "\U00013430" <= char <= "\U0001343f"} == set(SEEN)
