import pytest
from django.contrib.auth import get_user_model
from django.core.wsgi import get_wsgi_application
from django.test import Client

from config.programs import open_to_programs
from config.serving import page_cache
from tests.pagecache.site import WsgiSite, ask
from tests.support.factories import RoleFactory

EDITOR = {"HTTP_COOKIE": "sessionid=abc", "HTTP_AUTHORIZATION": "Bearer abc"}


@pytest.fixture
def app(open_connections):
    return page_cache(get_wsgi_application())


def test_api_is_read_by_scripts_of_any_site_but_never_with_cookies():
    readable = open_to_programs(WsgiSite())

    for method in ("GET", "HEAD", "OPTIONS"):
        headers = ask(readable, "/api/v1/roles", method=method).headers
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in headers
    preflight = ask(readable, "/api/v1/roles", method="OPTIONS").headers
    assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in preflight["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    ("path", "method"),
    [("/en/roles/", "GET"), ("/apiary/", "GET"), ("/api/v1/roles", "POST"), ("/mcp", "POST")],
)
def test_nothing_else_is_opened(path, method):
    headers = ask(open_to_programs(WsgiSite()), path, method=method).headers

    assert not any(name.startswith("Access-Control") for name in headers)


@pytest.mark.parametrize(("path", "knows"), [("/api/v1/roles", False), ("/en/roles/", True)])
def test_only_pages_learn_who_asks(path, knows):
    seen = []

    def site(environ, start_response):
        seen.append(environ)
        return WsgiSite()(environ, start_response)

    ask(open_to_programs(site), path, **EDITOR)

    assert all((name in seen[0]) == knows for name in EDITOR)


@pytest.mark.django_db
def test_editor_is_sent_the_finished_answer_of_everybody(app):
    RoleFactory(slug="lead")
    user = get_user_model().objects.create_superuser("editor", password="x")
    client = Client()
    client.force_login(user)
    cookie = f"sessionid={client.cookies['sessionid'].value}"

    for path in ("/api/v1/roles", "/api/v1/roles/lead?lang=fi", "/api/v1/roles/nowhere"):
        anonymous = ask(app, path)
        signed_in = ask(app, path, HTTP_COOKIE=cookie, HTTP_AUTHORIZATION="Basic eDp4")
        assert signed_in == anonymous
        assert "private" not in signed_in.headers["Cache-Control"]


@pytest.mark.django_db
def test_answers_are_kept_compressed_and_not_sent_twice_to_who_has_them(app):
    RoleFactory(slug="lead")

    tags = set()
    for language in ("en", "fi"):
        path = f"/api/v1/roles/lead?lang={language}&fields=title,stage"
        first = ask(app, path, HTTP_ACCEPT_ENCODING="br")
        again = ask(app, path, HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=first.headers["ETag"])
        assert first.headers["Vary"] == "Accept-Encoding"
        assert first.headers["Content-Language"] == language
        assert again.status == "304 Not Modified"
        assert again.headers["Access-Control-Allow-Origin"] == "*"
        tags.add(first.headers["ETag"])
    assert len(tags) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/api/v1/roles", "/api/v1/roles?" + "skill=x&" * 400])
def test_head_says_what_get_would(app, path):
    head, get = ask(app, path, method="HEAD"), ask(app, path)

    assert head.status == get.status
    assert head.body == b"" or len(path) > 2_000  # which the server cuts off
    assert head.headers["Content-Type"] == get.headers["Content-Type"]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_api_takes_nothing(app, method):
    answer = ask(app, "/api/v1/roles", method=method)

    assert answer.status.startswith("405")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.django_db
def test_options_are_told(app):
    answer = ask(app, "/api/v1/roles", method="OPTIONS")

    assert (answer.status, answer.headers["Allow"]) == ("204 No Content", "GET, HEAD, OPTIONS")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.django_db
def test_role_is_not_made_anew_for_what_it_does_not_show(app):
    """Its ETag stays, so whoever keeps a copy is sent nothing."""
    RoleFactory(slug="lead")
    other = RoleFactory(slug="other")
    ask(app, "/api/v1/roles/lead")  # a process learns what it then knows for good
    first = ask(app, "/api/v1/roles/lead?lang=fi")

    other.title_fi = "Other"
    other.save()
    after = ask(app, "/api/v1/roles/lead?lang=fi")

    assert after == first
    assert ask(app, "/api/v1/roles/other?lang=fi").body != first.body
