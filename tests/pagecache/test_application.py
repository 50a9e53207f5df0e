import gzip
from contextlib import nullcontext
from datetime import date
from math import inf
from threading import Event, Thread
from wsgiref.validate import validator

import brotli
import pytest

from core.changes import ContentChanges
from pagecache.cached_page import ENCODE
from pagecache.request import MAX_QUERY_LENGTH
from tests.pagecache.site import TEXT, CachedSite, FakeVersion, ask

SESSION = {"HTTP_COOKIE": "sessionid=abc"}


def test_page_is_made_once_and_sent_many_times(reading):
    first = reading.ask()
    again = reading.ask()

    assert (first.status, first.body) == ("200 OK", TEXT)
    assert again == first
    assert (reading.site.asked, reading.site.closed) == (1, 1)


def test_page_is_sent_with_caching_headers_and_no_internal_ones(reading):
    reply = reading.ask()

    assert reply.headers.keys() == {
        "Content-Type",
        "Content-Length",
        "Cache-Control",
        "Vary",
        "ETag",
    }
    assert reply.headers["Content-Length"] == str(len(TEXT))


@pytest.mark.parametrize(
    "asked",
    [
        {"path": "/en/?of=nobody"},
        {"path": "/static/page.css"},
        {"method": "POST"},
        {"HTTP_COOKIE": "sessionid=1"},
    ],
)
def test_internal_headers_of_what_is_not_kept_stay_inside(reading, asked):
    reading.site.headers |= {"x-viewed": "12", "X-Daily": "1", "X-Other": "sent"}

    sent = {name.lower() for name in reading.ask(**asked).headers}

    assert "x-other" in sent
    assert {"x-page", "x-viewed", "x-daily"}.isdisjoint(sent)


@pytest.mark.parametrize(
    ("encoding", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_page_is_compressed_as_the_reader_accepts(reading, encoding, decode):
    reading.ask()
    reply = reading.ask(HTTP_ACCEPT_ENCODING=encoding)

    assert reply.headers["Content-Encoding"] == encoding
    assert reply.headers["Content-Length"] == str(len(reply.body))
    assert decode(reply.body) == TEXT
    assert reading.site.asked == 1


def test_page_is_compressed_once_for_each_encoding(reading, monkeypatch):
    compressed = []
    monkeypatch.setitem(ENCODE, "br", lambda text: compressed.append(1) or brotli.compress(text))
    for _ in range(3):
        reading.ask()
        reading.ask(HTTP_ACCEPT_ENCODING="br")

    assert compressed == [1]


def test_reader_who_has_the_page_is_told_so(reading):
    etag = reading.ask().headers["ETag"]

    reply = reading.ask(HTTP_IF_NONE_MATCH=f'"other", W/{etag}')

    assert (reply.status, reply.body) == ("304 Not Modified", b"")
    assert reply.headers == {
        "ETag": etag,
        "Vary": "Accept-Encoding",
        "Cache-Control": "public, max-age=0, must-revalidate",
    }


def test_reader_who_has_the_page_in_another_encoding_is_sent_it(reading):
    etag = reading.ask().headers["ETag"]

    reply = reading.ask(HTTP_IF_NONE_MATCH=etag, HTTP_ACCEPT_ENCODING="gzip")

    assert reply.status == "200 OK"
    assert gzip.decompress(reply.body) == TEXT


def test_reader_who_has_an_old_page_is_sent_the_new_one(reading):
    etag = reading.ask().headers["ETag"]
    reading.site.content = b"new"
    reading.version.number = 2

    reply = reading.ask(HTTP_IF_NONE_MATCH=etag)

    assert (reply.status, reply.body) == ("200 OK", b"new")


def test_page_that_a_reader_has_is_unchanged_even_when_it_has_to_be_made(reading):
    etag = reading.ask().headers["ETag"]
    reading.version.number = 2

    assert reading.ask(HTTP_IF_NONE_MATCH=etag).status == "304 Not Modified"
    assert reading.site.asked == 2


@pytest.mark.parametrize(
    ("condition", "status"), [('"own"', "304 Not Modified"), ('"other"', "200 OK")]
)
def test_reader_who_has_what_is_not_kept_here_is_told_so(reading, condition, status):
    reading.site.headers = {"Content-Type": "application/json", "ETag": '"own"'}

    reply = reading.ask(HTTP_IF_NONE_MATCH=condition)

    assert (reply.status, reply.headers["ETag"]) == (status, '"own"')
    if status != "200 OK":
        assert (reply.body, reply.headers.keys()) == (b"", {"ETag", "Cache-Control"})
    assert reading.site.closed == 1


def test_head_is_answered_as_get_without_a_body(reading):
    made = reading.ask(method="HEAD")
    page = reading.ask()
    kept = reading.ask(method="HEAD")

    assert made.headers == kept.headers == page.headers
    assert made.body == kept.body == b""
    assert reading.site.methods == ["GET"]


def test_head_of_an_answer_that_is_not_kept_has_no_body(reading):
    reading.site.headers = {"Content-Type": "text/plain"}

    reply = reading.ask(method="HEAD")

    assert (reply.body, reply.headers["Content-Length"]) == (b"", str(len(TEXT)))
    assert reading.site.closed == 1


def test_page_is_made_again_when_the_content_changes(reading):
    reading.ask()
    reading.version.number = 2
    reading.site.content = b"new"

    assert reading.ask().body == b"new"
    assert reading.ask().body == b"new"
    assert reading.site.asked == 2


def test_page_is_kept_under_the_version_from_before_it_was_made(reading):
    def change() -> None:
        reading.version.number = 2

    reading.site.meanwhile = change
    reading.ask()
    reading.ask()

    assert reading.site.asked == 2


def test_daily_page_is_made_again_on_the_next_day(reading):
    reading.site.headers["X-Daily"] = "1"
    reading.ask()
    reading.ask()
    reading.calendar.day = date(2026, 11, 24)
    reading.ask()
    reading.ask()

    assert reading.site.asked == 2


def test_other_pages_live_longer_than_a_day(reading):
    reading.ask()
    reading.calendar.day = date(2026, 11, 24)
    reading.ask()

    assert reading.site.asked == 1


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/fi/"},
        {"path": "/en/?with=pl"},
        {"HTTP_HOST": "127.0.0.1"},
        {"HTTP_HOST": "localhost:8000"},
        {"wsgi.url_scheme": "https"},
    ],
)
def test_each_address_has_its_own_page(reading, other):
    reading.site.headers["X-Page"] = "with"
    reading.ask()
    reading.site.content = b"other"

    assert reading.ask(**other).body == b"other"
    assert reading.ask(**other).body == b"other"
    assert reading.ask().body == TEXT
    assert reading.site.asked == 2


