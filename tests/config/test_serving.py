from types import SimpleNamespace

import pytest
from django.db import OperationalError

from config import serving
from config.serving import hand_on_connections, page_cache, retry_on_primary, start_release
from core import content_version
from core.content_version import raise_version, read_version
from core.models import ContentVersion
from core.replicas import PRIMARY, reading_from, source
from tests.pagecache.site import TEXT, WsgiSite, ask
from tests.support.factories import RoleFactory


@pytest.fixture
def views(monkeypatch):
    counted = []
    monkeypatch.setattr(serving.view_counter, "count", counted.append)
    return counted


@pytest.mark.django_db
def test_page_is_cached_strict_and_counted(views):
    site = WsgiSite()
    site.headers["X-Viewed"] = "12"
    app = page_cache(site)

    first = ask(app, "/en/roles/team-lead/")
    second = ask(app, "/en/roles/team-lead/")

    assert first == second
    assert (first.status, first.body, site.asked) == ("200 OK", TEXT, 1)
    assert first.headers["X-Frame-Options"] == "DENY"
    assert "X-Viewed" not in first.headers
    assert views == [12, 12]


@pytest.mark.parametrize("path", ["/static/css/base.css", "/health/live"])
def test_what_asks_no_database_waits_for_none(path):
    site = WsgiSite()
    app = page_cache(site)

    assert ask(app, path).headers["X-Frame-Options"] == "DENY"
    ask(app, path)
    assert site.asked == 2


@pytest.mark.django_db
def test_failure_is_answered_strictly_too(caplog):
    site = WsgiSite()
    site.meanwhile = lambda: 1 / 0

    reply = ask(page_cache(site))

    assert (reply.status, reply.body) == ("500 Internal Server Error", b"500 Internal Server Error")
    assert reply.headers["X-Frame-Options"] == "DENY"
    assert [record.exc_info[0] for record in caplog.records] == [ZeroDivisionError]


def asked_while(change):
    """How often a page is made whose content changes while it is made first."""
    site = WsgiSite()
    site.meanwhile = lambda: site.asked == 1 and change()
    reply = ask(page_cache(site), "/en/roles/team-lead/")
    assert (reply.status, reply.body) == ("200 OK", TEXT)
    return site.asked


@pytest.mark.django_db
def test_page_that_may_mix_what_was_replaced_is_made_once_more():
    RoleFactory()

    assert asked_while(raise_version) == 2
    assert asked_while(lambda: None) == 1


@pytest.mark.django_db
def test_page_is_not_made_twice_for_a_usual_change():
    role = RoleFactory()

    assert asked_while(role.save) == 1


class FailedConnection:
    """Stands in for the connection to a replica."""

    errors_occurred = False


class Lost:
    """A site that is asked on a replica, which may be lost while it answers."""

    def __init__(self, monkeypatch):
        self.connection, self.asked, self.lost = FailedConnection(), [], []
        monkeypatch.setattr(serving, "connections", {"replica-1": self.connection})
        monkeypatch.setattr(serving.replicas, "mark_lost", lambda alias, _: self.lost.append(alias))
        self.site = WsgiSite()
        self.site.meanwhile = self.answer
        self.app = retry_on_primary(self.site)

    def answer(self):
        self.asked.append(source())
        self.site.status = "500 Internal Server Error" if source() != PRIMARY else "200 OK"


@pytest.fixture
def lost(monkeypatch):
    return Lost(monkeypatch)


def test_page_whose_replica_is_lost_meanwhile_is_made_from_the_primary(lost):
    lost.connection.errors_occurred = True

    with reading_from("replica-1"):
        reply = ask(lost.app)
        assert source() == "replica-1"

    assert (reply.status, reply.body) == ("200 OK", TEXT)
    assert (lost.asked, lost.lost) == (["replica-1", PRIMARY], ["replica-1"])
    assert lost.site.closed == 2


def test_page_that_fails_for_another_reason_is_not_made_twice(lost):
    with reading_from("replica-1"):
        assert ask(lost.app).status == "500 Internal Server Error"

    assert (lost.asked, lost.lost) == (["replica-1"], [])


def test_page_that_is_read_from_the_primary_is_passed_on(lost):
    assert ask(lost.app).status == "200 OK"
    assert lost.asked == [PRIMARY]


@pytest.mark.django_db
def test_start_of_a_release_makes_old_pages_old(settings):
    settings.RELEASE = "next"

    start_release()

    assert ContentVersion.objects.get().release == "next"
    assert read_version() > 0


def test_site_starts_without_a_database(monkeypatch, caplog):
    def fail() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(content_version, "start_release", fail)
    start_release()

    assert [record.message for record in caplog.records] == [
        "The database could not be told of the release: connection refused"
    ]


def test_connection_is_handed_on_when_its_thread_has_answered(monkeypatch):
    given = []
    monkeypatch.setattr(serving, "give_back", lambda: given.append(site.asked))
    monkeypatch.setattr(serving, "connections", {PRIMARY: SimpleNamespace(vendor="sqlite")})
    site = WsgiSite()

    assert ask(hand_on_connections(site)).body == TEXT
    assert given == [1]


def test_connections_to_a_server_stay_with_their_threads(monkeypatch):
    monkeypatch.setattr(serving, "connections", {PRIMARY: SimpleNamespace(vendor="postgresql")})
    site = WsgiSite()

    assert hand_on_connections(site) is site
