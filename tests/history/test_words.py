from hypothesis import given
from hypothesis import strategies as st

from history import words
from history.words import Piece, word_difference


def test_pieces_are_words_and_signs():
    assert word_difference("Greets guests, kindly.", "Greets all guests.") == [
        Piece("Greets "),
        Piece("all ", is_new=True),
        Piece("guests"),
        Piece(", kindly", is_old=True),
        Piece("."),
    ]


def test_what_is_taken_out_stands_before_what_takes_its_place():
    assert word_difference("Isäntä", "Emäntä") == [
        Piece("Isäntä", is_old=True),
        Piece("Emäntä", is_new=True),
    ]


def test_changed_words_that_follow_each_other_are_one_phrase():
    assert word_difference("Leads it day to day now", "Leads it every single day now") == [
        Piece("Leads it "),
        Piece("day to", is_old=True),
        Piece("every single", is_new=True),
        Piece(" day now"),
    ]


def test_very_long_texts_are_compared_by_lines(monkeypatch):
    monkeypatch.setattr(words, "MOST_WORDS", 5)

    assert word_difference("one two\nthree four\n", "one two\nthree five\n") == [
        Piece("one two\n"),
        Piece("three four\n", is_old=True),
        Piece("three five\n", is_new=True),
    ]


@given(st.text(), st.text())
def test_pieces_make_up_both_texts(old, new):
    pieces = word_difference(old, new)

    assert "".join(piece.text for piece in pieces if not piece.is_new) == old
    assert "".join(piece.text for piece in pieces if not piece.is_old) == new
