import pytest

from core.wsgi import WsgiResponse
from pagecache.response import declared_parameters, for_reader, viewed_key


def response(status: str = "200 OK", **headers: str) -> WsgiResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return WsgiResponse(status, list(named.items()), [])


def test_parameters_of_a_page_are_those_it_declares():
    assert declared_parameters(response(X_Page="family,sort")) == ["family", "sort"]


@pytest.mark.parametrize(
    "uncacheable",
    [
        response(Content_Type="text/html"),
        response("404 Not Found", X_Page=""),
        response("302 Found", X_Page=""),
        response(X_Page="", Set_Cookie="a=b"),
        response(X_Page="", Content_Encoding="gzip"),
        response(X_Page="", Vary="Cookie"),
        response(X_Page="", Vary="Accept-Encoding, Cookie"),
        response(X_Page="", Cache_Control="no-store"),
        response(X_Page="", Cache_Control="max-age=0, private"),
    ],
    ids=lambda uncacheable: f"{uncacheable.status} {uncacheable.headers}",
)
def test_response_for_one_reader_or_one_moment_has_no_parameters(uncacheable):
    assert declared_parameters(uncacheable) is None


def test_response_that_varies_on_encoding_alone_may_be_cached():
    assert declared_parameters(response(X_Page="", Vary="Accept-Encoding")) == []


def test_viewed_key_stands_in_a_header():
    assert viewed_key([("Content-Type", "text/html"), ("X-Viewed", "12")]) == "12"
    assert viewed_key([("Content-Type", "text/html")]) is None


def test_internal_headers_are_removed():
    headers = response(X_Page="", x_viewed="12", X_Daily="1", Content_Type="text/html").headers

    assert for_reader(headers, has_session=False) == [
        ("Content-Type", "text/html"),
        ("Cache-Control", "no-cache"),
    ]


@pytest.mark.parametrize(
    ("headers", "has_session", "control"),
    [
        ({}, False, "no-cache"),
        ({}, True, "private, no-store"),
        ({"Set_Cookie": "csrftoken=1"}, False, "private, no-store"),
        ({"Cache_Control": "max-age=0, no-cache, no-store, private"}, False, "private, no-store"),
        ({"Cache_Control": "no-cache"}, False, "no-cache"),
        ({"Cache_Control": "no-cache"}, True, "private, no-store"),
        ({"Cache_Control": "public, max-age=60"}, True, "public, max-age=60"),
    ],
)
def test_nobody_keeps_what_was_made_for_one_person_and_all_else_is_asked_for_anew(
    headers, has_session, control
):
    sent = for_reader(response(**headers).headers, has_session)

    assert [value for name, value in sent if name == "Cache-Control"] == [control]
