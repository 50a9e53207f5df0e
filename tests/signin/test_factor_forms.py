import base64
import json

import pytest
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from signin.models import FailedAttempts
from tests.signin.people import (
    CODE,
    FACTORS,
    browser,
    errors,
    give_password,
    make_person,
)

pytestmark = pytest.mark.django_db

NOT_USED = ["The passkey could not be used."]
NOT_ADDED = ["The passkey could not be added."]
PASSKEY = f"{FACTORS}passkey/"


def add_passkey(user):
    """One that nobody has: it can be asked for."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    credential = AttestedCredentialData.create(Aaguid.NONE, b"a", key)
    data = AuthenticatorData.create(bytes(32), AuthenticatorData.FLAG.AT, 0, credential)
    response = {
        "clientDataJSON": encoded(b'{"type": "webauthn.create", "challenge": "", "origin": ""}'),
        "attestationObject": encoded(AttestationObject.create("none", data, {})),
    }
    ids = {"id": encoded(b"a"), "rawId": encoded(b"a"), "type": "public-key"}
    return WebAuthn.add(user, "phone", ids | {"response": response})


def encoded(data):
    """As browsers write bytes in JSON."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def passkey(told, **answer):
    """What a browser sends of a passkey; `told` is what it claims of the browser."""
    response = {
        "clientDataJSON": encoded(json.dumps(told).encode()),
        "authenticatorData": "AAAA",
        **answer,
    }
    return json.dumps({"id": "YQ", "rawId": "YQ", "response": response, "type": "public-key"})


MALFORMED = {
    "number": "7",
    "list": "[]",
    "no answer": '{"id": 1}',
    "nothing signed": '{"id": "YQ", "rawId": "YQ", "response": {}}',
    "other ids": '{"id": "YQ", "rawId": {}, "response": {}, "type": []}',
    "half a byte": '{"id": "a", "rawId": "a", "response": {}, "type": "public-key"}',
    "no ASCII": '{"id": "\u00e9", "rawId": "\u00e9", "response": {}, "type": "public-key"}',
    "too deep": "[" * 5_000,
    "nothing told": passkey({}, signature="AAAA", attestationObject="AAAA"),
    "list told": passkey([], signature="AAAA", attestationObject="AAAA"),
    "nothing attested": passkey(
        {"type": "webauthn.create", "challenge": "YQ", "origin": "http://localhost"},
        attestationObject="oWNmbXRkbm9uZQ",
    ),
    "half attested": passkey(
        {"type": "webauthn.create", "challenge": "YQ", "origin": "http://localhost"},
        attestationObject="o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVg",
    ),
}


@pytest.mark.parametrize("credential", MALFORMED.values(), ids=MALFORMED)
def test_what_no_passkey_answers_is_a_wrong_answer(credential):
    add_passkey(make_person())
    client = browser()
    give_password(client)

    refused = client.post(CODE, {"credential": credential})

    assert refused.status_code == 200
    assert errors(refused) == NOT_USED
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("credential", MALFORMED.values(), ids=MALFORMED)
def test_what_no_passkey_answers_adds_none(credential):
    user = make_person()
    client = browser()
    give_password(client)
    client.get(PASSKEY)

    refused = client.post(PASSKEY, {"name": "phone", "credential": credential})

    assert (refused.status_code, errors(refused)) == (200, NOT_ADDED)
    assert not user.authenticator_set.exists()


def test_wrong_answers_of_passkeys_are_counted():
    add_passkey(make_person())
    client = browser()
    give_password(client)

    answers = [client.post(CODE, {"credential": MALFORMED["no answer"]}) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert errors(answers[-1]) == ["Too many attempts. Try again in 15 minutes."]
    assert FailedAttempts.objects.count() == 2
