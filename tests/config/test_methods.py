"""Methods, through the page cache and the headers as a server calls them."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from config.methods import allowed_methods
from tests.pagecache.site import Reply, ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_connections")]

READERS_METHODS = "GET, HEAD, OPTIONS"
# A page, a role, other spellings of both, an address of no page, what machines read, a file.
PATHS = (
    *(
        "/",
        "/en/",
        "/fi/roles/lead/",
        "/fi/roles",
        "/FI/",
        "/no/roles/",
        "/en/nothing/",
        "/nothing",
    ),
    *("/en/feed.atom", "/en/opensearch.xml", "/pl/search/suggestions/?q=lead", "/sitemap.xml"),
    *("/robots.txt", "/favicon.ico", "/health/live", "/health/ready", "/static/css/base.css"),
)
OTHERS = ("POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND")


@pytest.fixture
def answer() -> Any:
    # Importing it starts the release in the database, which has to be there.
    from config.wsgi import application

    return lambda path, method, **more: ask(application, path, method, **more)


def assert_bare(reply: Reply, status: str, allowed: str) -> None:
    assert (reply.status, reply.body) == (status, b"")
    assert reply.headers["Allow"] == allowed
    assert "X-Content-Type-Options" in reply.headers
    assert not reply.headers.keys() & {"Set-Cookie", "X-Page"}


@pytest.mark.parametrize("path", PATHS)
def test_options_names_the_methods_and_sends_no_page(answer, path):
    assert_bare(answer(path, "OPTIONS"), "204 No Content", READERS_METHODS)


@pytest.mark.parametrize("path", PATHS)
def test_other_methods_are_not_allowed(answer, path):
    for method in OTHERS:
        assert_bare(answer(path, method), "405 Method Not Allowed", READERS_METHODS)


def test_server_as_a_whole_has_no_methods_to_name(answer):
    assert answer("*", "OPTIONS").status == "400 Bad Request"


@pytest.mark.parametrize("method", [*OTHERS, "OPTIONS"])
def test_session_or_a_long_query_opens_no_other_door(answer, method):
    status = "204 No Content" if method == "OPTIONS" else "405 Method Not Allowed"

    with_session = answer("/en/", method, HTTP_COOKIE="sessionid=x")
    with_password = answer("/en/", method, HTTP_AUTHORIZATION="Basic x")
    long = answer(f"/en/?text={'x' * 2_500}", method)

    for reply in (with_session, with_password, long):
        assert_bare(reply, status, READERS_METHODS)


def test_page_that_is_kept_is_read_as_before(answer):
    read = answer("/en/about/", "GET")
    answer("/en/about/", "POST")
    answer("/en/about/", "OPTIONS")

    again, head = answer("/en/about/", "GET"), answer("/en/about/", "HEAD")

    assert (again.status, again.body) == ("200 OK", read.body)
    assert (head.status, head.body) == ("200 OK", b"")


def test_admin_takes_forms_and_nothing_else(answer):
    allowed = f"{READERS_METHODS}, POST"

    assert_bare(answer("/admin/account/sign-in/", "OPTIONS"), "204 No Content", allowed)
    for method in OTHERS[1:]:
        assert_bare(answer("/admin/roles/role/", method), "405 Method Not Allowed", allowed)
    # Without the form's token it is the check of forgeries that refuses it.
    assert answer("/admin/account/sign-in/", "POST").status == "403 Forbidden"


def test_only_admin_and_the_builder_of_descriptions_take_forms():
    takers = {path for path in _addresses() if "POST" in allowed_methods(f"/{path}")}

    assert {path for path in takers if not path.startswith("admin/")} == {
        "en/roles/1/description/",
        "en/compare/description/",
    }


def test_builder_of_descriptions_takes_forms_and_nothing_else(answer):
    allowed = f"{READERS_METHODS}, POST"
    path = "/en/roles/lead/description/"

    assert_bare(answer(path, "OPTIONS"), "204 No Content", allowed)
    for method in OTHERS[1:]:
        assert_bare(answer(path, method), "405 Method Not Allowed", allowed)
    assert answer(path, "POST").status == "404 Not Found"
    assert_bare(answer(f"{path}more/", "POST"), "405 Method Not Allowed", READERS_METHODS)


def _addresses(patterns: Iterable[Any] | None = None, before: str = "") -> Iterator[str]:
    """An address of each pattern, with something in place of what it captures."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield "1".join(part.rpartition("<")[0] or part for part in route.split(">"))
