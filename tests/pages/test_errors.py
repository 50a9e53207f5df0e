"""Error pages speak the reader's language, whatever has failed."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, RequestFactory
from django.utils import translation

from config import views
from tests.support.markup import Page, spoken
from translations.languages import language_codes

HEADINGS = {
    400: "The request was not understood",
    403: "You do not have access",
    404: "Page not found",
    500: "Something went wrong",
}


@pytest.fixture
def failing(monkeypatch):
    """`failing(error)`: the home page raises it."""

    def fail_with(error: Exception) -> Client:
        def fail(today: object) -> None:
            raise error

        monkeypatch.setattr(views, "home_page", fail)
        return Client(raise_request_exception=False)

    return fail_with


@pytest.mark.parametrize("language", language_codes())
@pytest.mark.parametrize(
    ("error", "status"),
    [
        (SuspiciousOperation("odd"), 400),
        (PermissionDenied(), 403),
        (ZeroDivisionError("division by zero"), 500),
    ],
)
def test_failure_is_explained_in_the_readers_language(failing, error, status, language):
    response = failing(error).get(f"/{language}/")

    page = Page(response.content.decode())
    assert response.status_code == status
    assert page.root.get("lang") == language
    assert page.text("h1") == spoken(language, HEADINGS[status])
    assert page.text("title") == f"{spoken(language, HEADINGS[status])} | Rolebook"
    assert "division by zero" not in page.markup


@pytest.mark.django_db
@pytest.mark.parametrize("language", language_codes())
def test_page_that_is_not_there_is_explained_in_the_readers_language(visit, language):
    page = visit(f"/{language}/nothing/", status=404)

    assert page.text("h1") == spoken(language, HEADINGS[404])


@pytest.mark.parametrize("language", language_codes())
def test_form_that_was_not_ours_is_refused_in_the_readers_language(language):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": language})

    response = client.post("/admin/account/sign-in/", {"login": "x"})

    page = Page(response.content.decode())
    assert response.status_code == 403
    assert page.text("h1") == spoken(language, HEADINGS[403])


def test_host_that_is_not_ours_is_refused_with_a_page(client):
    response = client.get("/fi/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert Page(response.content.decode()).text("h1") == spoken("fi", HEADINGS[400])
    assert "evil.example" not in response.content.decode()


@pytest.mark.parametrize("status", HEADINGS)
def test_error_page_is_not_found_by_search_engines_and_leads_on(status):
    request = RequestFactory().get("/fi/nothing/")
    view = {
        400: views.bad_request,
        403: views.permission_denied,
        404: views.page_not_found,
    }.get(status)

    with translation.override("fi"):
        response = view(request, Exception()) if view else views.server_error(request)

    page = Page(response.content.decode())
    assert response.status_code == status
    assert page.find("meta", name="robots").get("content") == "noindex"
    assert page.all("link", rel="canonical") == []
    assert [link.get("href") for link in page.all("a", inside=page.find("main"))] == [
        "/fi/",
        "/fi/roles/",
    ]


@pytest.mark.django_db
def test_error_page_is_never_kept(client):
    assert "X-Page" not in client.get("/en/nothing/")
