import pytest
from django.utils import translation
from markupsafe import Markup

from tests.support.markup import spoken
from translations.interface import _translated, gettext, grouped, ngettext, percent


def test_text_is_in_the_readers_language(language):
    assert gettext("Page not found") == spoken(language, "Page not found")


def test_values_are_escaped_in_a_text_that_is_not():
    assert gettext("<b>%(name)s</b>", name="R&D") == "<b>R&amp;D</b>"
    assert isinstance(gettext("<b>"), Markup)


def test_per_cent_is_written_twice_with_or_without_values():
    assert gettext("%(there)s %%", there=5) == "5 %"
    assert gettext("100 %%") == "100 %"


@pytest.mark.parametrize(("number", "written"), [(1, "1 rola"), (3, "3 role"), (5, "5 ról")])
def test_text_has_the_form_that_goes_with_a_number(number, written):
    with translation.override("pl"):
        assert ngettext("%(total)s role", "%(total)s roles", number, total=number) == written


@pytest.mark.parametrize(
    ("code", "written"),
    [("en", "13,133"), ("fi", "13\xa0133"), ("nb", "13\xa0133"), ("pl", "13\xa0133")],
)
def test_numbers_are_grouped_as_the_readers_language_does(code, written):
    with translation.override(code):
        assert grouped(13_133) == written
        assert grouped(999) == "999"
        assert gettext("%(there)s of %(total)s", there=1, total=13_133).endswith(written)
        assert written in ngettext("%(total)s role", "%(total)s roles", 13_133, total=13_133)


@pytest.mark.parametrize("number", [5, 13_133])
def test_text_may_say_that_a_value_is_a_number(language, number):
    assert gettext("and %(number)d more", number=number) == spoken(
        language, "and %(number)d more"
    ).replace("%(number)d", grouped(number))
    assert ngettext("%(n)d role", "%(n)d roles", number, n=number) == f"{grouped(number)} roles"


@pytest.mark.parametrize(
    ("code", "written"), [("fi", "67\u00a0%"), ("nb", "67\u00a0%"), ("pl", "67%"), ("en", "67%")]
)
def test_shares_are_written_as_in_the_readers_language(code, written):
    with translation.override(code):
        assert percent(67) == written


def test_text_is_cached_for_the_language_that_it_is_in():
    _translated.cache_clear()
    with translation.override("pl"):
        in_finnish = _translated("fi", "Page not found")

    assert in_finnish == spoken("fi", "Page not found")
