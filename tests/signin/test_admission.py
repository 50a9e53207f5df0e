import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session

from signin import admission
from tests.signin.people import (
    browser,
    give_password,
    later,
    make_person,
    opens_admin,
)
from tests.support import site_doors
from tests.support.factories import DraftFactory
from tests.support.people import show_second_factor

pytestmark = pytest.mark.django_db


def admin_addresses():
    """All pages of admin, those of its models too, but those of signing in."""
    for route in site_doors.routes():
        if route.startswith("admin/") and not route.startswith("admin/account/"):
            yield f"/{site_doors.filled_in(route)}"
    for model, model_admin in admin.site._registry.items():
        start = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for pattern in model_admin.urls:
            yield start + re.sub(r"<[^>]+>", "1", str(pattern.pattern))


def test_session_with_a_password_only_opens_no_address_of_admin(settings):
    settings.REQUIRE_SECOND_FACTOR = "superusers"
    make_person()
    half, nobody = browser(), browser()
    give_password(half)

    addresses = list(admin_addresses())
    answers = {address: half.get(address) for address in addresses}

    assert len(addresses) > 150
    assert {answer.status_code for answer in answers.values()} == {302}
    for address, answer in answers.items():
        assert answer.headers["Location"] == nobody.get(address).headers["Location"], address
    assert half.post("/admin/roles/role/add/", {"slug": "x"}).status_code == 302


def test_session_with_a_password_only_opens_no_preview(settings):
    role = DraftFactory()
    make_person()
    client = browser()
    give_password(client)
    address = f"/en/roles/{role.slug}/?preview=1"
    assert client.get(address).status_code == 200

    settings.REQUIRE_SECOND_FACTOR = "superusers"

    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("setting", "refused"),
    [("0", set()), ("superusers", {"superuser"}), ("staff", {"superuser", "staff"})],
)
def test_setting_says_who_shows_a_second_factor(settings, setting, refused):
    settings.REQUIRE_SECOND_FACTOR = setting
    opened = {}
    for name, is_superuser in (("superuser", True), ("staff", False)):
        make_person(username=name, is_superuser=is_superuser)
        give_password(client := browser(), name=name)
        opened[name] = opens_admin(client)

    assert {name for name, is_open in opened.items() if not is_open} == refused


def test_session_ends_after_twelve_hours_however_busy_it_is():
    make_person(is_superuser=False)
    client = browser()
    give_password(client)

    with later(11.9 * 3600):
        assert opens_admin(client)
        session = client.session
        session["touched"] = True
        session.save()
    with later(12.1 * 3600):
        assert not opens_admin(client)


def test_superuser_is_signed_out_after_an_idle_hour_and_not_while_at_work():
    make_person()
    idle, busy = browser(), browser()
    give_password(idle)
    give_password(busy)

    with later(50 * 60):
        assert opens_admin(busy)
    with later(70 * 60):
        assert (opens_admin(idle), opens_admin(busy)) == (False, True)


def test_others_are_not_signed_out_by_an_idle_hour():
    make_person(is_superuser=False)
    client = browser()
    give_password(client)

    with later(70 * 60):
        assert opens_admin(client)


def test_session_that_began_before_this_was_counted_has_ended():
    make_person()
    client = browser()
    give_password(client)
    session = client.session
    del session[admission.SIGNED_IN_AT]
    session.save()

    assert not opens_admin(client)


def test_page_for_readers_asks_for_no_session(django_assert_num_queries, client):
    with django_assert_num_queries(0):
        response = client.get("/robots.txt")

    assert "Set-Cookie" not in response.headers
    assert response.wsgi_request.session.accessed is False


def join(user):
    user.groups.add(Group.objects.get(name="Editor"))


def leave(user):
    user.groups.clear()


def be_joined(user):
    Group.objects.get(name="Publisher").user_set.add(user)


def lose_group(user):
    user.groups.get().delete()


def lose_staff_status(user):
    user.is_staff = False
    user.save()


@pytest.mark.parametrize("change", [join, leave, be_joined, lose_group, lose_staff_status])
def test_sessions_end_when_what_somebody_may_do_changes(change):
    user = make_person(is_superuser=False)
    user.groups.add(Group.objects.get(name="Translator"))
    client, other = browser(), browser()
    make_person(username="bea")
    give_password(client)
    give_password(other, name="bea")
    assert opens_admin(client)

    change(user)

    assert (opens_admin(client), opens_admin(other)) == (False, True)


def test_sessions_go_on_when_groups_are_saved_as_they_are():
    user = make_person(is_superuser=False)
    user.groups.add(group := Group.objects.get(name="Translator"))
    client = browser()
    give_password(client)

    user.groups.set([group])

    assert opens_admin(client)


def test_second_factor_of_somebody_else_counts_for_nobody(settings):
    settings.REQUIRE_SECOND_FACTOR = "superusers"
    make_person()
    give_password(client := browser())
    show_second_factor(client, make_person(username="bea"))

    assert not opens_admin(client)
    show_second_factor(client, make_person(username="cai"))
    assert not opens_admin(client)


def test_who_is_not_signed_in_leaves_no_session():
    nobody = browser()

    assert nobody.get("/admin/").status_code == 302
    assert not nobody.cookies
    assert not Session.objects.exists()
