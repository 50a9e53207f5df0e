import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from signin.admission import FORM_SECONDS, FRESH_SECONDS
from signin.throttling import BY_ACCOUNT_AND_ADDRESS
from tests.signin.people import (
    AGAIN,
    CODE,
    FACTORS,
    PASSWORD,
    SIGN_IN,
    add_app,
    add_codes,
    browser,
    code_now,
    errors,
    give_code,
    give_password,
    later,
    make_person,
    opens_admin,
)

pytestmark = pytest.mark.django_db


def new_code(client):
    """What an app shows that has scanned the picture."""
    page = client.get(f"{FACTORS}app/").text
    return code_now(secret=re.search(r'<code class="key">(\w+)</code>', page).group(1))


@pytest.fixture
def strict(settings):
    settings.REQUIRE_SECOND_FACTOR = "superusers"


def test_password_alone_lets_in_whoever_needs_no_second_factor():
    make_person()
    client = browser()

    response = give_password(client, next="/admin/roles/role/")

    assert (response.status_code, response.headers["Location"]) == (302, "/admin/roles/role/")
    assert opens_admin(client)


def test_wrong_password_and_unknown_name_are_told_alike():
    make_person()

    wrong, unknown = give_password(browser(), "wrong"), give_password(browser(), name="nobody")

    assert errors(wrong) == errors(unknown) == ["The username or password is incorrect."]


def test_account_that_is_not_active_is_told_what_an_unknown_one_is():
    make_person(is_active=False)

    assert errors(give_password(browser())) == ["The username or password is incorrect."]


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:x()"])
def test_address_to_go_on_to_is_one_of_ours(address):
    make_person()

    assert give_password(browser(), next=address).headers["Location"] == "/admin/"
    assert browser().get(f"/admin/login/?next={address}").headers["Location"] == SIGN_IN


def test_admins_own_page_of_signing_in_leads_here():
    response = browser().get("/admin/roles/role/?q=x", follow=True)

    assert response.redirect_chain == [
        ("/admin/login/?next=/admin/roles/role/%3Fq%3Dx", 302),
        (f"{SIGN_IN}?next=%2Fadmin%2Froles%2Frole%2F%3Fq%3Dx", 302),
    ]
    assert 'name="next" value="/admin/roles/role/?q=x"' in response.text


def test_posting_to_admins_own_page_signs_nobody_in():
    make_person()
    client = browser()

    client.post("/admin/login/", {"username": "anna", "password": PASSWORD})

    assert not opens_admin(client)


def test_second_factor_is_asked_for_wherever_there_is_one():
    add_app(make_person())
    client = browser()

    response = give_password(client, next="/admin/checks/")

    assert response.headers["Location"] == CODE
    assert not opens_admin(client)
    assert errors(give_code(client, "000000")) == [
        "The code is incorrect or has already been used."
    ]
    assert not opens_admin(client)
    assert give_code(client, code_now()).headers["Location"] == "/admin/checks/"
    assert opens_admin(client)


def test_code_is_right_once():
    add_app(make_person())
    first, second = browser(), browser()
    give_password(first)
    give_password(second)
    code = code_now()

    give_code(first, code)
    again = give_code(second, f"{code[:3]} {code[3:]}")

    assert errors(again) == ["The code is incorrect or has already been used."]
    assert (opens_admin(first), opens_admin(second)) == (True, False)


def test_recovery_code_is_right_once():
    user = make_person()
    add_app(user)
    code = add_codes(user)[0]
    first, second = browser(), browser()
    give_password(first)
    give_password(second)

    give_code(first, code)
    give_code(second, code)

    assert (opens_admin(first), opens_admin(second)) == (True, False)


def test_who_needs_a_factor_is_led_to_set_one_up_and_opens_nothing_else(strict):
    make_person()
    client = browser()

    response = give_password(client, next="/admin/checks/")

    assert response.headers["Location"] == f"{FACTORS}?next=%2Fadmin%2Fchecks%2F"
    page = client.get(response.headers["Location"]).text
    assert "You need to set up two-step verification before you can open admin." in page
    assert 'id="logout-form"' not in page
    assert 'id="nav-sidebar"' not in page
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == f"{FACTORS}?next=%2Fadmin%2F"


@pytest.mark.django_db(transaction=True)
def test_factor_that_was_set_up_opens_admin_and_its_code_is_not_right_twice(strict):
    make_person()
    client = browser()
    give_password(client)
    wrong = client.post(f"{FACTORS}app/", {"code": "1"})
    assert errors(wrong) == ["The code is incorrect or has already been used."]
    code = new_code(client)
    response = client.post(f"{FACTORS}app/", {"code": code})
    response = client.get(response.headers["Location"])

    codes = re.findall(r"<li><code>(\d{8})</code></li>", response.text)
    assert len(codes) == 10
    assert opens_admin(client)
    other = browser()
    give_password(other)
    assert give_code(other, code).status_code == 200
    assert give_code(other, codes[3]).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_session_from_before_the_factor_ends_with_it():
    make_person()
    old, new = browser(), browser()
    give_password(old)
    give_password(new)
    code = new_code(new)
    new.post(f"{FACTORS}app/", {"code": code})

    assert (opens_admin(old), opens_admin(new)) == (False, True)
    assert SIGN_IN in old.get(FACTORS).headers["Location"]


def test_without_the_last_factor_admin_closes(strict):
    user = make_person()
    add_app(user)
    client = browser()
    give_password(client)
    give_code(client, code_now())

    client.post(f"{FACTORS}app/remove/")

    assert not opens_admin(client)
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith(FACTORS)


