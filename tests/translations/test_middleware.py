import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import get_language

from pagecache.decorators import PARAMETERS_HEADER
from translations.middleware import LanguageMiddleware


def answer(path: str, accept: str = "", status: int = 200, **headers: str) -> HttpResponse:
    """What a view answers that says which language it was asked in."""

    def view(request):
        text = f"{get_language()} {request.LANGUAGE_CODE}"
        return HttpResponse(text, headers=headers, status=status)

    request = RequestFactory().get(path, headers={"Accept-Language": accept})
    request.path_info = path
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


def test_missing_file_is_explained_in_the_readers_language():
    response = answer("/static/css/nothing.css", accept="pl", status=404)

    assert (response["Vary"], response["Content-Language"]) == ("Accept-Language", "pl")


def test_cached_page_without_a_language_is_not_labelled_with_its_first_readers():
    response = answer("/sitemap.xml", accept="pl", **{PARAMETERS_HEADER: ""})

    assert "Content-Language" not in response
    assert "Vary" not in response


@pytest.mark.parametrize("path", ["*", "", "fi", "//", "/" * 1_000])
def test_path_of_any_form_has_a_language(path):
    assert answer(path, accept="fi")["Content-Language"] == "fi"


def test_language_that_a_view_has_named_stays():
    assert answer("/fi/", **{"Content-Language": "pl"})["Content-Language"] == "pl"


def test_language_is_as_before_when_the_answer_is_made():
    before = get_language()

    answer("/pl/")

    assert get_language() == before
