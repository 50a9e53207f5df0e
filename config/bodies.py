"""What is sent is no longer than a file to import: that is seen before anything of it is read."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from exchange.limits import MAX_UPLOAD, MEGABYTE

LONGEST = MAX_UPLOAD + MEGABYTE  # with the form around the file


class BodyMiddleware:
    """Answers 413 to what is too long. What does not say its length is read as empty."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return too_long(request) if _length(request) > LONGEST else self.get_response(request)


def _length(request: HttpRequest) -> int:
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(length) if length.isdecimal() and length.isascii() else 0


def too_long(request: HttpRequest) -> HttpResponse:
    context = {"size": MAX_UPLOAD // MEGABYTE, "address": request.get_full_path()}
    response = render(request, "errors/413.html", context, status=413)
    response.headers["Connection"] = "close"
    return response