def test_reader_who_is_signed_in_is_told_so_and_may_sign_in_as_somebody_else():
    make_person(is_staff=False, is_superuser=False)
    make_person(username="bea")
    client = browser()

    response = give_password(client)
    page = client.get(response.headers["Location"], follow=True)

    assert errors(page) == [
        "You are signed in, but this account does not have permission to edit anything. "
        "Username: anna"
    ]
    give_password(client, name="bea")
    assert opens_admin(client)


@pytest.mark.parametrize("page", ["app/", "passkey/", "codes/new/"])
def test_fresh_password_is_asked_before_factors_change(page):
    user = make_person()
    add_app(user)
    client = browser()
    give_password(client)
    give_code(client, code_now())
    address = f"{FACTORS}app/remove/" if page == "app/" else f"{FACTORS}{page}"

    assert client.get(address).status_code == 200
    with later(FRESH_SECONDS):
        assert client.get(address).headers["Location"].startswith(AGAIN)


@pytest.mark.parametrize("page", ["add/", "{pk}/change/", "{pk}/password/", "{pk}/delete/"])
def test_fresh_password_is_asked_before_people_change(page):
    user = make_person()
    client = browser()
    give_password(client)
    address = f"/admin/accounts/user/{page.format(pk=user.pk)}"
    assert client.get(address).status_code == 200

    with later(FRESH_SECONDS):
        response = client.get(address)
        again = client.post(response.headers["Location"], {"password": "wrong"})
        right = client.post(response.headers["Location"], {"password": PASSWORD})

    assert response.headers["Location"].startswith(f"{AGAIN}?next=%2Fadmin%2Faccounts")
    assert errors(again) == ["The password is incorrect."]
    assert right.headers["Location"] == address


@pytest.mark.parametrize("kind", ["accounts/user", "auth/group"])
def test_fresh_password_is_asked_before_several_are_deleted_at_once(kind):
    make_person()
    chosen = make_person(username="bea") if "user" in kind else Group.objects.get(name="Editor")
    client = browser()
    give_password(client)
    address = f"/admin/{kind}/"
    sent = {"action": "delete_selected", "_selected_action": chosen.pk, "post": "yes"}

    with later(FORM_SECONDS):
        assert client.get(address).status_code == 200
        response = client.post(address, sent)

    assert response.headers["Location"].startswith(f"{AGAIN}?next=%2Fadmin%2F")
    chosen.refresh_from_db()
    assert client.post(address, sent).headers["Location"] == address
    assert not type(chosen).objects.filter(pk=chosen.pk).exists()


def test_own_password_changes_with_the_old_one_and_ends_other_sessions():
    make_person()
    here, there = browser(), browser()
    give_password(here)
    give_password(there)
    new = {"new_password1": "another long phrase", "new_password2": "another long phrase"}

    wrong = here.post("/admin/password_change/", {"old_password": "wrong", **new})
    right = here.post("/admin/password_change/", {"old_password": PASSWORD, **new})

    assert wrong.status_code == 200
    assert right.headers["Location"] == "/admin/password_change/done/"
    assert (opens_admin(here), opens_admin(there)) == (True, False)
    assert User.objects.get().check_password("another long phrase")


def test_there_is_no_signing_up():
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_signing_out_in_the_middle_starts_anew():
    add_app(make_person())
    client = browser()
    give_password(client)

    client.post("/admin/account/sign-out/")

    assert client.get(CODE).headers["Location"] == SIGN_IN


def test_lock_says_when_it_ends_and_a_right_password_does_not_sign_in():
    make_person()
    client = browser()
    for _ in range(BY_ACCOUNT_AND_ADDRESS):
        assert give_password(client, "wrong").status_code == 200

    response = give_password(client)

    assert response.status_code == 429
    assert 840 < int(response.headers["Retry-After"]) <= 900
    assert errors(response) == ["Too many attempts. Try again in 15 minutes."]
    assert not opens_admin(client)
    assert give_password(browser("192.0.2.2")).status_code == 302


def test_codes_are_counted_with_passwords_and_a_right_password_takes_nothing_back():
    add_app(make_person())
    client = browser()
    give_password(client)
    for _ in range(BY_ACCOUNT_AND_ADDRESS):
        other = browser()
        give_password(other)
        assert give_code(other, "000000").status_code == 200

    assert give_password(browser()).status_code == 429
    assert give_code(client, code_now()).status_code == 429
    assert not opens_admin(client)


def test_without_mail_a_sentence_says_whom_to_ask():
    assert "Forgotten your password? Ask an administrator for a new one." in (
        browser().get(SIGN_IN).text
    )
    page = browser().get("/admin/account/reset/").text
    assert "This site does not send email. Ask an administrator for a new password." in page
    assert "<form" not in page


def test_nothing_is_sent_where_the_site_sends_no_mail():
    make_person(email="anna@example.org")

    browser().post("/admin/account/reset/", {"email": "anna@example.org"})

    assert mail.outbox == []


def test_password_costs_the_same_for_whoever_it_is_given(monkeypatch):
    """How long an answer takes does not tell which accounts there are: hashing takes longest."""
    make_person(username="known")
    make_person(username="inactive", is_active=False)
    without = make_person(username="without")
    without.set_unusable_password()
    without.save()
    hashed, encode = [], MD5PasswordHasher.encode

    def counted(hasher, password, salt):
        hashed.append(password)
        return encode(hasher, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    for name in ("known", "unknown", "inactive", "without"):
        response = give_password(browser(), password="wrong", name=name)
        assert (name, len(hashed), response.status_code) == (name, 1, 200)
        hashed.clear()