@pytest.mark.parametrize(
    "path",
    [
        "/en/?utm_source=mail",
        "/en/?with=pl&with",
        "/en/?=pl",
        f"/en/?with={'a' * MAX_QUERY_LENGTH}",
    ],
)
def test_query_that_the_page_does_not_declare_is_answered_but_not_kept(reading, path):
    reading.site.headers["X-Page"] = "with"

    assert reading.ask(path).body == TEXT
    assert reading.ask(path).body == TEXT
    assert reading.site.asked == 2


@pytest.mark.parametrize(
    "change",
    [
        {"X-Page": None},
        {"Set-Cookie": "a=b"},
        {"Vary": "Cookie"},
        {"Cache-Control": "no-store"},
        {"Cache-Control": "private"},
        {"Content-Encoding": "gzip"},
    ],
)
def test_answer_that_is_for_one_reader_is_not_kept(reading, change):
    headers = reading.site.headers | change
    reading.site.headers = {name: value for name, value in headers.items() if value is not None}

    reading.ask()
    reply = reading.ask()

    assert (reply.status, reply.body) == ("200 OK", TEXT)
    assert reading.site.asked == 2


@pytest.mark.parametrize(
    "status", ["302 Found", "400 Bad Request", "404 Not Found", "500 Internal Server Error"]
)
def test_only_pages_that_are_there_are_kept(reading, status):
    reading.site.status = status

    assert reading.ask().status == status
    assert reading.ask().status == status
    assert reading.site.asked == 2


def test_host_that_is_not_ours_is_left_to_django_each_time(reading):
    reading.ask(HTTP_HOST="evil.example")
    reading.ask(HTTP_HOST="evil.example")

    assert reading.site.asked == 2


@pytest.mark.parametrize(
    "request_of_somebody",
    [
        {"method": "POST"},
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "theme=dark; sessionid=abc"},
        {"HTTP_AUTHORIZATION": "Bearer abc"},
        {"path": "/static/site.css"},
    ],
)
def test_requests_of_somebody_go_past_the_kept_page_and_leave_none(reading, request_of_somebody):
    path = request_of_somebody.pop("path", "/en/")
    reading.ask(path, **request_of_somebody)
    reading.ask(path)
    reading.site.content = b"of somebody"

    assert reading.ask(path, **request_of_somebody).body == b"of somebody"
    assert reading.site.asked == 3


def test_other_cookies_make_no_difference(reading):
    reading.ask()
    reading.ask(HTTP_COOKIE="theme=dark")

    assert reading.site.asked == 1


