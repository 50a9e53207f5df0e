import pytest
from django.http import HttpRequest, HttpResponse

from core import content_version
from core.content_cache import cached_per_content_version
from pagecache.decorators import INTERNAL_HEADERS, count_view, page, prevent_caching


def internal_headers(view, method: str = "GET", **arguments: object) -> dict[str, str]:
    request = HttpRequest()
    request.method = method
    response = view(request, **arguments)
    return {name: response[name] for name in INTERNAL_HEADERS if name in response}


@page(params=("family", "sort"))
def browse(request: HttpRequest, status: int = 200) -> HttpResponse:
    """All roles."""
    return HttpResponse("roles", status=status)


def test_page_declares_its_parameters():
    assert internal_headers(browse) == {"X-Page": "family,sort"}
    assert internal_headers(browse, "HEAD") == {"X-Page": "family,sort"}


def test_page_without_parameters_declares_none():
    assert internal_headers(page()(lambda request: HttpResponse())) == {"X-Page": ""}


def test_daily_page_says_so():
    home = page(daily=True)(lambda request: HttpResponse())

    assert internal_headers(home) == {"X-Page": "", "X-Daily": "1"}


@pytest.mark.parametrize("status", [302, 400, 404, 500])
def test_answer_that_is_no_page_may_not_be_kept(status):
    assert internal_headers(browse, status=status) == {}


def test_answer_to_post_may_not_be_kept():
    assert internal_headers(browse, "POST") == {}


def test_view_can_refuse_that_its_page_is_kept():
    @page(daily=True)
    def preview(request):
        prevent_caching(request)
        return HttpResponse("draft")

    assert internal_headers(preview) == {}


def test_view_can_name_what_is_viewed():
    role = page()(lambda request: count_view(HttpResponse(), 12))

    assert internal_headers(role) == {"X-Page": "", "X-Viewed": "12"}


def test_page_asks_once_for_the_version_of_all_that_is_kept(monkeypatch):
    read = []
    monkeypatch.setattr(content_version, "read_here", lambda: read.append(1) or 1)
    one, two = cached_per_content_version(lambda: "one"), cached_per_content_version(lambda: "two")
    one(), two()
    read.clear()

    response = page()(lambda request: HttpResponse(one() + two()))(HttpRequest())

    assert (response.content, len(read)) == (b"onetwo", 1)


def test_page_is_still_the_view_it_was():
    assert (browse.__name__, browse.__doc__) == ("browse", "All roles.")
