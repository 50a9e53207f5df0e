"""Tells the history who is making a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from history.models import Origin
from history.occasions import occasion


class HistoryMiddleware:
    """What is written during a request is a change by the person who is signed in.

    The session is asked only when something is written: a page for readers does not touch it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with occasion(Origin.EDIT, lambda: request.user.pk):
            return self.get_response(request)
