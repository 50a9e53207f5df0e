"""Whom a session lets in: who has shown what is asked of them, not too long ago.

Everywhere but on the pages of signing in, anybody else is nobody: `request.user` is anonymous. So
whatever asks who somebody is, admin, previews and what is yet to come, is closed without knowing.
"""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from accounts.models import User
from signin.browsers import browser_of

# In a session, the times as seconds: when it began, and when its user was last seen and last gave
# the password; the family of the browser; and the id of the user who has shown a second factor.
SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
PASSWORD_AT = "password_at"  # noqa: S105 (a name, no password)
BROWSER = "browser"
SECOND_FACTOR = "second_factor_of"

SESSION_SECONDS = 12 * 60 * 60
IDLE_SECONDS = 60 * 60
# Seconds between two notes that somebody was seen: of a superuser, and of others, for whom nothing
# hangs on it.
SEEN_EVERY = 60
OTHERS_SEEN_EVERY = 10 * 60
# A password is fresh for so long, and so much longer for a form that was opened meanwhile.
FRESH_SECONDS = 15 * 60
FORM_SECONDS = 30 * 60

PATH = f"{settings.ADMIN_PATH}account/"


def begin(request: HttpRequest) -> None:
    """The session of somebody who has just signed in."""
    now = time.time()
    times = {SIGNED_IN_AT: now, SEEN_AT: now, PASSWORD_AT: now}
    request.session.update(times | {BROWSER: browser_of(request)})


def note_password(request: HttpRequest) -> None:
    request.session[PASSWORD_AT] = time.time()


def note_second_factor(request: HttpRequest, user: Any) -> None:
    request.session[SECOND_FACTOR] = user.pk


def has_fresh_password(request: HttpRequest, seconds: int = FRESH_SECONDS) -> bool:
    return bool(time.time() - request.session.get(PASSWORD_AT, 0) < seconds)


def needs_second_factor(user: Any) -> bool:
    """Whether the site asks somebody for a second factor (REQUIRE_SECOND_FACTOR)."""
    if settings.REQUIRE_SECOND_FACTOR == "staff":
        return bool(user.is_staff or user.is_superuser)
    return settings.REQUIRE_SECOND_FACTOR == "superusers" and bool(user.is_superuser)


def has_shown_second_factor(request: HttpRequest, user: Any) -> bool:
    return bool(request.session.get(SECOND_FACTOR) == user.pk)


def has_second_factor(user: Any) -> bool:
    from allauth.mfa.models import Authenticator

    types = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=user.pk, type__in=types).exists())


def is_admitted(request: HttpRequest, user: Any) -> bool:
    """Whether somebody who is signed in has shown all that the site asks of them."""
    return not needs_second_factor(user) or has_shown_second_factor(request, user)


def admitted_user(request: HttpRequest, user: Any) -> User | AnonymousUser:
    """The user of a session, if the session lets them in here."""
    if not user.is_authenticated or has_ended(request, user):
        return AnonymousUser()
    if is_at_sign_in(request):
        may_set_up = has_shown_second_factor(request, user) or not has_second_factor(user)
        return user if may_set_up else AnonymousUser()
    return user if is_admitted(request, user) else AnonymousUser()


def has_ended(request: HttpRequest, user: Any) -> bool:
    """Whether a session has lasted too long, or its superuser was away for too long."""
    return is_over(request.session, user)


def is_over(session: Any, user: Any) -> bool:
    """The same, of what a session holds."""
    now = time.time()
    if now - session.get(SIGNED_IN_AT, 0) > SESSION_SECONDS:
        return True
    return bool(user.is_superuser and now - session.get(SEEN_AT, 0) > IDLE_SECONDS)


def is_at_sign_in(request: HttpRequest) -> bool:
    return request.path_info.startswith(f"/{PATH}")
