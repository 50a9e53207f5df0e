"""The forms of passwords: allauth's, which count what fails, in our words."""

import unicodedata
from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from django import forms
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.utils.translation import gettext_lazy as _

from signin.throttling import attempt

NAME = forms.TextInput(
    {"autocomplete": "username", "autocapitalize": "none", "autofocus": True, "maxlength": 150}
)
PASSWORD = forms.PasswordInput({"autocomplete": "current-password"})


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


class AddressForm(forms.Form):
    """Who has lost a password."""

    email = forms.EmailField(
        label=_("Email address"),
        widget=forms.EmailInput({"autocomplete": "email", "autofocus": True}),
        max_length=254,
    )
