import gzip
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagecache.cached_page import CachedPage, PageStore, best_encoding, matches
from pagecache.request import Address
from tests.pagecache.site import TEXT

TODAY = date(2026, 11, 23)
HTML = ("Content-Type", "text/html; charset=utf-8")


def cached_page(*headers: tuple[str, str], content: bytes = TEXT, encoding: str = "br", version=1):
    return CachedPage.of(content, [HTML, *headers], encoding, version, TODAY)


def at(path: str) -> Address:
    return Address("https", "rolebook.example", path, "")


def test_page_is_compressed_in_the_encoding_asked_for():
    page = cached_page()

    assert list(page.bodies) == ["br"]
    assert brotli.decompress(page.bodies["br"].content) == TEXT


def test_page_is_made_in_further_encodings_from_the_one_it_has():
    page = cached_page().with_encoding("gzip").with_encoding("")

    assert list(page.bodies) == ["br", "gzip", ""]
    assert gzip.decompress(page.bodies["gzip"].content) == TEXT
    assert page.bodies[""].content == TEXT
    assert len({body.etag for body in page.bodies.values()}) == 3


def test_page_takes_more_memory_with_what_it_was_made_of():
    many = ",".join(map(str, range(300)))
    page = cached_page(("X-Made-Of", f"skills.skill:{many}"))

    assert page.size - cached_page().size == page.made_of.size > 1_200
    assert page.bodies == cached_page().bodies


def test_page_is_what_it_was_at_a_later_version():
    page = cached_page(("X-Made-Of", "roles.role:12"))

    assert page.at_version(5).is_current(5, lambda: TODAY)
    assert page.at_version(5).at_version(1) == page


def test_etag_follows_from_the_content_and_what_is_said_of_it():
    etag = cached_page().bodies["br"].etag

    assert etag == cached_page(version=2).bodies["br"].etag
    assert etag != cached_page(content=TEXT + b".").bodies["br"].etag
    assert etag != cached_page(("Content-Security-Policy", "default-src")).bodies["br"].etag


def test_page_is_sent_with_its_own_headers_and_those_of_a_kept_page():
    body = cached_page(("Content-Language", "fi"), ("Content-Length", "9"), ("ETag", '"x"')).bodies[
        "br"
    ]

    assert dict(body.headers) == {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Language": "fi",
        "Content-Encoding": "br",
        "Content-Length": str(len(body.content)),
        "Cache-Control": "public, max-age=0, must-revalidate",
        "Vary": "Accept-Encoding",
        "ETag": body.etag,
    }
    assert len(body.headers) == 7


def test_reader_who_has_a_page_is_told_again_only_how_to_keep_it():
    body = cached_page(("X-Frame-Options", "DENY")).bodies["br"]

    assert dict(body.headers_304) == {
        "Cache-Control": "public, max-age=0, must-revalidate",
        "Vary": "Accept-Encoding",
        "ETag": body.etag,
    }


def test_stale_page_can_neither_be_kept_nor_compared():
    headers = dict(cached_page().bodies["br"].stale_headers)

    assert headers["X-Stale"] == "1"
    assert headers["Cache-Control"] == "no-store"
    assert "ETag" not in headers


def test_page_keeps_the_caching_that_its_view_chose():
    headers = dict(cached_page(("Cache-Control", "public, max-age=3600")).bodies["br"].headers)

    assert headers["Cache-Control"] == "public, max-age=3600"


def test_internal_headers_are_not_sent():
    page = cached_page(("X-Page", "with"), ("X-Viewed", "12"), ("X-Daily", "1"))

    assert page.viewed_key == "12"
    assert not {"X-Page", "X-Viewed", "X-Daily"} & dict(page.bodies["br"].headers).keys()


def test_page_is_current_at_its_version():
    page = cached_page(version=7)

    assert page.is_current(7, lambda: TODAY)
    assert page.is_current(7, lambda: date(2026, 11, 24))
    assert not page.is_current(6, lambda: TODAY)
    assert not page.is_current(8, lambda: TODAY)


