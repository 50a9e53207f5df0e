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
    ("asked", "language"),
    [
        ("fi", "fi"),
        ("fi-FI", "fi"),
        ("PL", "pl"),
        ("no", "nb"),
        ("nn", "nb"),
        ("nn-NO", "nb"),
        ("nb-NO", "nb"),
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
    ],
)
def test_best_language_for_what_a_browser_asks(header, language):
    assert best_language(header) == language


@given(st.text(max_size=300))
def test_whatever_is_asked_some_language_answers(header):
    assert best_language(header) in language_codes()


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
