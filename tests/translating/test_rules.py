import pytest

from translating.rules import (
    end_of,
    ending,
    line_counts,
    missing_numbers,
    missing_placeholders,
    untranslated,
)


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("30,000–70,000 USD", "30 000–70 000 USD"),
        ("30,000 USD", "30\u202f000 USD"),
        ("1.5 hours", "1,5 tuntia"),
        ("45% of them", "45 % niistä"),
        ("2.50 euros", "2,5 euroa"),
        ("two of 12", "2 z dwunastu"),
        ("B2B and B2C sales", "Myynti yrityksille"),
        ("By 31.12.2024", "By 31/12/2024"),
    ],
)
def test_numbers_are_the_same_however_a_language_writes_them(source, translation):
    assert missing_numbers(source, translation) == []
    assert missing_numbers(translation, source) == []


@pytest.mark.parametrize(
    ("source", "translation", "missing"),
    [
        ("Within 24 hours", "Within a day", ["24"]),
        ("30,000 USD", "300 000 USD", ["30000"]),
        ("1.5 hours", "15 tuntia", ["1.5"]),
        ("20 or 30 or 20", "20 lub 40", ["30"]),
        ("007 and 13", "13", []),
    ],
)
def test_numbers_that_are_lost_are_found(source, translation, missing):
    assert missing_numbers(source, translation) == missing


def test_placeholders_and_addresses_are_compared_one_by_one():
    source = "Hello {name}, see https://example.com/a. <b>%(count)d</b> of %s, write to a@b.fi"

    assert missing_placeholders(source, source) == []
    assert missing_placeholders("{a} {a}", "{a}") == ["{a}"]
    assert missing_placeholders(source, "") == [
        "{name}", "https://example.com/a", "<b>", "%(count)d", "</b>", "%s", "a@b.fi"
    ]  # fmt: skip


def test_lines_that_are_empty_do_not_count():
    assert line_counts("One\n\nTwo\n", "Yksi") == (2, 1)


@pytest.mark.parametrize(
    ("source", "translation", "found"),
    [
        ("Team leader", "Team leader", "Team leader"),
        ("Keep your skills up to date. Ask.", "Kysy. Keep your skills up to date.",
         "Keep your skills up to date."),
        ("Ask them.", "Pyydä. This is what they do with the customers.",
         "This is what they do with the customers."),
        ("Answers customers quickly and solves tickets.", "Answers customers very quickly, solves.",
         "Answers customers very quickly, solves."),
    ],
)  # fmt: skip
def test_text_in_the_source_language_is_found(source, translation, found):
    assert untranslated(source, "en", translation, "fi") == found


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Net Promoter Score", "Net Promoter Score"),
        ("Empathy", "Empatia"),
        ("Use Microsoft Excel and Google Analytics.", "Käytä ohjelmia Microsoft Excel."),
        ("SQL Server Integration Services", "SQL Server Integration Services"),
        ("Lead the team.", "Johda tiimiä."),
        ("Use chat, email and video.", "Käytä: chat, email, sekä puhelinta ja videota."),
    ],
)
def test_names_and_translations_are_not_in_the_source_language(source, translation):
    assert untranslated(source, "en", translation, "fi") == ""


def test_norwegian_and_english_are_told_apart_by_their_small_words():
    text = "Vi har det som kundene vil ha, og det er for alle."

    assert untranslated("We have it.", "en", text, "nb") == ""
    assert untranslated("Mamy to.", "nb", text, "pl") == "Vi har det som kundene vil ha, og det er…"


@pytest.mark.parametrize(
    ("text", "sign"),
    [("Done.", "."), ("Done.”", "."), ("(Done?)", "?"), ("Done", ""), ("One:\n", ":"), ("", "")],
)
def test_sign_at_the_end_may_stand_in_quotes_or_brackets(text, sign):
    assert ending(text) == sign


def test_end_of_a_text_is_cut_to_a_line():
    assert end_of("a\nb") == "a b"
    assert len(end_of("word " * 30)) < 50
