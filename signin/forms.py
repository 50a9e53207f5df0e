"""The forms of signing in: allauth's, which count what fails, in our words."""

import unicodedata
from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django import forms
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from signin.codes import use_code
from signin.throttling import attempt

NAME = forms.TextInput(
    {"autocomplete": "username", "autocapitalize": "none", "autofocus": True, "maxlength": 150}
)
PASSWORD = forms.PasswordInput({"autocomplete": "current-password"})
CODE = forms.TextInput(
    {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "maxlength": 20}
)
PASSKEY_NAME = forms.TextInput({"maxlength": 100, "class": "vTextField"})


class SignInForm(LoginForm):
    """Name and password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"] = forms.CharField(label=_("Username"), widget=NAME, max_length=150)
        self.fields["password"] = forms.CharField(
            label=_("Password"), widget=PASSWORD, strip=False, max_length=4096
        )
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        """As Django writes names when an account is made."""
        return unicodedata.normalize("NFKC", super().clean_login())

    def clean(self) -> Any:
        if self.errors:
            return self.cleaned_data
        with attempt(self.request, self.cleaned_data["login"]):
            return super().clean()


class PasswordAgainForm(ReauthenticateForm):
    """The password of somebody who is signed in."""

    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput({**PASSWORD.attrs, "autofocus": True}),
        strip=False,
        max_length=4096,
    )

    def clean_password(self) -> str:
        with attempt(context.request, self.user.get_username()):
            return str(super().clean_password())


class PasswordChangeForm(AdminPasswordChangeForm):
    """Admin's own, whose old password is counted like any other."""

    def clean_old_password(self) -> str:
        with attempt(self.request, self.user.get_username()):  # type: ignore[attr-defined]  # the view's
            return str(super().clean_old_password())


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


class AddressForm(forms.Form):
    """Who has lost a password."""

    email = forms.EmailField(
        label=_("Email address"),
        widget=forms.EmailInput({"autocomplete": "email", "autofocus": True}),
        max_length=254,
    )
