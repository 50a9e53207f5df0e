"""People who sign in, and what they sign in with."""

import re
import time
from typing import Any

import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from accounts.models import User
from tests.support.factories import UserFactory

PASSWORD = "correct horse battery"
SECRET = "JBSWY3DPEHPK3PXP"  # of everybody's authenticator app
SIGN_IN = "/admin/account/sign-in/"
CODE = "/admin/account/code/"
AGAIN = "/admin/account/password/"
FACTORS = "/admin/account/factors/"


def make_person(**values: Any) -> User:
    """Somebody with a password; a superuser unless something else is said."""
    user = UserFactory(**{"username": "anna", "is_superuser": True} | values)
    user.set_password(PASSWORD)
    user.save()
    return user


def add_app(user: User) -> Authenticator:
    return TOTP.activate(user, SECRET).instance


def add_codes(user: User) -> list[str]:
    return RecoveryCodes.activate(user).get_unused_codes()


def code_now(secret: str = SECRET) -> str:
    """What the app shows."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def browser(address: str = "192.0.2.1", **headers: str) -> Client:
    return Client(headers={"accept-language": "en", **headers}, REMOTE_ADDR=address)


def give_password(client: Client, password: str = PASSWORD, name: str = "anna", **more: str) -> Any:
    return client.post(SIGN_IN, {"login": name, "password": password, **more})


def give_code(client: Client, code: str) -> Any:
    return client.post(CODE, {"code": code})


def errors(response: Any) -> list[str]:
    """What a page says is wrong."""
    markup = response.content.decode()
    found = re.findall(r'<p class="errornote">\s*(.*?)\s*</p>', markup, re.S)
    return found + re.findall(r'<ul class="errorlist"[^>]*><li>(.*?)</li>', markup)


def opens_admin(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def later(seconds: float) -> Any:
    """So many seconds from now."""
    return time_machine.travel(time.time() + seconds, tick=False)
