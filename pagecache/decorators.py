"""The door in: how a view says that its page may be cached, and that a view of it counts.

It says so in internal headers of the response, which the page cache removes: no reader is ever sent
one.
"""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from functools import wraps
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from core.content_cache import pin_content_version
from core.made_of import Ingredients, collecting

PARAMETERS_HEADER = "X-Page"  # the page may be cached; its query parameters, between commas
DAILY_HEADER = "X-Daily"  # the page shows something that changes once a day
VIEWED_HEADER = "X-Viewed"  # the key of what a reader of this page has viewed
SUBJECTS_HEADER = "X-Subjects"  # the objects without which the page would not be there
MADE_OF_HEADER = "X-Made-Of"  # all that the page was made of; without it, all content
INTERNAL_HEADERS = (
    PARAMETERS_HEADER,
    DAILY_HEADER,
    VIEWED_HEADER,
    SUBJECTS_HEADER,
    MADE_OF_HEADER,
)

View = Callable[..., HttpResponse]


def page(
    params: Iterable[str] = (), daily: bool = False, outlives_edits: bool = False
) -> Callable[[View], View]:
    """Decorates a view whose page may be cached: it depends on nothing but address and content.

    `params` are the query parameters that it knows; with any other it is answered but not cached.
    `daily` is for a page that shows something that changes once a day, such as "most read". One
    that `outlives_edits` is valid until something that it was made of has changed, all others until
    anything has (`core.made_of`).

    A view whose address names objects says which (`name_subjects`): once one of them has changed,
    the page from before is never sent. If it does not, that goes for any change.
    """
    declared = ",".join(params)

    def decorate(view: View) -> View:
        @wraps(view)
        def cacheable(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            with (
                pin_content_version(),
                (collecting if outlives_edits else nullcontext)() as made_of,
            ):
                response = view(request, *args, **kwargs)
            if _may_be_cached(request, response):
                response.headers[PARAMETERS_HEADER] = declared
                if made_of is not None and made_of.is_known:
                    response.headers[MADE_OF_HEADER] = made_of.header()
                if daily:
                    response.headers[DAILY_HEADER] = "1"
                if not (args or kwargs):
                    response.headers.setdefault(SUBJECTS_HEADER, "")
            return response

        return cacheable

    return decorate


def prevent_caching(request: HttpRequest) -> None:
    """Keeps the response out of the cache: a parameter was ignored, or only some may see it."""
    request.prevents_caching = True  # type: ignore[attr-defined]  # travels with the request


def name_subjects(response: HttpResponse, *subjects: Model | None) -> HttpResponse:
    """Names the objects that the page is about. Where one of them has changed, the page may be gone
    or stand at another address. One that is not saved, as of a role without a position, is none."""
    named = Ingredients()
    for subject in filter(None, subjects):
        if subject.pk is not None:
            named.objects[subject._meta.label_lower].append([subject.pk])
    response.headers[SUBJECTS_HEADER] = named.header()
    return response


def count_view(response: HttpResponse, key: int | str) -> HttpResponse:
    """Marks the response, so that sending it to a reader counts a view of `key`.

    The cache does not know what a key stands for: the counter that it is given does.
    """
    response.headers[VIEWED_HEADER] = str(key)
    return response


def is_cacheable(response: HttpResponse) -> bool:
    """Whether the view said that its page may be cached."""
    return PARAMETERS_HEADER in response.headers


def _may_be_cached(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and response.status_code == 200
        and not getattr(request, "prevents_caching", False)
    )
