import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import get_language

from translations.middleware import LanguageMiddleware


def answer(path: str, accept: str = "", **headers: str) -> HttpResponse:
    """What a view answers that says which language it was asked in."""

    def view(request):
        return HttpResponse(f"{get_language()} {request.LANGUAGE_CODE}", headers=headers)

    request = RequestFactory().get(path, headers={"Accept-Language": accept})
    return LanguageMiddleware(view)(request)


@pytest.mark.parametrize("code", ["en", "fi", "nb", "pl"])
def test_language_in_the_address_is_spoken_whatever_the_browser_asks(code):
    response = answer(f"/{code}/roles/", accept="pl,fi;q=0.5")

    assert response.content.decode() == f"{code} {code}"
    assert response["Content-Language"] == code


def test_address_without_a_language_answers_in_the_readers():
    response = answer("/sitemap.xml", accept="nn-NO, pl;q=0.4")

    assert response.content == b"nb nb"
    assert response["Content-Language"] == "nb"


def test_page_with_a_language_in_its_address_varies_on_nothing():
    assert "Vary" not in answer("/fi/", accept="pl")


def test_page_without_a_language_in_its_address_varies_on_what_the_reader_asks():
    assert answer("/").headers["Vary"] == "Accept-Language"


def test_files_vary_on_nothing():
    assert "Vary" not in answer("/static/css/base.css", accept="pl")


def test_language_that_a_view_has_named_stays():
    assert answer("/fi/", **{"Content-Language": "pl"})["Content-Language"] == "pl"


def test_language_is_as_before_when_the_answer_is_made():
    before = get_language()

    answer("/pl/")

    assert get_language() == before