def test_the_least_recently_used_pages_go_when_memory_is_full():
    reading = CachedSite(max_bytes=3 * 6_000)
    for path in ("/1", "/2", "/3", "/1", "/4"):
        reading.ask(path)
    assert reading.site.asked == 4

    reading.ask("/1")
    assert reading.site.asked == 4
    reading.ask("/2")
    assert reading.site.asked == 5


def test_page_is_made_by_one_thread_while_others_wait():
    reading = CachedSite(wait_seconds=30)
    started, goes_on = Event(), Event()
    reading.site.meanwhile = lambda: started.set() or goes_on.wait(30)
    replies = []
    threads = [Thread(target=lambda: replies.append(reading.ask()), daemon=True) for _ in range(4)]
    threads[0].start()
    started.wait(30)
    for thread in threads[1:]:
        thread.start()
    threads[-1].join(timeout=0.1)
    goes_on.set()
    for thread in threads:
        thread.join(timeout=30)

    assert [reply.body for reply in replies] == [TEXT] * 4
    assert reading.site.asked == 1


def test_lost_database_leaves_cached_pages_readable_and_marked(reading):
    etag = reading.ask().headers["ETag"]
    reading.version.number = None

    reply = reading.ask(HTTP_IF_NONE_MATCH=etag, HTTP_ACCEPT_ENCODING="gzip")

    assert (reply.status, gzip.decompress(reply.body)) == ("200 OK", TEXT)
    assert reply.headers["X-Stale"] == "1"
    assert reply.headers["Cache-Control"] == "no-store"
    assert "ETag" not in reply.headers
    assert reading.site.asked == 1


def test_page_is_no_longer_marked_when_the_database_is_back(reading):
    page = reading.ask()
    reading.version.number = None
    reading.ask()
    reading.version.number = 1

    assert reading.ask() == page


def test_page_that_can_no_longer_be_made_is_shown_as_it_was(reading):
    reading.ask()
    reading.version.number = 2
    reading.site.status = "503 Service Unavailable"

    reply = reading.ask()

    assert (reply.status, reply.body) == ("200 OK", TEXT)
    assert reply.headers["X-Stale"] == "1"
    assert reading.site.closed == 2
    reading.site.status, reading.site.content = "200 OK", b"new"
    assert reading.ask().body == b"new"


def test_page_that_is_gone_is_not_shown_as_it_was(reading):
    reading.ask()
    reading.version.number = 2
    reading.site.status = "404 Not Found"

    assert reading.ask().status == "404 Not Found"
    reading.version.number = None
    assert reading.ask().status == "404 Not Found"


def test_page_made_while_the_database_is_lost_is_not_kept(reading):
    reading.version.number = None

    assert reading.ask().body == TEXT
    assert reading.ask().body == TEXT
    assert reading.site.asked == 2


def test_version_that_is_lost_just_before_the_page_is_made_leaves_the_old_page(reading):
    reading.ask()
    reading.version.number = 2
    reading.version.reading_at_version = lambda: nullcontext(None)

    reply = reading.ask()

    assert (reply.body, reply.headers["X-Stale"]) == (TEXT, "1")
    assert reading.site.asked == 1


def test_nothing_is_made_while_the_database_is_silent():
    reading = CachedSite(unbounded=("/static/",))
    reading.ask()
    reading.version.number = 2
    reading.version.silent = inf

    kept, other = reading.ask(), reading.ask("/en/roles/")
    session, file = reading.ask(**SESSION), reading.ask("/static/site.css")

    assert (kept.body, kept.headers["X-Stale"]) == (TEXT, "1")
    assert other.body == session.body == file.body == TEXT
    assert reading.site.refused == [False, True, True, False]


def test_few_threads_work_for_people_with_a_session():
    reading = CachedSite(wait_seconds=0.01, max_bypassing=1, unbounded=("/static/",))

    def ask_again():
        reading.site.meanwhile = lambda: None
        reading.ask(**SESSION)
        reading.ask("/static/site.css")

    reading.site.meanwhile = ask_again
    reading.ask(**SESSION)
    reading.ask(**SESSION)

    assert reading.site.refused == [False, True, False, False]


def test_few_pages_are_made_at_once():
    reading = CachedSite(wait_seconds=0.01, max_concurrent=1)

    def ask_again():
        reading.site.meanwhile = lambda: None
        reading.ask("/en/roles/")
        reading.ask(**SESSION)

    reading.site.meanwhile = ask_again
    reading.ask()
    reading.ask("/en/roles/")

    assert reading.site.refused == [False, True, False, False]


def test_views_are_counted_whether_or_not_the_page_was_cached(reading):
    reading.site.headers["X-Viewed"] = "12"

    etag = reading.ask().headers["ETag"]
    reading.ask()
    reading.ask(HTTP_IF_NONE_MATCH=etag)
    reading.ask("/en/?utm_source=mail")

    assert reading.views == ["12", "12", "12", "12"]


