import pytest
from django.http import HttpRequest, HttpResponse

from core import content_version
from core.content_cache import cached_per_content_version
from core.made_of import note
from pagecache.decorators import (
    INTERNAL_HEADERS,
    count_view,
    name_subjects,
    page,
    prevent_caching,
)
from roles.models import Role
from skills.models import Metric, Skill


def internal_headers(view, method: str = "GET", **arguments: object) -> dict[str, str]:
    request = HttpRequest()
    request.method = method
    response = view(request, **arguments)
    return {name: response[name] for name in INTERNAL_HEADERS if name in response}


@page(params=("family", "sort"))
def browse(request: HttpRequest, status: int = 200) -> HttpResponse:
    """All roles."""
    return HttpResponse("roles", status=status)


LIST_HEADERS = {"X-Page": "family,sort", "X-Subjects": ""}


def test_page_declares_its_parameters():
    assert internal_headers(browse) == LIST_HEADERS
    assert internal_headers(browse, "HEAD") == LIST_HEADERS


def test_page_without_parameters_declares_none():
    view = page()(lambda request: HttpResponse())

    assert internal_headers(view) == {"X-Page": "", "X-Subjects": ""}


def test_daily_page_says_so():
    home = page(daily=True)(lambda request: HttpResponse())

    assert internal_headers(home) == {"X-Page": "", "X-Daily": "1", "X-Subjects": ""}


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

    assert internal_headers(role) == {"X-Page": "", "X-Viewed": "12", "X-Subjects": ""}


def test_view_can_name_what_its_page_is_about():
    metric, skill, unsaved = Metric(pk=3), Skill(pk=5), Role()
    view = page()(lambda request, slug: name_subjects(HttpResponse(), metric, None, skill, unsaved))

    headers = internal_headers(view, slug="empathy")

    assert headers == {"X-Page": "", "X-Subjects": "skills.metric:3 skills.skill:5"}


def test_page_whose_address_names_an_object_that_the_view_does_not_is_trusted_with_nothing():
    view = page()(lambda request, slug: HttpResponse())

    assert internal_headers(view, slug="empathy") == {"X-Page": ""}


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


def test_page_that_outlives_edits_says_what_it_was_made_of(db):
    @page(outlives_edits=True)
    def role(request):
        note("roles.role", [12, 3])
        return HttpResponse()

    assert internal_headers(role)["X-Made-Of"] == "roles.role:3,12"


def test_page_says_nothing_of_what_it_was_made_of_if_it_does_not_know_all(db):
    @page(outlives_edits=True)
    def role(request):
        note("roles.role", [12])
        return HttpResponse(str(Role.objects.count()))

    assert "X-Made-Of" not in internal_headers(role)