def test_daily_page_is_current_for_its_day():
    page = cached_page(("X-Daily", "1"), version=7)

    assert page.is_current(7, lambda: TODAY)
    assert not page.is_current(7, lambda: date(2026, 11, 24))


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.5, gzip;q=1.0", "gzip"),
        ("br ; q=0.8 , gzip;q=0.2", "br"),
        ("identity", ""),
        ("*", "br"),
        ("br;q=0, *", "gzip"),
        ("*;q=0", ""),
        ("zstd", ""),
        ("br;q=often", ""),
        ("br;q=nan", ""),
    ],
)
def test_encoding_is_the_smallest_that_the_reader_likes_best(accepted, encoding):
    assert best_encoding(accepted) == encoding


@given(st.text(max_size=40))
def test_any_accept_encoding_has_an_encoding(accepted):
    assert best_encoding(accepted) in {"br", "gzip", ""}


@pytest.mark.parametrize(
    ("condition", "is_match"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ("*", True),
        ('"b", "a"', True),
        ('W/"b" ,W/"a"', True),
        ('"b"', False),
        ("a", False),
        ('"A"', False),
        ('w/"a"', False),
        ('"a', False),
        ("", False),
        (",,,", False),
    ],
)
def test_condition_names_the_etag(condition, is_match):
    assert matches(condition, '"a"') is is_match


TAGS = st.text("abc!#~", max_size=3).map(lambda tag: f'"{tag}"')


@given(tags=st.lists(TAGS, max_size=5), etag=TAGS, weak=st.booleans())
def test_a_list_matches_just_if_it_names_the_etag(tags, etag, weak):
    condition = " , ".join(f"W/{tag}" if weak else tag for tag in tags)

    assert matches(condition, etag) is (etag in tags)


@given(st.text(max_size=60).filter(lambda text: text.strip() != "*" and '"absent"' not in text))
def test_no_other_text_matches(condition):
    assert not matches(condition, '"absent"')


def test_store_has_the_newest_page_of_an_address():
    store = PageStore(1_000_000)
    old, new = cached_page(version=1), cached_page(version=2)

    store.put(at("/en/"), old)
    store.put(at("/en/"), new)

    assert store.get(at("/en/")) is new
    assert store.get(at("/fi/")) is None


def test_store_forgets_a_page_that_is_gone():
    store = PageStore(1_000_000)
    store.put(at("/en/"), cached_page())

    store.drop(at("/en/"))
    store.drop(at("/fi/"))

    assert store.get(at("/en/")) is None


def test_store_puts_out_what_was_not_used_for_longest():
    page = cached_page()
    store = PageStore(2 * page.size)

    store.put(at("/1"), page)
    store.put(at("/2"), page)
    store.get(at("/1"))
    store.put(at("/3"), page)

    assert [path for path in ("/1", "/2", "/3") if store.get(at(path))] == ["/1", "/3"]


def test_store_has_room_again_for_what_was_replaced():
    page = cached_page()
    store = PageStore(2 * page.size)

    for _ in range(5):
        store.put(at("/1"), page)
    store.put(at("/2"), page)

    assert store.get(at("/1")) is page
    assert store.get(at("/2")) is page


def test_page_beyond_the_bound_is_not_kept_and_moves_no_other():
    small, large = cached_page(content=b"a"), cached_page(content=TEXT, encoding="")
    store = PageStore(large.size - 1)

    store.put(at("/small"), small)
    store.put(at("/large"), large)

    assert store.get(at("/small")) is small
    assert store.get(at("/large")) is None


def test_store_stays_whole_under_many_threads():
    page = cached_page()
    store = PageStore(3 * page.size)
    paths = [at(f"/{number}") for number in range(6)]

    def use(turn: int) -> None:
        for number in range(3_000):
            path = paths[(number * turn) % len(paths)]
            assert store.get(path) in (page, None)
            store.put(path, page)
            if number % 7 == turn:
                store.drop(path)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(use, (1, 2, 3, 5)))

    for path in paths:
        store.drop(path)
    for path in paths[:3]:
        store.put(path, page)
    assert all(store.get(path) is page for path in paths[:3])


def test_size_counts_every_body():
    page = cached_page()

    assert page.with_encoding("").size > page.size + len(TEXT)