@pytest.mark.parametrize(
    "request_that_is_no_view",
    [
        {"method": "HEAD"},
        {"HTTP_SEC_PURPOSE": "prefetch"},
        {"HTTP_USER_AGENT": "Googlebot/2.1"},
        {"HTTP_COOKIE": "sessionid=abc"},
    ],
)
def test_other_requests_are_no_views(reading, request_that_is_no_view):
    reading.site.headers["X-Viewed"] = "12"
    reading.ask(**request_that_is_no_view)
    reading.ask(**request_that_is_no_view)

    assert reading.views == []


def test_error_with_a_viewed_key_is_no_view(reading):
    reading.site.headers["X-Viewed"] = "12"
    reading.site.status = "404 Not Found"
    reading.ask()

    assert reading.views == []


def test_pages_without_a_viewed_key_are_no_views(reading):
    reading.ask()

    assert reading.views == []


def test_page_is_sent_even_if_its_view_cannot_be_counted(caplog):
    def fail(key):
        raise RuntimeError("no room")

    reading = CachedSite(on_view=fail)
    reading.site.headers["X-Viewed"] = "12"

    assert reading.ask().body == TEXT
    assert [record.message for record in caplog.records] == ["A view of 12 was not counted"]


def test_failure_of_the_application_is_passed_on_and_the_next_request_is_not_held_up(reading):
    reading.site.meanwhile = lambda: 1 / 0
    with pytest.raises(ZeroDivisionError):
        reading.ask()
    reading.site.meanwhile = lambda: None

    assert reading.ask().body == TEXT


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("kept", [{"X-Page": ""}, {}])
def test_answers_keep_to_the_rules_of_wsgi(reading, method, kept):
    reading.site.headers = {"Content-Type": "text/plain"} | kept
    app = validator(reading.cache)

    etag = ask(app, method=method).headers.get("ETag", '"none"')

    assert ask(app, method=method).status == "200 OK"
    unchanged = ask(app, method=method, HTTP_IF_NONE_MATCH=etag)
    assert unchanged.status == ("304 Not Modified" if kept else "200 OK")


# --- Pages that outlive a change ---------------------------------------------------------------


@pytest.fixture
def outliving(reading):
    """A site whose page says what it was made of, after a change of the content."""
    reading.site.headers["X-Made-Of"] = "roles.role:12 skills.skill:5 thanks(en)=0a1b"
    reading.version.texts = {"thanks(en)": "0a1b"}
    reading.ask()
    reading.version.number = 2
    reading.site.content = b"new"
    return reading


def test_page_outlives_a_change_of_what_it_was_not_made_of(outliving):
    outliving.version.written = {("roles.role", 11), ("skills.skill", 12)}

    assert outliving.ask().body == TEXT
    assert outliving.ask().body == TEXT
    assert outliving.site.asked == 1


@pytest.mark.parametrize("written", [{("roles.role", 12)}, {("skills.skill", 5)}, {None}, None])
def test_page_is_made_again_after_a_change_of_what_it_was_made_of(outliving, written):
    outliving.version.written = written

    assert outliving.ask().body == b"new"


def test_page_is_made_again_when_a_text_of_all_content_has_changed(outliving):
    outliving.version.texts = {"thanks(en)": "ffff"}

    assert outliving.ask().body == b"new"


def test_page_that_outlived_one_change_is_compared_with_the_next_only(outliving, monkeypatch):
    outliving.ask()
    outliving.version.number = 3
    asked = []
    changes_since = outliving.version.changes_since
    monkeypatch.setattr(
        outliving.version, "changes_since", lambda n: asked.append(n) or changes_since(n)
    )

    assert outliving.ask().body == TEXT
    assert outliving.ask().body == TEXT
    assert asked == [2]


def test_page_does_not_outlive_a_change_that_came_while_it_was_compared(outliving, monkeypatch):
    monkeypatch.setattr(outliving.version, "changes_since", lambda number: ContentChanges(3, []))

    assert outliving.ask().body == b"new"


def test_daily_page_outlives_no_day(reading):
    reading.site.headers |= {"X-Made-Of": "roles.role:12", "X-Daily": "1"}
    reading.ask()
    reading.version.number = 2
    reading.calendar.day = date(2026, 11, 24)
    reading.site.content = b"new"

    assert reading.ask().body == b"new"


def test_warm_page_is_compared_with_nothing(reading, monkeypatch):
    """Which would cost every reader."""
    reading.site.headers |= {"X-Made-Of": "roles.role:12", "X-Subjects": "roles.role:12"}
    reading.ask()
    monkeypatch.delattr(FakeVersion, "changes_since")
    monkeypatch.delattr(FakeVersion, "seconds_since")

    assert reading.ask().body == TEXT
