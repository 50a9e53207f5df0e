import pytest
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse, set_script_prefix
from django.utils import translation

from translations.addresses import _parts, address, query_suffix, script_prefix_cached


@pytest.mark.parametrize("name", ["role", "skill", "tool", "tool-category", "metric"])
def test_address_is_the_one_that_django_reverses(name, language):
    for slug in ("slug", "customer-service", "a_B-9"):
        assert address(name, slug) == reverse(name, args=[slug])


def test_address_without_a_slug(language):
    assert address("roles") == f"/{language}/roles/"


def test_address_begins_where_the_site_does():
    with translation.override("fi"):
        assert address("skill", "empathy") == "/fi/skills/empathy/"
        try:
            set_script_prefix("/site/")
            assert address("skill", "empathy") == "/site/fi/skills/empathy/"
        finally:
            set_script_prefix("/")


def test_addresses_of_one_page_begin_where_the_site_did_when_it_was_begun():
    try:
        set_script_prefix("/site/")
        with script_prefix_cached(), translation.override("fi"):
            within = address("roles")
    finally:
        set_script_prefix("/")

    assert (within, address("roles")) == ("/site/fi/roles/", "/en/roles/")


def test_name_that_is_not_there_is_a_mistake():
    with pytest.raises(NoReverseMatch):
        address("nothing")


def test_address_is_cached_for_the_language_that_it_is_in():
    _parts.cache_clear()
    with translation.override("pl"):
        assert _parts("roles", False, "fi", "/") == ("/fi/roles/", "")


@pytest.mark.parametrize(
    ("query", "suffix"),
    [("", ""), ("a=1&b=%C3%A4", "?a=1&b=%C3%A4"), ("a=\xc3\xa4#\x00 ", "?a=%C3%A4%23%00%20")],
)
def test_query_is_written_as_an_address_ends_in_it(query, suffix):
    assert query_suffix(RequestFactory().get("/", QUERY_STRING=query)) == suffix
