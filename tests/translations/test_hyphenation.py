import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translations.hyphenation import SOFT_HYPHEN, soften

in_any_language = st.sampled_from(["en", "fi", "nb", "pl", "xx"])
# The first word of a language loads its patterns.
unhurried = settings(deadline=None)
words = st.text("aeiouyåäöhjklmnprstv", min_size=1, max_size=30)


def shown(text, language):
    return soften(text, language).replace(SOFT_HYPHEN, "|")


@pytest.mark.parametrize(
    "broken",
    [
        "asia|kas|pal|ve|lu|koor|di|naat|tori",
        "asia|kas|tyy|ty|väi|syys",
        "pal|ve|lu|ta|so|so|pi|muk|set",
        "tii|min|ve|täjä",
        "Asia|kas|tu|ki|pääl|likkö",
        "tie|tä|myk|sen|hal|linta",
        "yhteis|työ|tai|dot",
        "orga|ni|saa|ti|oi|den",
    ],
)
def test_finnish_words_break_where_syllables_end(broken):
    assert shown(broken.replace("|", ""), "fi") == broken


@pytest.mark.parametrize(
    "broken",
    [
        "toi|min|nan|oh|jaus|jär|jes|telmä",
        "asia|kas|on|gel|mien",
        "asia|kas|us|kol|li|suus",
        "asia|kas|pal|ve|lu|osasto",
        "vas|tuu|alu|ei|den",
        "rat|kai|su|pro|sentti",
        "asia|kas|tu|ki|stra|te|gia",
        "yhtey|den|ot|toja",
        "teko|äly|poh|jai|nen",
    ],
)
def test_finnish_compounds_break_at_their_seams(broken):
    assert shown(broken.replace("|", ""), "fi") == broken


@pytest.mark.parametrize(
    ("language", "broken"),
    [
        ("nb", "kunde|ser|vice|ko|or|di|na|tor"),
        ("nb", "kunde|støtte|av|de|lin|gen"),
        ("pl", "odpo|wie|dzial|ność"),
        ("pl", "współ|pra|cow|ni|ków"),
        ("en", "admin|is|trator"),
    ],
)
def test_other_languages_break_by_their_patterns(language, broken):
    assert shown(broken.replace("|", ""), language) == broken


@pytest.mark.parametrize(
    "text",
    [
        "asiakastuki",
        "CRM-järjestelmäasiantuntija",
        "asiakaspalvelu2026järjestelmä",
        "https://asiakaspalvelukoordinaattori.example/tehtävät",
        "asiakaspalvelukoordinaattori@example.org",
        "",
    ],
)
def test_short_words_and_what_is_no_plain_word_stay_whole(text):
    assert soften(text, "fi") == text


def test_only_the_long_words_of_a_title_are_broken_and_signs_around_them_stay():
    title = "Asiakastuen\u00a0tiimi: (asiakaspalvelukoordinaattori), ”tiiminvetäjä” & muut"
    assert shown(title, "fi") == (
        "Asiakastuen\u00a0tiimi: (asia|kas|pal|ve|lu|koor|di|naat|tori), ”tii|min|ve|täjä” & muut"
    )


def test_capitals_break_as_small_letters_do():
    assert shown("ASIAKASTYYTYVÄISYYS", "fi") == "ASIA|KAS|TYY|TY|VÄI|SYYS"


def test_words_of_an_unknown_language_stay_whole():
    assert soften("Donaudampfschifffahrt", "xx") == "Donaudampfschifffahrt"


@unhurried
@given(st.text(), in_any_language)
def test_nothing_but_soft_hyphens_is_added(text, language):
    assert soften(text, language).replace(SOFT_HYPHEN, "") == text.replace(SOFT_HYPHEN, "")


@unhurried
@given(st.one_of(st.text(), words), in_any_language)
def test_softening_twice_is_softening_once(text, language):
    assert soften(soften(text, language), language) == soften(text, language)


@unhurried
@given(words, in_any_language)
def test_three_letters_stay_together_at_either_end(word, language):
    parts = soften(word, language).split(SOFT_HYPHEN)
    assert len(parts) == 1 or (len(parts[0]) >= 3 and len(parts[-1]) >= 3)
