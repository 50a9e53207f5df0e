import pytest

from pagecache.response import WsgiResponse, role_viewed
from tests.pagecache.site import TEXT, Site, environ_for


def answer(status: str = "200 OK", **headers: str) -> WsgiResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return WsgiResponse(status, list(named.items()), [])


def test_parameters_of_a_page_are_those_it_declares():
    assert answer(X_Page="family,sort").parameters == ["family", "sort"]


@pytest.mark.parametrize(
    "unfit",
    [
        answer(Content_Type="text/html"),
        answer("404 Not Found", X_Page=""),
        answer("302 Found", X_Page=""),
        answer(X_Page="", Set_Cookie="a=b"),
        answer(X_Page="", Content_Encoding="gzip"),
        answer(X_Page="", Vary="Cookie"),
        answer(X_Page="", Vary="Accept-Encoding, Cookie"),
        answer(X_Page="", Cache_Control="no-store"),
        answer(X_Page="", Cache_Control="max-age=0, private"),
    ],
    ids=lambda unfit: f"{unfit.status} {unfit.headers}",
)
def test_answer_for_one_reader_or_one_moment_has_no_parameters(unfit):
    assert unfit.parameters is None


def test_answer_that_varies_on_encoding_alone_may_be_kept():
    assert answer(X_Page="", Vary="Accept-Encoding").parameters == []


def test_answer_is_what_the_application_says():
    site = Site()

    found = WsgiResponse.of(site, environ_for())

    assert (found.status, found.is_ok, found.has_failed) == ("200 OK", True, False)
    assert found.content() == TEXT
    assert site.closed == 1


def test_answer_whose_body_breaks_is_closed_all_the_same():
    site = Site()
    site.content = None
    found = WsgiResponse("200 OK", [], site)

    with pytest.raises(TypeError):
        found.content()
    assert site.closed == 1


def test_role_that_was_read_stands_in_a_header():
    assert role_viewed([("Content-Type", "text/html"), ("X-Viewed", "12")]) == 12
    assert role_viewed([("Content-Type", "text/html")]) is None
