"""Which methods are answered: reading everywhere, sending only where forms are sent to.

Django's views answer any method alike, and the check of a form's token comes before them: a page
would be made for OPTIONS, and what is sent to a page would be refused as a forgery.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed

READING = ("GET", "HEAD")
# Forms are sent to admin, and to the builder of job descriptions, which stores nothing.
TAKES_FORMS = re.compile(
    rf"/{re.escape(settings.ADMIN_PATH)}|/[a-z]+/(?:roles/[-\w]+|compare)/description/\Z"
)
ASSISTANTS = "/mcp"  # where messages are sent to, and nothing is read


class MethodMiddleware:
    """Answers OPTIONS with the methods of the address, and others than these with a 405."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in READING and request.path_info != ASSISTANTS:
            return self.get_response(request)
        if request.path_info == "*":  # the server as a whole, which has nothing to say
            return HttpResponseBadRequest()
        allowed = allowed_methods(request.path_info)
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(allowed)})
        if request.method not in allowed:
            return HttpResponseNotAllowed(allowed)
        return self.get_response(request)


def allowed_methods(path: str) -> list[str]:
    """The methods that are answered at a path, whether a page is there or not."""
    if path == ASSISTANTS and settings.MCP:
        return ["POST", "OPTIONS"]
    return [*READING, "OPTIONS", *(["POST"] if TAKES_FORMS.match(path) else [])]
