import pytest

from benchmarks import load
from benchmarks.load import Work, is_complete, request, sitemap_paths, work_for_one


def test_request_is_that_of_a_browser():
    lines = request(8000, "/en/", If_None_Match='"a"').decode().split("\r\n")

    assert lines[:2] == ["GET /en/ HTTP/1.1", "Host: 127.0.0.1:8000"]
    assert lines[-3:] == ['If-None-Match: "a"', "", ""]


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n", False),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na", False),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab", True),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n", False),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", True),
        (b'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n\r\n', True),
    ],
)
def test_response_is_complete_by_its_length_or_its_last_chunk(response, expected):
    assert is_complete(response) == expected


def test_paths_are_those_of_every_sitemap(monkeypatch):
    files = {
        "/sitemap.xml": ["/sitemap-roles.xml", "/sitemap-skills.xml"],
        "/sitemap-roles.xml": ["/en/roles/a/"],
        "/sitemap-skills.xml": ["/en/skills/b/"],
    }

    def fetch(port, message):
        path = message.decode().split()[1]
        return "".join(f"<loc>https://x.org{name}</loc>" for name in files[path]).encode()

    monkeypatch.setattr(load, "fetch", fetch)

    assert sitemap_paths(8000) == ["/en/roles/a/", "/en/skills/b/"]


def test_work_of_a_server_is_counted_by_the_clock_and_by_its_cpu():
    work = Work(requests=100, seconds=2.0, cpu_seconds=0.5)

    assert (work.per_second, work.per_cpu_second) == (50, 200)


def test_work_for_one_request_is_the_worker_s_own_in_milliseconds(monkeypatch):
    monkeypatch.setattr(load, "worker_pid", lambda port: 7)
    seconds = iter([1.0, 1.025])
    monkeypatch.setattr(load, "cpu_seconds", lambda pid: next(seconds))
    monkeypatch.setattr(load, "fetch", lambda port, message: b"HTTP/1.1 200 OK\r\n\r\n")

    assert work_for_one(8000, b"GET /") == pytest.approx(25)


def test_work_for_one_request_that_is_refused_is_none(monkeypatch):
    monkeypatch.setattr(load, "worker_pid", lambda port: 7)
    monkeypatch.setattr(load, "cpu_seconds", lambda pid: 1.0)
    monkeypatch.setattr(load, "fetch", lambda port, message: b"HTTP/1.1 404 Not Found\r\n\r\n")

    with pytest.raises(SystemExit, match="404 Not Found"):
        work_for_one(8000, b"GET /")
