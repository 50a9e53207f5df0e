import pytest

from tests.support.factories import RoleFactory
from tests.support.markup import spoken

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "language"), [("pl,en;q=0.5", "pl"), ("nn-NO", "nb"), ("sv", "en"), ("", "en")]
)
def test_front_door_leads_to_the_best_language(client, asked, language):
    response = client.get("/", headers={"accept-language": asked})

    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    assert response["Vary"] == "Accept-Language"
    assert "X-Page" not in response


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/no", "/nb/"),
        ("/no/", "/nb/"),
        ("/nn/roles/", "/nb/roles/"),
        ("/no/roles/lead/?with=pl", "/nb/roles/lead/?with=pl"),
        ("/no//example.org/", "/nb//example.org/"),
        ("/no/roles/%3Fx%23y/?text=%C3%A5", "/nb/roles/%3Fx%23y/?text=%C3%A5"),
    ],
)
def test_norwegian_of_any_kind_leads_to_bokmal(client, path, address):
    response = client.get(path)

    assert (response.status_code, response["Location"]) == (302, address)


@pytest.mark.parametrize("path", ["/xx/", "/sv/roles/", "/nothing", "/en/nothing/"])
def test_unknown_address_is_not_found_in_the_readers_language(visit, path):
    page = visit(path, status=404, **{"accept-language": "en" if path[1:3] == "en" else "fi"})

    language = "en" if path[1:3] == "en" else "fi"
    assert page.root.get("lang") == language
    assert page.text("h1") == spoken(language, "Page not found")


def test_language_of_an_address_comes_before_the_readers(visit):
    page = visit("/pl/nothing/", status=404, **{"accept-language": "fi"})

    assert page.root.get("lang") == "pl"
    assert page.text("h1") == spoken("pl", "Page not found")


@pytest.mark.parametrize("path", ["/en/roles", "/fi/tools/category/crm", "/pl/about"])
def test_address_without_its_last_slash_leads_to_the_page(client, path):
    response = client.get(f"{path}?x=1")

    assert (response.status_code, response["Location"]) == (301, f"{path}/?x=1")


def test_switching_language_changes_the_prefix_and_nothing_else(language):
    role = RoleFactory(slug="lead")

    assert role.get_absolute_url() == f"/{language}/roles/lead/"
