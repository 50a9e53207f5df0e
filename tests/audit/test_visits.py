import json

import pytest
from django.core.serializers import serialize
from django.test import Client

from accounts.models import User
from audit.models import Event, Kind

pytestmark = pytest.mark.django_db

PASSWORD = "a long password of somebody"


@pytest.fixture
def ada():
    return User.objects.create_user("ada", "ada@example.org", PASSWORD, is_staff=True)


def sign_in(client, name, password):
    return client.post("/admin/account/sign-in/", {"login": name, "password": password})


def kinds():
    return [event.kind for event in Event.objects.filter(kind__startswith="sign").order_by("pk")]


def test_signing_in_and_out_are_events(ada):
    client = Client(REMOTE_ADDR="192.0.2.7")
    sign_in(client, "ada", PASSWORD)
    client.post("/admin/logout/")

    assert kinds() == [Kind.SIGN_IN, Kind.SIGN_OUT]
    for event in Event.objects.filter(kind__startswith="sign"):
        assert (event.by, event.address) == (ada, "192.0.2.7")


def test_signing_in_changes_no_password(ada):
    """The hash of an old password is renewed by signing in, the time is noted."""
    ada.password = "pbkdf2_sha256$1$salt$jULCC5A6OSfPJPXvTAiyPr8e1gNsRnpkKL0b1YjJmeM="
    ada.save()
    Event.objects.all().delete()
    ada.set_password(PASSWORD)
    ada.save(update_fields=["password"])
    Client().force_login(ada)

    assert [event.kind for event in Event.objects.all()] == [Kind.SIGN_IN]


def test_failure_names_the_account_but_nothing_that_was_typed(ada):
    client = Client(REMOTE_ADDR="192.0.2.7")
    sign_in(client, "ADA", "wrong horse")
    sign_in(client, "ada@example.org", "wrong horse")
    sign_in(client, "my secret passphrase", "ada")

    failures = Event.objects.filter(kind=Kind.SIGN_IN_FAILED).order_by("pk")
    assert [(failure.by, failure.about, failure.count) for failure in failures] == [
        (None, ada, 2),
        (None, None, 1),
    ]
    stored = json.dumps(serialize("python", failures), default=str)
    assert "secret" not in stored
    assert "horse" not in stored
    assert "ada" not in stored.lower()


def test_signing_out_nobody_is_no_event():
    Client().post("/admin/logout/")

    assert kinds() == []
