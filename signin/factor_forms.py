"""The forms of second factors: allauth's, which count what fails, in our words."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from signin.codes import use_code
from signin.throttling import attempt

CODE = forms.TextInput(
    {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "maxlength": 20}
)
# What is raised of an answer that no passkey gives; allauth expects some of it, in some places.
MALFORMED = (AttributeError, LookupError, RecursionError, TypeError, ValueError, struct.error)
NOT_USED, NOT_ADDED = _("The passkey could not be used."), _("The passkey could not be added.")
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


class CredentialField(forms.JSONField):
    """The answer of a passkey, which a form never repeats."""

    widget = forms.HiddenInput

    def __init__(self, refusal: Any) -> None:
        self.refusal = refusal
        super().__init__(error_messages={"required": refusal, "invalid": refusal})

    def to_python(self, value: Any) -> Any:
        with refused_in_words(self.refusal):
            return super().to_python(value)

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial


@contextmanager
def refused_in_words(refusal: Any) -> Iterator[None]:
    """Whatever is wrong with the answer of a passkey, is said in one sentence."""
    try:
        yield
    except (*MALFORMED, ValidationError) as error:
        raise ValidationError(refusal, code="incorrect_code") from error


class PasskeyForm(AuthenticateWebAuthnForm):
    """What a passkey has signed."""

    credential = CredentialField(NOT_USED)

    def clean_credential(self) -> Any:
        with attempt(context.request, self.user.get_username()), refused_in_words(NOT_USED):
            return super().clean_credential()


class AppForm(ActivateTOTPForm):
    """The first code of an authenticator app."""

    code = forms.CharField(label=_("Code"), widget=CODE, max_length=20)


class NewPasskeyForm(AddWebAuthnForm):
    name = forms.CharField(label=_("Name"), widget=PASSKEY_NAME, required=False, max_length=100)
    credential = CredentialField(NOT_ADDED)

    def clean(self) -> Any:
        with refused_in_words(NOT_ADDED):
            return super().clean()
