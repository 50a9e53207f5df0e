"""What is said where somebody else writes to the database for longer than a person waits, and where
the database is lost."""

from collections.abc import Callable
from typing import Any

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from api.problems import failed, is_for_program
from config.sent_forms import is_from_here, sent
from core.waiting import RETRY_AFTER, is_busy, limit_waiting
from core.wsgi import REFUSED

RETRY_LOST_AFTER = "10"  # seconds


class BusyMiddleware(SessionMiddleware):
    """Answers 503 where a request has waited for another writer too long.

    Sessions are written, too, after all other middleware: so it takes the place of Django's own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        super().__init__(get_response)
        limit_waiting()

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return busy(request) if is_busy(error) else None

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        try:
            return super().process_response(request, response)
        except (DatabaseError, SessionInterrupted) as error:
            if not is_busy(error):
                raise
            return busy(request)


class RefusalMiddleware:
    """Answers 503, without asking the database, where no thread is left for the request.

    Within the middleware of forms' tokens, so that what was typed can be sent again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return unavailable(request) if REFUSED in request.META else self._get_response(request)


def busy(request: HttpRequest) -> HttpResponse:
    """Says that somebody else writes."""
    return _try_again(request, RETRY_AFTER, is_busy=True)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Says that the database cannot be used."""
    return _try_again(request, RETRY_LOST_AFTER)


def _try_again(request: HttpRequest, seconds: str, is_busy: bool = False) -> HttpResponse:
    """A page from which what was sent can be sent again, unless that was a password.

    What another site's page has sent may be here before its token was looked at.
    """
    fields = None
    if is_for_program(request):
        response = failed(503)
    else:
        fields = sent(request) if is_from_here(request) else None
        context = {"sent": fields, "address": request.get_full_path(), "is_busy": is_busy}
        response = render(request, "errors/503.html", context, status=503)
    response.headers["Retry-After"] = seconds
    if fields:
        response.headers["Cache-Control"] = "private, no-store"
    return response
