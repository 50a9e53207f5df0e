"""Where the former addresses of roles lead."""

import pytest
from django.test import Client

from roles.models import FormerAddress, Role
from tests.support.factories import DraftFactory, RoleFactory

pytestmark = pytest.mark.django_db


def move(role: Role, slug: str) -> Role:
    role.slug = slug
    role.save()
    return role


def led_on(path: str) -> str | None:
    """Where a permanent redirect leads; None if the page is not there."""
    response = Client().get(path)
    assert response.status_code in (301, 404)
    return response.headers.get("Location")


@pytest.mark.parametrize("language", ["en", "fi", "nb", "pl"])
@pytest.mark.parametrize("status", ["published", "retired"])
def test_former_address_leads_on_in_every_language(language, status):
    move(RoleFactory(slug="old", status=status), "new")

    assert led_on(f"/{language}/roles/old/") == f"/{language}/roles/new/"
    assert led_on(f"/{language}/roles/old/?with=fi&x=%C3%A4") == (
        f"/{language}/roles/new/?with=fi&x=%C3%A4"
    )


def test_every_former_address_leads_straight_to_the_newest_one():
    role = RoleFactory(slug="first")
    for slug in ("second", "third"):
        move(role, slug)

    assert {led_on(f"/en/roles/{slug}/") for slug in ("first", "second")} == {"/en/roles/third/"}


def test_role_that_has_an_address_comes_before_one_that_had_it():
    move(RoleFactory(slug="old"), "new")
    RoleFactory(slug="old", title="Another")

    assert "Another en" in Client().get("/en/roles/old/").text


def test_draft_does_not_take_an_address_from_readers():
    move(RoleFactory(slug="old"), "new")
    DraftFactory(slug="old")

    assert led_on("/en/roles/old/") == "/en/roles/new/"


def test_address_that_two_roles_had_leads_to_the_later_one():
    move(RoleFactory(slug="old"), "earlier")
    move(RoleFactory(slug="old"), "later")

    assert led_on("/en/roles/old/") == "/en/roles/later/"


def test_role_that_comes_back_to_its_address_has_its_page_there():
    role = move(move(RoleFactory(slug="old"), "new"), "old")

    assert Client().get("/en/roles/old/").status_code == 200
    assert led_on("/en/roles/new/") == "/en/roles/old/"
    role.status = "draft"
    role.save()
    assert led_on("/en/roles/old/") is None
    assert led_on("/en/roles/new/") is None


def test_address_that_no_reader_knew_is_not_kept():
    move(DraftFactory(slug="old"), "new")

    assert not FormerAddress.objects.exists()


def test_address_of_a_role_that_was_taken_back_is_kept_for_its_next_publication():
    role = move(RoleFactory(slug="old", status="draft"), "new")
    assert led_on("/en/roles/old/") is None

    role.status = "published"
    role.save()

    assert led_on("/en/roles/old/") == "/en/roles/new/"


def test_former_addresses_go_with_their_role():
    move(RoleFactory(slug="old"), "new").delete()

    assert led_on("/en/roles/old/") is None


def test_browsers_ask_again_before_they_are_led_on():
    move(RoleFactory(slug="old"), "new")

    response = Client().get("/en/roles/old/")

    assert response.headers["Cache-Control"] == "no-cache"
    assert "X-Page" not in response
