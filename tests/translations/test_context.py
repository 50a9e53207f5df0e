import pytest
from django.test import RequestFactory
from django.utils import translation

from translations.context import language, path_in_language


@pytest.mark.parametrize(
    ("path", "code", "address"),
    [
        ("/en/roles/team-lead/", "pl", "/pl/roles/team-lead/"),
        ("/en/", "fi", "/fi/"),
        ("/nb/roles/", "nb", "/nb/roles/"),
        ("/", "fi", "/fi/"),
        ("/admin/", "fi", "/fi/"),
        ("/xx/roles/", "fi", "/fi/"),
    ],
)
def test_same_page_in_another_language(path, code, address):
    assert path_in_language(path, code) == address


def test_language_switch_keeps_page_and_query():
    request = RequestFactory().get("/fi/roles/?stage=lead&tool=zendesk")

    with translation.override("fi"):
        context = language(request)

    assert context["language"] == "fi"
    assert [(link.code, link.name, link.address) for link in context["language_links"]] == [
        ("en", "English", "/en/roles/?stage=lead&tool=zendesk"),
        ("fi", "Suomi", "/fi/roles/?stage=lead&tool=zendesk"),
        ("nb", "Norsk bokmål", "/nb/roles/?stage=lead&tool=zendesk"),
        ("pl", "Polski", "/pl/roles/?stage=lead&tool=zendesk"),
    ]
    assert [link.code for link in context["language_links"] if link.is_current] == ["fi"]


def test_language_that_stands_beside_the_page_swaps_with_it():
    request = RequestFactory().get("/pl/roles/team-lead/?with=en&a=with=en")

    with translation.override("pl"):
        addresses = [link.address for link in language(request)["language_links"]]

    assert addresses == [
        "/en/roles/team-lead/?with=pl&a=with=en",
        "/fi/roles/team-lead/?with=en&a=with=en",
        "/nb/roles/team-lead/?with=en&a=with=en",
        "/pl/roles/team-lead/?with=en&a=with=en",
    ]


def test_language_switch_encodes_what_a_browser_would_have_encoded():
    request = RequestFactory().get("/fi/roles/", QUERY_STRING='a=%C3%A4&b=\xc3\xa4&c=\x00"<')

    [link, *_] = language(request)["language_links"]

    assert link.address == "/en/roles/?a=%C3%A4&b=%C3%A4&c=%00%22%3C"


def test_language_switch_encodes_the_path():
    request = RequestFactory().get("/fi/roles/%00%3F%C3%A5%22/")

    [link, *_] = language(request)["language_links"]

    assert link.address == "/en/roles/%00%3F%C3%A5%22/"
