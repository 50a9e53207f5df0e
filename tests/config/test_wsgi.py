import pytest

from tests.pagecache.site import ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_connections")]


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


KEPT = "public, max-age=0, must-revalidate"
ASKED_ANEW = "no-cache"
NOT_KEPT = "private, no-store"


@pytest.mark.parametrize(
    ("path", "control"),
    [
        ("/fi/", KEPT),
        ("/fi/roles/", KEPT),
        ("/fi/feed/", KEPT),
        ("/", ASKED_ANEW),
        ("/fi", ASKED_ANEW),
        ("/no/roles/", ASKED_ANEW),
        ("/fi/nothing/", ASKED_ANEW),
        ("/favicon.ico", ASKED_ANEW),
        ("/robots.txt", ASKED_ANEW),
        ("/static/nothing.css", ASKED_ANEW),
        ("/health/live", ASKED_ANEW),
        ("/health/ready", ASKED_ANEW),
        ("/admin/", NOT_KEPT),
        ("/admin/login/", ASKED_ANEW),
        ("/admin/account/sign-in/", NOT_KEPT),
    ],
)
def test_every_answer_says_how_long_it_may_be_kept(application, path, control):
    assert ask(application, path).headers["Cache-Control"] == control


@pytest.mark.parametrize("path", ["/fi/", "/fi/nothing/", "/fi", "/admin/"])
def test_nothing_is_kept_of_what_is_made_for_somebody_signed_in(application, path):
    reply = ask(application, path, HTTP_COOKIE="sessionid=x")

    assert reply.headers["Cache-Control"] == NOT_KEPT


@pytest.mark.parametrize("method", ["POST", "OPTIONS", "TRACE", "DELETE"])
def test_answer_to_another_method_is_asked_for_anew(application, method):
    assert ask(application, "/fi/", method).headers["Cache-Control"] == ASKED_ANEW
