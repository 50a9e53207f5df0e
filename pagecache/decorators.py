"""How a view says that its page may be kept finished, and that it was read.

It says so in headers of the response. They are for the layers in front of Django, which take them
out again: no reader is ever sent one.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from core.content_cache import pin_content_version

PARAMETERS = "X-Page"  # the page may be kept; the query parameters it knows, between commas
DAILY = "X-Daily"  # the page shows something that changes once a day
VIEWED = "X-Viewed"  # the id of the role that a reader of this page has read
INTERNAL_HEADERS = (PARAMETERS, DAILY, VIEWED)

View = Callable[..., HttpResponse]


def page(params: Iterable[str] = (), daily: bool = False) -> Callable[[View], View]:
    """The view's page may be kept finished: it depends on nothing but address and content.

    `params` are the query parameters that it knows; with any other it is answered but not kept.
    `daily` is for a page that shows something that changes once a day, such as "most read".
    """
    declared = ",".join(params)

    def decorate(view: View) -> View:
        @wraps(view)
        def finished(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            with pin_content_version():
                response = view(request, *args, **kwargs)
            if _may_be_kept(request, response):
                response.headers[PARAMETERS] = declared
                if daily:
                    response.headers[DAILY] = "1"
            return response

        return finished

    return decorate


def prevent_caching(request: HttpRequest) -> None:
    """This answer must not be kept: a parameter had to be ignored, or only some may see it."""
    request.is_not_storable = True


def count_view(response: HttpResponse, pk: int) -> HttpResponse:
    """The same response, which counts as a view of the role `pk` if a reader asked for it."""
    response.headers[VIEWED] = str(pk)
    return response


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and response.status_code == 200
        and not getattr(request, "is_not_storable", False)
    )
