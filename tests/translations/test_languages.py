import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from translations.languages import (
    active_language,
    best_language,
    fallback_languages,
    language_activated,
    language_codes,
    language_name,
    native_name,
    serving_language,
)


def test_languages_stand_in_the_order_of_the_settings():
    assert language_codes() == ["en", "fi", "nb", "pl"]


def test_each_language_is_named_in_itself():
    assert [native_name(code) for code in language_codes()] == [
        "English",
        "Suomi",
        "Norsk bokmål",
        "Polski",
    ]


@pytest.mark.parametrize(
    ("reader", "names"),
    [
        ("en", ["Finnish", "Polish"]),
        ("fi", ["suomi", "puola"]),
        ("nb", ["finsk", "polsk"]),
        ("pl", ["fiński", "polski"]),
    ],
)
def test_language_within_a_sentence_is_named_as_the_reader_names_it(reader, names):
    with language_activated(reader):
        assert [language_name("fi"), language_name("pl")] == names


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("fi", "fi"),
        ("fi-FI", "fi"),
        ("PL", "pl"),
        ("no", "nb"),
        ("nn", "nb"),
        ("nn-NO", "nb"),
        ("nb-NO", "nb"),
        ("fi_FI", "fi"),
        ("sv", None),
        ("", None),
    ],
)
def test_language_of_the_site_that_serves_a_reader(asked, language):
    assert serving_language(asked) == language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("*", "en"),
        ("fi", "fi"),
        ("fi-FI,fi;q=0.9,en;q=0.8", "fi"),
        ("no", "nb"),
        ("nn,en;q=0.5", "nb"),
        ("NB-no", "nb"),
        ("sv,pl;q=0.5", "pl"),
        ("en;q=0.1, fi;q=0.8", "fi"),
        ("de-DE,fr;q=0.7", "en"),
        ("fi;q=0", "en"),
        ("pl;q=0,sv;q=0.4", "en"),
        ("fi;q=high", "en"),
        (";;;=,q", "en"),
        ("ą\x00 pl", "en"),
        ("fi_FI,en;q=0.5", "fi"),
        ("nb_NO", "nb"),
        (",fi", "fi"),
        (" , ,\t, fi ,", "fi"),
        ("fi;q=.5,en;q=.4", "fi"),
        ("en;q=.4,fi;q=.5", "fi"),
        ("pl;q=0.1234", "pl"),
        ("fi;q=0.1234,pl;q=0.1235", "pl"),
        ("de-DE-1996-verylongsubtag,pl", "pl"),
        ("fi-FI-1996-verylongsubtag,pl", "fi"),
        ("verylonglanguage,pl", "pl"),
        ("fi;q=high,pl;q=0.1", "pl"),
        ("fi;q=-1,pl;q=0.1", "pl"),
        ("fi;q=,pl;q=0.1", "pl"),
        ("ą,\x00,pl", "pl"),
        ("pl ; Q = 0.5 , en ; q = 0.4", "pl"),
        ("pl;level=1;q=0.5,en;q=0.4", "pl"),
        ("pl;", "pl"),
        ("fi;q=1.,en;q=0.9", "fi"),
        ("pl;q=7,en", "pl"),
        ("fi,pl", "fi"),
        ("pl;q=0.7,fi;q=0.7", "pl"),
        ("fi;q=0.3,pl;q=0.5,fi;q=0.5", "pl"),
        ("*,pl;q=0.2", "pl"),
        ("en;q=0,pl", "pl"),
        ("en;q=0,*", "fi"),
        ("en;q=0.0,fi;q=0", "nb"),
        ("en;q=0,fi;q=0,nb;q=0,pl;q=0", "en"),
        ("fi;q=" + "9" * 500, "fi"),
    ],
)
def test_best_language_for_what_a_browser_asks(header, language):
    assert best_language(header) == language


@given(st.text(max_size=300))
def test_whatever_is_asked_some_language_answers(header):
    assert best_language(header) in language_codes()


@given(st.lists(st.text(alphabet="fienplbo;,=q.01-_* \t", max_size=12), max_size=20))
def test_whatever_is_asked_nearly_right_some_language_answers(parts):
    assert best_language(",".join(parts)) in language_codes()


@given(st.text(alphabet=st.characters(exclude_characters=","), max_size=40))
def test_odd_part_never_hides_the_others(part):
    assert best_language(f"{part};q=x,pl;q=0.5") == "pl"
    assert best_language(f"pl;q=0.5,{part};q=x") == "pl"


def test_header_is_read_up_to_a_bound():
    assert best_language("pl;q=0.1," + "x" * 10_000 + ",fi") == "pl"
    assert best_language("," * 49 + "pl" + ",fi" * 100) == "pl"
    assert best_language("," * 50 + "pl") == "en"
    assert best_language("x" * 10_000) == "en"


def test_part_that_the_bound_cuts_is_not_read():
    start = "pl;q=0.5," + "x" * 988

    assert best_language(f"{start},fi;q=0.1") == "pl"


@pytest.mark.parametrize(
    ("wanted", "source_language", "order"),
    [
        ("fi", "pl", ["fi", "pl", "en", "nb"]),
        ("pl", "", ["pl", "en", "nb", "fi"]),
        ("en", "en", ["en", "nb", "fi", "pl"]),
        ("nb", "fi", ["nb", "fi", "en", "pl"]),
    ],
)
def test_texts_are_looked_for_in_each_language_once_the_best_first(wanted, source_language, order):
    assert list(fallback_languages(wanted, source_language)) == order


def test_languages_that_are_no_fallbacks_come_last(settings):
    settings.TEXT_FALLBACKS = ["en"]

    assert list(fallback_languages("pl", "nb")) == ["pl", "nb", "en", "fi"]


def test_what_is_written_within_is_in_the_language_that_is_spoken():
    with language_activated("fi"):
        within = active_language(), translation.get_language()
        with language_activated("pl"):
            further = active_language(), translation.get_language()
        again = active_language(), translation.get_language()

    assert (within, further, again) == (("fi", "fi"), ("pl", "pl"), ("fi", "fi"))
    assert active_language() == translation.get_language() == "en"


def test_language_is_spoken_no_longer_than_what_fails():
    with pytest.raises(ZeroDivisionError), language_activated("fi"):
        _ = 1 / 0

    assert active_language() == "en"


def test_language_that_django_was_told_is_spoken_where_no_page_is_made():
    with translation.override("nb"):
        assert active_language() == "nb"
    with translation.override(None):
        assert active_language() == ""
