import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.test import RequestFactory

from audit.models import Event, Kind
from signin.factors import take_away
from tests.signin.people import (
    add_app,
    add_codes,
    browser,
    code_now,
    give_code,
    give_password,
    make_person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return make_person()


def events(*kinds):
    found = Event.objects.filter(kind__in=kinds).order_by("pk")
    return [(event.kind, event.about_id, event.count) for event in found]


def test_signing_in_with_a_second_factor_is_one_event(anna):
    add_app(anna)
    client = browser()
    give_password(client)
    assert events(Kind.SIGN_IN) == []

    give_code(client, code_now())

    event = Event.objects.get(kind=Kind.SIGN_IN)
    assert (event.by, event.address) == (anna, "192.0.2.1")


def test_wrong_codes_and_passwords_are_failures_and_the_lock_is_an_event(anna):
    add_app(anna)
    client = browser()
    give_password(client, "wrong")
    give_password(client)
    for _ in range(4):
        give_code(client, "000000")
    give_password(client)  # while the lock lasts, nothing is checked

    assert events(Kind.SIGN_IN_FAILED, Kind.LOCK) == [
        (Kind.SIGN_IN_FAILED, anna.pk, 5),
        (Kind.LOCK, anna.pk, 1),
    ]


def test_lock_of_a_name_that_nobody_has_names_nobody():
    client = browser()
    for _ in range(5):
        give_password(client, "wrong", "a secret typed into the wrong field")

    assert events(Kind.LOCK) == [(Kind.LOCK, None, 1)]
    assert Event.objects.get(kind=Kind.LOCK).subject == ""


def test_factors_that_are_added_removed_and_reset(anna):
    app = add_app(anna)
    add_codes(anna)
    codes = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    request = RequestFactory().get("/")
    request.session, request.user = browser().session, anna
    about = {"sender": Authenticator, "request": request, "user": anna}
    authenticator_added.send(authenticator=app, **about)
    authenticator_added.send(authenticator=codes, **about)
    authenticator_reset.send(authenticator=codes, **about)
    authenticator_removed.send(authenticator=codes, **about)
    authenticator_removed.send(authenticator=app, **about)
    take_away(anna)

    kinds = [Kind.FACTOR_ADDED, Kind.CODES_RENEWED, Kind.FACTOR_REMOVED, Kind.FACTORS_RESET]
    assert [kind for kind, _about, _count in events(*kinds)] == [
        Kind.FACTOR_ADDED,
        Kind.CODES_RENEWED,
        Kind.CODES_RENEWED,
        Kind.FACTOR_REMOVED,
        Kind.FACTORS_RESET,
    ]
    assert {about for _kind, about, _count in events(*kinds)} == {anna.pk}


@pytest.mark.parametrize(("address", "is_known"), [("anna@example.org", True), ("x@y.org", False)])
def test_request_for_a_new_password_is_an_event(settings, address, is_known):
    settings.SENDS_MAIL = True
    anna = make_person(email="anna@example.org")

    browser().post("/admin/account/reset/", {"email": address})

    assert events(Kind.PASSWORD_RESET) == [(Kind.PASSWORD_RESET, anna.pk if is_known else None, 1)]
