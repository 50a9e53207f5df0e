"""The forms of second factors: allauth's, which count what fails, in our words."""

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from signin.codes import use_code
from signin.throttling import attempt

CODE = forms.TextInput(
    {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "maxlength": 20}
)
PASSKEY_NAME = forms.TextInput({"maxlength": 100, "class": "vTextField"})


class CodeForm(AuthenticateForm):
    """A code of an authenticator app, or a recovery code."""

    code = forms.CharField(label=_("Code"), widget=CODE, max_length=20)

    def clean_code(self) -> str:
        with attempt(context.request, self.user.get_username()), transaction.atomic():
            # One code at a time: the same one must not be right twice.
            list(Authenticator.objects.select_for_update().filter(user=self.user))
            code = str(super().clean_code())
            use_code(self.authenticator, code)
            return code


class PasskeyForm(AuthenticateWebAuthnForm):
    """What a passkey has signed."""

    def clean_credential(self) -> Any:
        with attempt(context.request, self.user.get_username()):
            return super().clean_credential()


class AppForm(ActivateTOTPForm):
    """The first code of an authenticator app."""

    code = forms.CharField(label=_("Code"), widget=CODE, max_length=20)


class NewPasskeyForm(AddWebAuthnForm):
    name = forms.CharField(label=_("Name"), widget=PASSKEY_NAME, required=False, max_length=100)
