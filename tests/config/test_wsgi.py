import pytest

from tests.pagecache.site import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    # Importing it starts the release in the database, which has to be there.
    from config.wsgi import application

    return application


def test_django_is_served_behind_strict_headers(application):
    reply = ask(application, "/health/live")

    assert (reply.status, reply.body) == ("200 OK", b'{"status": "ok"}')
    assert reply.headers["Content-Security-Policy"].startswith("default-src 'none'; ")


def test_hosts_that_are_not_ours_are_refused(application):
    reply = ask(application, "/health/live", HTTP_HOST="evil.example")

    assert reply.status == "400 Bad Request"
    assert reply.headers["X-Frame-Options"] == "DENY"
