import pytest
from hypothesis import given
from hypothesis import strategies as st

from translations import text_rules
from translations.text_rules import MAX_WORDS, longest_sentence, sentences


@pytest.mark.parametrize("text", ["Kee\u0440 it", "\u0410sema", "Ραlvelu", "tea\u043c"])
def test_word_of_two_alphabets_is_found(text):
    assert text_rules.is_suspicious(text)
    assert text_rules.two_scripts(text)


@pytest.mark.parametrize(
    "text", ["kΩ", "µm", "β-karoteeni", "Работа", "Ελληνικά", "Łódź", "Ærlig håndverk", "α"]
)
def test_word_of_one_alphabet_is_fine(text):
    assert text_rules.two_scripts(text) == ""


@pytest.mark.parametrize("text", ["Vet�j�", "VetÃ¤jÃ¤", "donâ€™t", "ＡＢＣ", "a\ue000b", "kaÅ‚Ã³"])
def test_broken_character_is_found(text):
    assert text_rules.is_suspicious(text)
    assert text_rules.broken_characters(text)


@pytest.mark.parametrize("text", ["Vetäjä", "don’t", "SÃO", "Âge", "à la carte", "5 €", "½ – ¾"])
def test_unbroken_character_is_fine(text):
    assert text_rules.broken_characters(text) == ""


@pytest.mark.parametrize("text", ["Tom &amp; Jerry", "a&nbsp;b", "<b>bold</b>", "one<br>two"])
def test_html_is_found(text):
    assert text_rules.markup(text)


@pytest.mark.parametrize("text", ["Tom & Jerry", "a < b > c", "R&D", "x &lt"])
def test_signs_of_html_alone_are_fine(text):
    assert text_rules.markup(text) == ""


@pytest.mark.parametrize("text", ['He said "no".', "the team's", "l'homme"])
def test_straight_quote_is_found(text):
    assert text_rules.straight_quotes(text)


@pytest.mark.parametrize("text", ['a 5" disk', "the team’s", "“no”", "5' tall"])
def test_measure_and_curved_quote_are_fine(text):
    assert text_rules.straight_quotes(text) == ""


@pytest.mark.parametrize(
    ("language", "own"),
    [
        ("en", "She said “no, ‘never’”, didn’t she?"),
        ("fi", "Hän sanoi ”ei”, vaa’an"),
        ("nb", "Hun sa «nei»"),
        ("pl", "Powiedziała „nie «nigdy»”"),
    ],
)
def test_language_writes_its_own_quotation_marks(language, own):
    assert text_rules.foreign_quotes(own, language) == ""
    others = {"en": "„no”", "fi": "“ei”", "nb": "”nei”", "pl": "“nie”"}
    assert text_rules.foreign_quotes(others[language], language)


def test_language_without_rules_writes_any_quotation_mark():
    assert text_rules.foreign_quotes("„Nej”, «nej», “nej”", "sv") == ""


@pytest.mark.parametrize("text", ["two  spaces", "a , b", "really ?", "end ."])
def test_superfluous_space_is_found(text):
    assert text_rules.superfluous_spaces(text)


@pytest.mark.parametrize("text", ["one space", "a .NET b", "  begins", "30 000", "a\nb", "a: b"])
def test_needed_space_is_fine(text):
    assert text_rules.superfluous_spaces(text) == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("45 %", "en"), ("45 %", "pl"), ("45%", "fi"), ("45 %", "nb"),
        ("30 000", "en"), ("30.000", "en"), ("30,000", "fi"), ("30 000", "nb"), ("1.500", "pl"),
    ],
)  # fmt: skip
def test_number_of_another_language_is_found(text, language):
    assert text_rules.foreign_number(f"about {text} of", language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("45%", "en"), ("45%", "pl"), ("45\u00a0%", "fi"), ("45\u00a0%", "nb"),
        ("30,000", "en"), ("30\u00a0000", "fi"), ("2024 100", "fi"), ("1,5", "nb"), ("5 %", ""),
    ],
)  # fmt: skip
def test_number_of_the_language_is_fine(text, language):
    assert text_rules.foreign_number(f"about {text} of", language) == ""


def test_hyphen_between_words_is_no_dash():
    assert text_rules.hyphen_as_dash("home - work")
    assert text_rules.hyphen_as_dash("home-work, ehdotus- ja – – - yes") == ""


def test_excerpt_shows_where_it_was_found():
    text = "a" * 60 + " really ? " + "b" * 60

    assert text_rules.superfluous_spaces(text) == f"…{'a' * 33} really ? {'b' * 39}…"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("For example, e.g. CRM. Then", ["For example, e.g. CRM.", "Then"]),
        ("Esim. Zendesk on työkalu. Se", ["Esim. Zendesk on työkalu.", "Se"]),
        ("Bruk f.eks. Zendesk. Så", ["Bruk f.eks. Zendesk.", "Så"]),
        ("Specjalista ds. IT. Potem", ["Specjalista ds. IT.", "Potem"]),
        ("chat, puhelin jne. Sitten", ["chat, puhelin jne.", "Sitten"]),
        ("Hän sanoi ”ei.” Sitten”", ["Hän sanoi ”ei.”", "Sitten”"]),
        ("A line\nanother line", ["A line", "another line"]),
        ("Version 2.5 of Node.js is out", ["Version 2.5 of Node.js is out"]),
        ("", []),
    ],
)
def test_text_is_split_into_sentences(text, expected):
    assert list(sentences(text)) == expected


def words(count, first="Word"):
    return " ".join([first, *["word"] * (count - 1)])


def test_words_of_the_longest_sentence_are_counted():
    text = f"{words(50)}. {words(60, 'Other')} – word. Short."

    count, beginning = longest_sentence(text)

    assert count == 61
    assert beginning.startswith("Other word word")
    assert beginning.endswith("…")


@pytest.mark.parametrize(
    "text",
    [
        f"{words(40)}. {words(40)}.",
        "\n".join([words(30)] * 5),
        words(30),
        f"{words(39)} – word.",
    ],
)
def test_sentences_of_40_words_are_not_too_long(text):
    assert longest_sentence(text)[0] <= MAX_WORDS


@given(st.text(max_size=500))
def test_sentences_hold_all_words_of_a_text(text):
    assert " ".join(sentences(text)).split() == text.split()
