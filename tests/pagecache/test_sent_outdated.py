"""After a change readers are sent the page from before, once more, while a thread makes the new."""

from datetime import date
from threading import Event, Thread

import pytest

from pagecache import remaking
from tests.pagecache.site import TEXT, CachedSite

ROLE = ("roles.role", 12)


class RemadeSite(CachedSite):
    """A site whose thread makes pages anew when it may (`go_on`), and tells when it has."""

    def __init__(self, **options):
        super().__init__(max_stale=1, **options)
        self.site.headers["X-Subjects"] = "roles.role:12"
        self.may_go_on = Event()
        make = self.cache._remaking._make
        self.cache._remaking._make = lambda *asked: self.may_go_on.wait(30) and make(*asked)

    def change(self, content=b"new"):
        """The content changes."""
        self.version.number += 1
        self.site.content = content

    def go_on(self):
        """Lets the thread make what waits for it."""
        self.may_go_on.set()
        self.cache._remaking._executor.submit(lambda: None).result(30)
        self.may_go_on.clear()


@pytest.fixture
def reading():
    site = RemadeSite()
    yield site
    site.go_on()


def test_page_from_before_is_sent_while_a_thread_makes_the_new_one(reading):
    before = reading.ask()
    reading.change()

    assert reading.ask() == before
    assert reading.ask() == before
    assert reading.site.asked == 1
    reading.go_on()
    assert reading.site.asked == 2
    assert reading.ask().body == b"new"
    assert reading.site.asked == 2


def test_reader_who_has_the_page_from_before_is_told_that_it_is_unchanged(reading):
    etag = reading.ask().headers["ETag"]
    reading.change()

    assert reading.ask(HTTP_IF_NONE_MATCH=etag).status == "304 Not Modified"
    reading.go_on()
    assert reading.ask(HTTP_IF_NONE_MATCH=etag).body == b"new"


def test_page_from_before_may_be_kept_only_to_be_asked_for_anew(reading):
    reading.ask()
    reading.change()

    assert reading.ask().headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_page_is_not_sent_once_it_may_be_older_than_the_bound(reading):
    reading.ask()
    reading.change()
    reading.version.age = 1.01

    assert reading.ask().body == b"new"


def test_page_is_sent_up_to_the_bound(reading):
    reading.ask()
    reading.change()
    reading.version.age = 0.99

    assert reading.ask().body == TEXT


def test_page_of_an_earlier_version_is_not_sent(reading):
    reading.ask()
    reading.change()
    reading.change(b"newer")

    assert reading.ask().body == b"newer"


def test_page_is_not_sent_after_the_version_went_backwards(reading):
    reading.change()
    reading.ask()
    reading.version.number = 1
    reading.site.content = b"restored"

    assert reading.ask().body == b"restored"


def test_without_the_setting_every_reader_waits_for_the_new_page():
    reading = CachedSite(max_stale=0)
    reading.site.headers["X-Subjects"] = ""
    reading.ask()
    reading.version.number = 2
    reading.version.age = 0.01
    reading.site.content = b"new"

    assert reading.ask().body == b"new"


def test_page_whose_own_object_has_changed_is_never_sent(reading):
    reading.ask()
    reading.change()
    reading.version.written = {ROLE, ("skills.skill", 5)}
    reading.site.status = "404 Not Found"

    assert reading.ask().status == "404 Not Found"
    assert reading.site.asked == 2


def test_page_is_sent_while_other_objects_have_changed(reading):
    reading.ask()
    reading.change()
    reading.version.written = {("roles.role", 1), ("roles.role", 123), ("skills.skill", 12)}

    assert reading.ask().body == TEXT


def test_page_is_not_sent_if_nobody_knows_what_has_changed(reading):
    reading.ask()
    reading.change()
    reading.version.written = None

    assert reading.ask().body == b"new"


def test_page_is_not_sent_if_any_object_may_have_changed(reading):
    reading.ask()
    reading.change()
    reading.version.written = {None}

    assert reading.ask().body == b"new"


def test_page_of_a_view_that_does_not_say_what_it_is_about_is_not_sent(reading):
    del reading.site.headers["X-Subjects"]
    reading.ask()
    reading.change()

    assert reading.ask().body == b"new"


