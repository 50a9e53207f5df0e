import pytest
import time_machine
from django.contrib.staticfiles.finders import find
from django.db import OperationalError, connection
from django.test import Client

from core.rendering import static
from tests.support.editing import desk
from tests.support.markup import Page, spoken


@pytest.mark.django_db
def test_robots_may_read_all_pages_and_learn_where_the_map_is(client):
    response = client.get("/robots.txt")

    assert response.content.decode() == (
        "User-agent: *\nDisallow:\nSitemap: http://testserver/sitemap.xml\n"
    )
    assert response["Content-Type"] == "text/plain"


def test_living_process_says_so_without_a_database(client):
    response = client.get("/health/live")

    assert response.json() == {"status": "ok"}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/favicon.ico", "favicon.ico"),
        ("/apple-touch-icon.png", "apple-touch-icon.png"),
        ("/apple-touch-icon-precomposed.png", "apple-touch-icon.png"),
    ],
)
def test_fixed_addresses_of_icons_lead_to_them(client, path, name):
    response = client.get(path)

    assert (response.status_code, response["Location"]) == (302, static(f"img/{name}"))
    assert find(f"img/{name}")


@pytest.mark.django_db
def test_page_about_the_site_leads_to_sources_and_coverage(visit):
    page = visit("/nb/about/")

    links = [link.get("href") for link in page.all("a", inside=page.find("main"))]
    assert links == ["/nb/sources/", "/nb/coverage/"]
    assert page.headers["X-Page"] == ""


def lost(*_query):
    raise OperationalError("the connection was lost")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fi", "nb", "pl"])
def test_page_whose_database_is_lost_says_so_and_asks_to_try_again(language):
    with connection.execute_wrapper(lost):
        response = Client(raise_request_exception=False).get(f"/{language}/roles/?letter=A")

    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert spoken(language, "Temporarily unavailable") in response.content.decode()
    assert spoken(language, "Try again") in response.content.decode()


@pytest.mark.django_db
def test_what_was_sent_while_the_database_is_lost_can_be_sent_again():
    editor = desk("Editor")
    editor.raise_request_exception = False
    with connection.execute_wrapper(lost):
        response = editor.post(
            "/admin/roles/role/add/",
            {"title_fi": "Päällikkö <b>"},
            headers={"sec-fetch-site": "same-origin"},
        )

    page = Page(response.content)
    assert response.status_code == 503
    assert page.find("input", type="hidden", name="title_fi").get("value") == "Päällikkö <b>"


@pytest.mark.django_db
def test_password_is_on_no_page_while_the_database_is_lost():
    client = Client(raise_request_exception=False)
    with connection.execute_wrapper(lost):
        response = client.post(
            "/admin/account/sign-in/", {"login": "x", "password": "secret words"}
        )

    assert response.status_code == 503
    assert "secret words" not in response.content.decode()


@pytest.mark.django_db
def test_mistake_of_ours_is_a_500(monkeypatch):
    monkeypatch.setattr("config.views.home_page", lambda: 1 / 0)

    assert Client(raise_request_exception=False).get("/fi/").status_code == 500


def test_place_to_report_weaknesses_is_the_one_that_the_operator_names(client, settings):
    settings.SECURITY_CONTACT = "mailto:security@example.org"

    with time_machine.travel("2026-11-30T10:00:00Z", tick=False):
        response = client.get("/.well-known/security.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "Contact: mailto:security@example.org\n"
        "Expires: 2027-05-29T10:00:00+00:00\n"
        "Preferred-Languages: en, fi, nb, pl\n"
        "Canonical: http://testserver/.well-known/security.txt\n"
    )


@pytest.mark.django_db
def test_no_place_to_report_weaknesses_is_invented(client):
    assert client.get("/.well-known/security.txt").status_code == 404
