import urllib.request
from socket import create_connection
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from gunicorn.config import Config
from gunicorn.http.errors import InvalidResponseHeader
from gunicorn.http.wsgi import Response

from config import sending
from config.sending import SiteResponse
from tests.support.servers import served

PAGE = b"<!doctype html>"
HEADERS = [
    ("ETag", '"one"'),
    ("Vary", "Accept-Encoding "),
    ("Connection", "close"),
    ("Content-Length", "15"),
]
OF_304 = [("ETag", '"one"'), ("Cache-Control", "no-cache")]
# Answers with the name of what sends it.
PROGRAM = """
def application(environ, start_response):
    start_response("200 OK", [("Content-Length", "12"), ("ETag", "one")])
    return [type(start_response.__self__).__name__.encode()]
"""


class Socket:
    """Collects what is sent."""

    def __init__(self):
        self.sent = []

    def sendall(self, data):
        self.sent.append(bytes(data))


@pytest.fixture
def one_second(monkeypatch):
    monkeypatch.setattr("time.time", lambda: 1_700_000_000.5)


def sent(kind, headers, *pieces, status="200 OK", method="GET", version=(1, 1), closes=False):
    """What a response of the kind sends, in pieces."""
    request = SimpleNamespace(method=method, version=version, should_close=lambda: closes)
    response = kind(request, Socket(), Config())
    response.start_response(status, headers)
    for piece in pieces:
        response.write(piece)
    response.close()
    assert response.should_close() == closes
    return response.sock.sent


@pytest.mark.parametrize("version", [(1, 0), (1, 1)])
@pytest.mark.parametrize("closes", [False, True])
@pytest.mark.usefixtures("one_second")
def test_page_is_sent_as_gunicorn_sends_it_but_at_once_each_time(version, closes):
    how = {"version": version, "closes": closes}
    by_gunicorn = b"".join(sent(Response, HEADERS, PAGE, **how))

    for _ in range(2):
        assert sent(SiteResponse, HEADERS, PAGE, **how) == [by_gunicorn]


@pytest.mark.usefixtures("one_second")
def test_answer_without_a_body_is_sent_as_gunicorn_sends_it():
    for answer in (
        {"headers": HEADERS, "method": "HEAD"},
        {"headers": OF_304, "status": "304 Not Modified"},
    ):
        by_gunicorn = sent(Response, **answer)

        assert sent(SiteResponse, **answer) == by_gunicorn
        assert sent(SiteResponse, **answer) == by_gunicorn


@pytest.mark.usefixtures("one_second")
def test_page_in_pieces_and_one_that_is_longer_than_it_says_are_sent_as_gunicorn_sends_them():
    for pieces in ((PAGE[:4], PAGE[4:]), (PAGE + b"more",), (b"", PAGE)):
        by_gunicorn = b"".join(sent(Response, HEADERS, *pieces))

        assert b"".join(sent(SiteResponse, HEADERS, *pieces)) == by_gunicorn


@pytest.mark.usefixtures("one_second")
def test_only_headers_of_pages_are_remembered():
    sending._check.cache_clear()
    cookie = [("Set-Cookie", "a=b"), ("Content-Length", "15")]

    assert sent(SiteResponse, cookie, PAGE) == sent(Response, cookie, PAGE)
    assert sending._check.cache_info().currsize == 0


def test_headers_that_would_begin_another_answer_are_refused_each_time():
    headers = [("ETag", '"one"'), ("X-Name", "one\r\nX-Other: two")]
    for _ in range(2):
        with pytest.raises(InvalidResponseHeader):
            sent(SiteResponse, headers, PAGE)


def test_length_of_what_was_sent_is_known_to_the_log():
    request = SimpleNamespace(method="GET", version=(1, 1), should_close=lambda: False)
    response = SiteResponse(request, Socket(), Config())
    response.start_response("200 OK", HEADERS)
    response.write(PAGE)

    assert (response.sent, response.headers_sent) == (15, True)
    assert response.headers == [
        ("ETag", '"one"'),
        ("Vary", "Accept-Encoding"),
        ("Content-Length", "15"),
    ]


def test_date_is_that_of_the_second(monkeypatch):
    dates = []
    for second in (0, 0.9, 1):
        monkeypatch.setattr("time.time", lambda second=second: 1_700_000_000 + second)
        dates += [sent(SiteResponse, HEADERS, PAGE)[0].split(b"\r\n")[2]]

    assert dates == [
        b"Date: Tue, 14 Nov 2023 22:13:20 GMT",
        b"Date: Tue, 14 Nov 2023 22:13:20 GMT",
        b"Date: Tue, 14 Nov 2023 22:13:21 GMT",
    ]


def test_server_answers_so(tmp_path):
    with served(tmp_path, PROGRAM) as (address, _):
        for _ in range(2):
            with urllib.request.urlopen(address) as answer:
                assert answer.read() == b"SiteResponse"
                assert answer.headers["Server"] == "gunicorn"


def test_gunicorn_is_given_the_response_of_its_module(monkeypatch):
    monkeypatch.setattr(sending.wsgi, "Response", Response)
    sending.send_at_once()

    assert sending.wsgi.Response is SiteResponse


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (b"GET /" + b"a" * 9_000 + b" HTTP/1.1", b"414 "),
        (b"GET <b>/x HTTP/9.9", b"400 "),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: <b>x", b"501 "),
    ],
)
def test_what_is_no_request_is_refused_and_not_to_be_kept(tmp_path, request_line, status):
    with served(tmp_path) as (address, _):
        place = urlsplit(address)
        with create_connection((place.hostname, place.port)) as connection:
            connection.sendall(request_line + b"\r\nHost: x\r\n\r\n")
            answer = b"".join(iter(lambda: connection.recv(65_536), b""))

    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 " + status)
    assert b"\r\nCache-Control: no-cache\r\n" in head
    assert b"\r\nContent-Length: %d" % len(body) in head
    assert body.startswith(status)
    assert b"<" not in answer
