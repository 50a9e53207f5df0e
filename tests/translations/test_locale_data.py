import pytest
from babel import Locale, localedata
from babel.numbers import format_decimal, format_percent, get_currency_name

from translations.locale_data import UNUSED, keep_what_is_used


@pytest.fixture(autouse=True)
def unread(monkeypatch):
    """As in a process that has read nothing yet."""
    monkeypatch.setattr(localedata, "_cache", {})


def test_names_and_formats_that_pages_show_are_kept():
    keep_what_is_used(["fi", "nb"])
    kept = {language: set(data) for language, data in localedata._cache.items()}

    assert format_decimal(13_133, locale="fi") == "13\xa0133"
    assert format_percent(0.5, locale="nb") == "50\xa0%"
    assert get_currency_name("EUR", count=2, locale="fi") == "euroa"
    assert Locale.parse("nb").languages["pl"] == "polsk"
    assert {language: set(data) for language, data in localedata._cache.items()} == kept
    assert list(kept) == ["fi", "nb"]
    assert not kept["fi"] & set(UNUSED)


def test_what_is_not_kept_is_read_when_it_is_asked_for():
    keep_what_is_used(["fi", "nb"])

    assert Locale.parse("fi").territories["PL"] == "Puola"
    assert Locale.parse("nb").months["format"]["wide"][5] == "mai"
    with pytest.raises(KeyError):
        localedata.load("fi")["nothing"]


def test_names_of_what_is_not_kept_are_those_that_babel_has():
    assert set(UNUSED) <= set(localedata.load("en")) | set(localedata.load("fi"))
