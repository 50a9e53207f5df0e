import asyncio
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from drills.outage import Answer, Outage, ask, report, unkept


def outage(**changes):
    """An outage in which all is well, but for one kept page or page to be made."""
    answers = [
        *(Answer(True, 10 + second, 0.01, 200) for second in range(30)),
        *(Answer(False, 10 + second, 10, 503, True) for second in range(30)),
        Answer(False, 41, 0.1, 503, True),
        Answer(False, 43, 0.1, 200),
    ]
    one = {"is_kept": True, "start": 20, "seconds": 0.01, "status": 200} | changes
    return Outage([*answers, Answer(**one)], lost_at=10, back_at=40)


def test_outage_in_which_all_is_well_has_no_faults():
    done = outage()

    assert done.faults() == []
    assert report(done) == [
        "kept pages: 31, 31 × 200; p99 10 ms, slowest 10 ms",
        "pages to be made: 30, 30 × 503; slowest 10.0 s",
        "all well 1.0 s afterwards",
    ]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"status": 503}, "kept pages failed"),
        ({"seconds": 0.5}, "kept pages were slow"),
        ({"is_kept": False, "status": 500}, "were not refused with a 503"),
        ({"is_kept": False, "status": 0}, "were not refused with a 503"),
        ({"is_kept": False, "status": 503}, "had no Retry-After"),
        ({"is_kept": False, "seconds": 13, "start": 9}, "were refused late"),
        ({"is_kept": False, "status": 503, "start": 42.5}, "long until all was well"),
    ],
)
def test_fault_is_named(changes, fault):
    [found] = outage(**changes).faults()

    assert fault in found


class Refusing(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(503)
        self.send_header("Retry-After", "10")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"no")

    def log_message(self, *arguments):
        pass


def in_a_thread(asking):
    """Runs a coroutine where no loop runs: browser tests leave one in the thread of all tests."""
    thread = Thread(target=asyncio.run, args=[asking])
    thread.start()
    thread.join()


def test_answer_of_a_site_is_noted_and_that_of_none_too():
    answers = []
    with HTTPServer(("127.0.0.1", 0), Refusing) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        in_a_thread(ask(server.server_port, "/", False, answers))
        thread.join()
    in_a_thread(ask(server.server_port, "/", True, answers))

    refused, none = answers
    assert (refused.status, refused.has_retry_after, refused.is_kept) == (503, True, False)
    assert (none.status, none.has_retry_after) == (0, False)


def test_no_page_is_asked_for_twice():
    pages = unkept()

    assert len({next(pages) for _ in range(100)}) == 100
