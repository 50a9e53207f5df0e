"""Hears who signs in and out."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models import Q

from accounts.models import User
from audit.models import Kind
from audit.recording import record


def connect() -> None:
    user_logged_in.connect(signed_in)
    user_logged_out.connect(signed_out)


def signed_in(user: Any, **details: Any) -> None:
    record(Kind.SIGN_IN, about=user.pk)


def signed_out(user: Any, **details: Any) -> None:
    if user is not None:  # it was somebody
        record(Kind.SIGN_OUT, about=user.pk)


def account_of(name: str) -> int | None:
    """The id of the account that somebody has tried to sign in to."""
    if not name or "\0" in name:
        return None
    users = User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name))
    return users.order_by("pk").values_list("pk", flat=True).first()