def test_page_about_nothing_single_is_sent(reading):
    reading.site.headers["X-Subjects"] = ""
    reading.ask()
    reading.change()
    reading.version.written = {ROLE}

    assert reading.ask().body == TEXT


def test_daily_page_of_yesterday_is_not_sent(reading):
    reading.site.headers["X-Daily"] = "1"
    reading.ask()
    reading.change()
    assert reading.ask().body == TEXT
    reading.calendar.day = date(2026, 11, 24)

    assert reading.ask().body == b"new"


@pytest.mark.parametrize(
    "somebody", [{"HTTP_COOKIE": "sessionid=abc"}, {"HTTP_AUTHORIZATION": "Bearer abc"}]
)
def test_whoever_is_signed_in_is_never_sent_one(reading, somebody):
    reading.ask()
    reading.change()

    assert reading.ask(**somebody).body == b"new"


def test_reader_who_finds_too_many_pages_waiting_makes_the_page(reading, monkeypatch):
    monkeypatch.setattr(remaking, "MOST_PENDING", 1)
    reading.ask("/1")
    reading.ask("/2")
    reading.change()

    assert reading.ask("/1").body == TEXT
    assert reading.ask("/2").body == b"new"
    assert reading.ask("/1").body == TEXT


def test_page_that_could_not_be_made_anew_is_made_for_the_next_reader(reading, caplog):
    reading.ask()
    reading.change()
    reading.ask()
    reading.site.meanwhile = lambda: 1 / 0
    reading.go_on()
    reading.site.meanwhile = lambda: None
    reading.version.age = 2

    assert reading.ask().body == b"new"
    assert [record.message for record in caplog.records] == ["A page could not be made anew"]


def test_page_that_is_gone_when_it_is_made_anew_is_gone_for_the_next_reader(reading):
    reading.ask()
    reading.change()
    reading.ask()
    reading.site.status = "404 Not Found"
    reading.go_on()

    assert reading.site.closed == reading.site.asked == 2
    assert reading.ask().status == "404 Not Found"


def test_thread_asks_for_the_page_without_anything_of_the_reader(reading, monkeypatch):
    asked = []
    make = reading.cache._app
    monkeypatch.setattr(
        reading.cache, "_app", lambda environ, start: asked.append(environ) or make(environ, start)
    )
    reading.ask(HTTP_ACCEPT_ENCODING="gzip")
    reading.change()
    reader = {"HTTP_COOKIE": "theme=dark", "HTTP_IF_NONE_MATCH": '"x"', "gunicorn.socket": object()}
    reading.ask(method="HEAD", HTTP_ACCEPT_ENCODING="gzip", **reader)
    reading.go_on()

    first, again = asked
    assert reader.keys().isdisjoint(again)
    assert again["REQUEST_METHOD"] == "GET"
    assert again["wsgi.input"].read() == b""
    kept = {name: value for name, value in first.items() if not name.startswith("wsgi.")}
    assert {name: again[name] for name in kept} == kept


def test_many_readers_are_answered_at_once_and_one_page_is_made():
    reading = RemadeSite()
    reading.ask()
    reading.change()
    bodies = []
    threads = [Thread(target=lambda: bodies.append(reading.ask().body)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    reading.go_on()

    assert bodies == [TEXT] * 8
    assert reading.site.asked == 2
    assert reading.ask().body == b"new"


def test_reader_after_the_bound_waits_for_the_page_that_is_being_made():
    reading = RemadeSite(wait_seconds=30)
    reading.may_go_on.set()
    reading.ask()
    reading.change()
    started, goes_on = Event(), Event()
    reading.site.meanwhile = lambda: started.set() or goes_on.wait(30)
    assert reading.ask().body == TEXT
    started.wait(30)
    reading.version.age = 1.5
    bodies = []
    late = Thread(target=lambda: bodies.append(reading.ask().body))
    late.start()
    late.join(0.05)
    goes_on.set()
    late.join(30)

    assert bodies == [b"new"]
    assert reading.site.asked == 2


def test_views_of_the_page_from_before_are_counted(reading):
    reading.site.headers["X-Viewed"] = "12"
    reading.ask()
    reading.change()
    reading.ask()
    reading.go_on()

    assert reading.views == ["12", "12"]
