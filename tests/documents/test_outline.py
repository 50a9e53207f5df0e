import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.outline import (
    Bullets,
    Document,
    Facts,
    Heading,
    Item,
    Line,
    Notes,
    Paragraph,
    clean,
    kept_with_next,
)

DAY = date(2026, 1, 2)


def line(text, also=None):
    return Line(text, "fi", also)


def document(*blocks, **parts):
    return Document(line("Tiiminvetäjä"), blocks, DAY, **parts)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\0b\x1bc\x7fd\x85e", "abcd e"),
        ("yksi\r\nkaksi\tkolme\u2028neljä", "yksi kaksi kolme neljä"),
        ("asiakas\u00adpalvelu", "asiakaspalvelu"),
        ("10\u00a0000 €", "10\u00a0000 €"),
        ("\ud800 x \ufffe\uffff\U0001ffff", "x"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\u0308\u0301", "\u00e4\u0301"),
        ("👩\u200d💻 ✅\ufe0f", "👩\u200d💻 ✅\ufe0f"),
        ("مرحبا\u200c!", "مرحبا\u200c!"),
        ("\u3000\n \u00a0", ""),
    ],
)
def test_a_text_is_one_line_without_characters_that_break_a_file_or_hide(text, cleaned):
    assert clean(text) == cleaned
    assert Line(text, "fi").text == cleaned


@given(st.text())
def test_cleaned_text_can_be_encoded_and_stays_as_it_is(text):
    cleaned = clean(text)

    cleaned.encode()
    assert clean(cleaned) == cleaned
    assert not {unicodedata.category(sign) for sign in cleaned} & {"Cc", "Cs", "Zl", "Zp"}


@given(st.text(st.characters(categories=["L", "N", "P", "S"])))
def test_letters_figures_and_signs_are_kept(text):
    assert clean(text) == unicodedata.normalize("NFC", text)


def test_an_empty_second_language_is_none():
    assert line("Vastuut", line(" ")).also is None
    assert line("Vastuut", Line("Ansvar", "nb")).also == Line("Ansvar", "nb")


def test_what_is_empty_is_left_out():
    empty = document(
        Paragraph((line(""),)),
        Bullets((Item(line(" ")),)),
        Facts(((line("Palkka"), line("")),)),
        Notes(0),
        subtitle=line(""),
        footer=(line(""), line("Lähde")),
    )

    assert empty.blocks == ()
    assert empty.subtitle is None
    assert empty.footer == (line("Lähde"),)


def test_bullets_below_an_empty_one_come_in_its_place():
    bullets = Bullets((Item(line(""), (line("a"), line("b"))), Item(line("c"), (line(""),))))

    assert bullets.items == (Item(line("a")), Item(line("b")), Item(line("c")))


def test_a_heading_with_nothing_under_it_is_left_out():
    text = Paragraph((line("Teksti"),))
    blocks = (
        Heading(line("Tyhjä")),
        Heading(line("Luku")),
        Heading(line("Tyhjä osa"), 2),
        Paragraph(()),
        Heading(line("Osa"), 2),
        text,
        Heading(line("Viimeinen")),
    )

    assert document(*blocks).blocks == (blocks[1], blocks[4], text)


def test_no_level_of_headings_is_left_out():
    text = Paragraph((line("Teksti"),))
    deep, section = Heading(line("Osa"), 2), Heading(line("Luku"))

    blocks = document(deep, text, section, deep, text).blocks
    assert [block.level for block in blocks if isinstance(block, Heading)] == [1, 1, 2]


def test_a_fact_without_a_label_is_kept():
    facts = Facts(((line(""), line("Helsinki")),))

    assert document(facts).blocks == (facts,)


def test_what_leads_to_notes_is_kept_with_them():
    text, notes = Paragraph((line("Kerro siitä."),)), Notes(2)
    bullets = Bullets((Item(line("a")),))
    blocks = [text, bullets, text, text, notes, text]

    assert list(kept_with_next(blocks)) == [
        (text, False),
        (bullets, False),
        (text, True),
        (text, True),
        (notes, False),
        (text, False),
    ]
