"""Where somebody is signed in, read from the sessions themselves: nothing else is kept of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, update_session_auth_hash
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from audit.models import Kind
from audit.recording import record
from signin import admission

MOST_LOOKED_AT = 5_000  # sessions; those of the last twelve hours


@dataclass(frozen=True)
class OpenSession:
    """One that has not ended."""

    started: datetime
    seen: datetime
    browser: str
    is_this: bool


def sessions_of(request: HttpRequest, user: Any) -> list[OpenSession]:
    """Those of somebody, the last one first. One query."""
    return sorted(_sessions(request, user), key=lambda session: session.seen, reverse=True)


def _sessions(request: HttpRequest, user: Any) -> Iterator[OpenSession]:
    stored = Session.objects.filter(expire_date__gt=timezone.now()).order_by("-expire_date")
    auth_hash = user.get_session_auth_hash()
    for session in stored[:MOST_LOOKED_AT]:
        data = session.get_decoded()
        if data.get(SESSION_KEY) != str(user.pk) or data.get(HASH_SESSION_KEY) != auth_hash:
            continue
        if not admission.is_over(data, user):
            started = data.get(admission.SIGNED_IN_AT, 0)
            yield OpenSession(
                _time(started),
                _time(data.get(admission.SEEN_AT, started)),
                data.get(admission.BROWSER, ""),
                session.session_key == request.session.session_key,
            )


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def end_sessions(request: HttpRequest, user: Any, but_this: bool) -> None:
    """Signs somebody out everywhere; here, too, unless this session is to go on."""
    current = User.objects.get(pk=user.pk)
    current.end_sessions()
    record(Kind.SESSIONS_ENDED, about=user.pk)
    if but_this:
        update_session_auth_hash(request, current)
