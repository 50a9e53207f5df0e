"""During which request something happens: so who did it, and from where."""

from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.network import client_address

_request: ContextVar[HttpRequest | None] = ContextVar("audited_request", default=None)


class AuditMiddleware:
    """Tells the audit log of the request. Who it is from, is asked only when something happens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)


def person() -> int | None:
    """The id of who makes the request; nobody's in a command, and before somebody has signed in."""
    request = _request.get()
    return request.user.pk if request else None


def address() -> str | None:
    """The network address that the request comes from, if addresses are kept at all."""
    request = _request.get()
    if request is None or not settings.AUDIT_ADDRESS_DAYS:
        return None
    return client_address(request) or None
