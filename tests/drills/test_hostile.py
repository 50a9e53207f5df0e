from io import BytesIO
from itertools import islice
from urllib.parse import unquote_to_bytes

import pytest
from django.core.handlers.wsgi import WSGIHandler

from config.serving import page_cache
from downloads.bulk.keeping import make_archive
from drills.drill import Found
from drills.hostile import ParsedAnswer, confusion_faults, faults, parse, read_log
from drills.hostile_requests import HOST, HostileRequest, hostile_requests
from tests.pagecache.site import ask
from tests.support.servers import site_without_pages

REQUESTS = 2_000
READ = HostileRequest("GET", "/en/roles/")
OURS = {
    "content-type": "text/html",
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
}


def answered(app, request: HostileRequest) -> ParsedAnswer:
    """What the application answers, as the server would hand the request over."""
    headers = {"HTTP_HOST": HOST}
    for name, value in request.headers:
        key = name.upper().replace("-", "_")
        headers[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    path = unquote_to_bytes(request.path).decode("latin-1")
    body = {"CONTENT_LENGTH": str(len(request.body)), "wsgi.input": BytesIO(request.body)}
    query = {"QUERY_STRING": request.query}
    reply = ask(app, "/", request.method, **headers, **body, **query, PATH_INFO=path)
    names = {name.lower(): value for name, value in reply.headers.items()}
    return ParsedAnswer(int(reply.status[:3]), names, reply.body.decode("utf-8", "replace"))


@pytest.mark.usefixtures("content", "open_connections")
def test_two_thousand_hostile_requests_do_no_harm(settings, tmp_path):
    """Part of the drill, without a server. Takes some seconds."""
    settings.ALLOWED_HOSTS, settings.MCP, settings.DOWNLOADS_DIR = [HOST], True, tmp_path
    make_archive()
    app = page_cache(WSGIHandler())

    found = [
        fault
        for request in islice(hostile_requests(), REQUESTS)
        for fault in faults(request, answered(app, request))
    ]

    assert found == []


def answer(status=200, body="", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return ParsedAnswer(status, OURS | named, body)


@pytest.mark.parametrize(
    "harmless",
    [
        answer(),
        answer(404, body="<p>&lt;xss-1&gt; &quot; xss1=1 href=javascript:xss"),
        answer(body='<input type=text value="&lt;a href=javascript:xss1()&gt;">'),
        answer(302, location="/fi/?q=%3Cxss"),
        answer(301, location="https://localhost:8000/fi/"),
        answer(body='{"q": "<xss-1>"}', content_type="application/json"),
        ParsedAnswer(400, {"content-type": "text/html"}, "Bad Request"),
        ParsedAnswer(304, {"cache-control": "public"}, ""),
    ],
)
def test_harmless_answer_has_no_faults(harmless):
    assert faults(READ, harmless) == []


@pytest.mark.parametrize(
    ("harmful", "what"),
    [
        (answer(500), "a failure"),
        (answer(503), "a failure"),
        (answer(body="Traceback (most recent call last):"), "a leak"),
        (answer(body="OperationalError at /fi/"), "a leak"),
        (answer(x_database="sqlite3.OperationalError"), "a leak"),
        (answer(body="<p><xss-10001>"), "something that runs"),
        (answer(body='<input value="" xss10001=1 x="">'), "something that runs"),
        (answer(body='<a href="javascript:xss1()">'), "something that runs"),
        (answer(body='<a title="a > b" href=javascript:xss1()>'), "something that runs"),
        (answer(x_injected="1"), "a header of the request's"),
        (answer(set_cookie="a=b"), "a cookie for nothing"),
        (answer(access_control_allow_origin="*"), "leave for others"),
        (answer(302, location="//evil.example/"), "a way elsewhere"),
        (answer(302, location="https://evil.example/"), "a way elsewhere"),
        (answer(x_content_type_options=""), "an answer without our headers"),
        (ParsedAnswer(304, {}, ""), "nothing about keeping it"),
    ],
)
def test_fault_of_an_answer_is_named_with_its_request(harmful, what):
    [fault] = faults(READ, harmful)

    assert fault.startswith(f"{what}: b'GET /en/roles/ HTTP/1.1")


@pytest.mark.parametrize(
    "request_", [HostileRequest("GET", "/admin/"), HostileRequest("GET", "/", (("Cookie", "a=b"),))]
)
def test_cookie_of_admin_or_in_place_of_another_is_harmless(request_):
    assert faults(request_, answer(set_cookie="a=b")) == []


def test_answer_is_parsed():
    assert parse(b"HTTP/1.1 404 Not Found\r\nX-Page: a: b\r\n\r\nbody\r\n\r\n") == (
        *(404, {"x-page": "a: b"}, "body\r\n\r\n"),
    )
    assert parse(b"").status == parse(b"\x15\x03").status == 0


def test_request_that_is_taken_for_two_is_a_fault_and_a_refusal_is_none():
    twice = b"GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n"
    with site_without_pages() as (port, _):
        assert confusion_faults(port, b"GET /a HTTP/1.0\r\n\r\n" + twice) == []
        assert confusion_faults(port, b"GET /lost HTTP/1.0\r\n\r\n")[0].startswith("a failure: ")


def test_errors_and_addresses_in_the_log_are_faults(tmp_path):
    log, found = tmp_path / "log", Found()
    log.write_text(
        'Listening at: http://127.0.0.1:80\n{"levelname": "INFO"}\n{"levelname": "ERROR"}\n'
        "GET / from 127.0.0.1\n"
    )
    read_log(log, found)

    assert found.faults == [
        'an error in the log: {"levelname": "ERROR"}',
        "an address in the log: GET / from 127.0.0.1",
    ]
