import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyphen import Pyphen

from translations import hyphenation
from translations.hyphenation import (
    SOFT_HYPHEN,
    WORD_JOINER,
    keep_together,
    load_patterns,
    soften,
)

in_any_language = st.sampled_from(["en", "fi", "nb", "pl", "xx"])
# The first word of a language loads its patterns.
unhurried = settings(deadline=None)
words = st.text("aeiouyåäöhjklmnprstv", min_size=1, max_size=30)


def shown(text, language):
    return soften(text, language).replace(SOFT_HYPHEN, "|")


@pytest.mark.parametrize(
    "broken",
    [
        "orga|ni|saa|ti|oi|den",
        "suun|ni|tel|mal|li|suus",
        "tyy|ty|väi|syys",
    ],
)
def test_finnish_words_break_where_syllables_end(broken):
    assert shown(broken.replace("|", ""), "fi") == broken


@pytest.mark.parametrize(
    "broken",
    [
        "tiimin|vetäjä",
        "Tiimin|vetäjällä",
        "yhteistyö|taidot",
        "Asiakas|tuki|päällikkö",
        "ongelman|ratkaisu|taidot",
        "tekoäly|pohjainen",
        "asiakas|ongelmien",
        "sairaan|hoitaja",
        "asiakas|palvelu|koor|di|naat|tori",
        "asiakas|tyytyväisyys",
        "asiakas|uskollisuus",
        "kokemus|vaatimuksia",
        "net|to|suo|sit|telu|indeksi",
        "palvelu|taso|sopimukset",
        "tietämyksen|hallinta",
        "asiakas|tuki|strategia",
        "koulutus|suun|nit|te|lija",
        "asiakas|palvelu|osasto",
        "toiminnan|ohjaus|jär|jes|telmä",
        "vastuu|alueiden",
        "vastaus|aikoja",
        "vaihto|ehtoja",
        "ratkaisu|prosentti",
        "yhteyden|ottoja",
        "lentokone|asentaja",
        "rakennus|insinööri",
    ],
)
def test_finnish_compounds_break_at_their_joints_and_in_long_parts_only(broken):
    assert shown(broken.replace("|", ""), "fi") == broken


@pytest.mark.parametrize(
    ("language", "broken"),
    [
        ("nb", "kunde|service|koordinator"),
        ("nb", "kunde|støtte|avdelingen"),
        ("nb", "ansvars|områder"),
        ("nb", "team|leder|stilling"),
        ("nb", "kunde|til|freds|het"),
        ("pl", "odpo|wie|dzial|ność"),
        ("pl", "współ|pra|cow|ni|ków"),
        ("en", "admin|is|trator"),
    ],
)
def test_other_languages_break_at_joints_and_by_their_patterns(language, broken):
    assert shown(broken.replace("|", ""), language) == broken


@pytest.mark.parametrize(
    ("language", "broken"),
    [
        ("fi", "Senior-asiakas|palvelu|koor|di|naat|tori"),
        ("fi", "CRM-järjestelmä|asiantuntija"),
        ("fi", "CRM-alustoilla"),
        ("nb", "SaaS-virksomheter"),
        ("pl", "informacyjno-tele|ko|mu|ni|ka|cyj|nych"),
        ("pl", "specjalista/koor|dy|na|torka"),
    ],
)
def test_words_that_a_hyphen_or_a_slash_joins_break_each_by_itself(language, broken):
    assert shown(broken.replace("|", ""), language) == broken


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("kyselyt ja -kontaktit", "kyselyt ja -\u2060kontaktit"),
        ("-kontaktit", "-\u2060kontaktit"),
        ("asiakas- ja tukityö", "asiakas- ja tukityö"),
        ("5 - 10, -5 ja a -", "5 - 10, -5 ja a -"),
        ("lider / liderka", "lider\u00a0/ liderka"),
        ("ja/tai, 24/7", "ja/tai, 24/7"),
    ],
)
def test_no_line_ends_after_a_hyphen_that_begins_a_word_nor_before_a_slash(text, kept):
    assert keep_together(text) == soften(text, "fi") == kept


@pytest.mark.parametrize(
    "text",
    [
        "asiakastuki",
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
        "Asiakastuen\u00a0tiimi: (asiakas|palvelu|koor|di|naat|tori), ”tiimin|vetäjä” & muut"
    )


def test_capitals_break_as_small_letters_do():
    assert shown("ASIAKASTYYTYVÄISYYS", "fi") == "ASIAKAS|TYYTYVÄISYYS"


def test_words_of_an_unknown_language_stay_whole():
    assert soften("Donaudampfschifffahrt", "xx") == "Donaudampfschifffahrt"


@unhurried
@given(st.text(), in_any_language)
def test_nothing_is_added_that_is_seen(text, language):
    unseen = str.maketrans("\u00a0", " ", SOFT_HYPHEN + WORD_JOINER)
    assert soften(text, language).translate(unseen) == text.translate(unseen)


@unhurried
@given(st.one_of(st.text(), words), in_any_language)
def test_softening_twice_is_softening_once(text, language):
    assert soften(soften(text, language), language) == soften(text, language)


@unhurried
@given(words, in_any_language)
def test_three_letters_stay_together_at_either_end(word, language):
    parts = soften(word, language).split(SOFT_HYPHEN)
    assert len(parts) == 1 or (len(parts[0]) >= 3 and len(parts[-1]) >= 3)


def test_patterns_of_pyphen_are_held_once_and_words_are_not_kept():
    patterns = hyphenation._patterns("nb").hd

    numbers = [*patterns.patterns.values()]
    assert len({id(one) for one in numbers}) == len(set(numbers)) < len(numbers) / 10
    assert patterns.positions("kundeservicemedarbeider")
    assert patterns.cache == {}
    assert Pyphen(lang="nl_NL").positions("lettergrepen") == [3, 6, 9]


def test_patterns_are_kept_in_a_file_and_break_words_in_the_same_places(tmp_path):
    word = "kundeservicemedarbeider"
    by_pyphen = Pyphen(lang="nb_NO", left=3, right=3).positions(word)
    for _ in range(2):  # the second time from the file
        hyphenation.hdcache.clear()
        hyphenation._patterns.cache_clear()
        load_patterns(tmp_path / "patterns")
        patterns = hyphenation._patterns("nb")

        assert patterns.positions(word) == by_pyphen
        assert patterns.hd.maxlen == 10
        numbers = [*patterns.hd.patterns.values()]
        assert len({id(one) for one in numbers}) == len(set(numbers))


@pytest.mark.parametrize(
    ("language", "broken"),
    [
        ("pl", "kierowniczka, administratorka"),
        ("pl", "specjalista/koordynatorka"),
        ("fi", "asiakas|palvelu|päällikkö"),
    ],
)
def test_only_the_longest_words_break_where_there_is_room(language, broken):
    found = soften(broken.replace("|", ""), language, 16)

    assert found.replace(SOFT_HYPHEN, "|") == broken
