"""Hears who signs in and out, and who tries in vain."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Q

from accounts.models import User
from audit.models import Kind
from audit.recording import count, record


def connect() -> None:
    user_logged_in.connect(signed_in)
    user_logged_out.connect(signed_out)
    user_login_failed.connect(failed)


def signed_in(user: Any, **details: Any) -> None:
    record(Kind.SIGN_IN, about=user.pk)


def signed_out(user: Any, **details: Any) -> None:
    if user is not None:  # it was somebody
        record(Kind.SIGN_OUT, about=user.pk)


def failed(credentials: dict[str, Any], **details: Any) -> None:
    """A name that no account has is not kept: people type passwords into the wrong field."""
    count(Kind.SIGN_IN_FAILED, account(credentials))


def account(credentials: dict[str, Any]) -> int | None:
    """The id of the account that somebody has tried to sign in to."""
    name = str(credentials.get(User.USERNAME_FIELD) or credentials.get(User.EMAIL_FIELD) or "")
    if not name or "\0" in name:
        return None
    users = User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name))
    return users.order_by("pk").values_list("pk", flat=True).first()
