from itertools import islice

from drills.hostile_requests import (
    CONFUSIONS,
    HEADERS,
    METHODS,
    PATHS,
    HostileRequest,
    confusing_requests,
    hostile_requests,
)


def test_requests_are_the_same_in_each_run_and_none_is_like_another():
    first, again = (list(islice(hostile_requests(), 500)) for _ in range(2))

    assert first == again
    assert len({bytes(request) for request in first}) > 480


def test_all_paths_methods_headers_and_confusions_come_to_be_sent():
    some = list(islice(hostile_requests(), 5_000))

    assert {request.method for request in some} == {*METHODS}
    assert {name for name, _ in HEADERS} - {"X-{}"} <= {
        name for request in some for name, _ in request.headers
    }
    targets = {request.target for request in some}
    assert [path for path in PATHS if not any(one.startswith(path) for one in targets)] == []
    assert len({message[:40] for message in islice(confusing_requests(), 2_000)}) >= len(
        {message[:40] for message in CONFUSIONS}
    )


def test_request_is_sent_whole():
    request = HostileRequest("POST", "/fi/?q=x", (("X-Page", "ä"),), b"login=x")

    assert (request.path, request.query) == ("/fi/", "q=x")
    assert bytes(request).decode() == (
        "POST /fi/?q=x HTTP/1.1\r\nHost: localhost\r\nX-Page: ä\r\nContent-Length: 7\r\n"
        "Connection: close\r\n\r\nlogin=x"
    )


def test_host_of_a_request_takes_the_place_of_ours():
    request = HostileRequest("GET", "/", (("Host", "evil.example"),))

    assert bytes(request).count(b"Host: ") == 1
