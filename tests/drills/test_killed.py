import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from drills import killed, readers
from drills.killed import read_while, statuses_in_flight, workers
from tests.support.servers import site_without_pages

ENDED = []
SERVER = SimpleNamespace(pid=7, terminate=lambda: ENDED.append(True))


class AnsweringSite:
    """A site in the place of one whose processes are killed."""

    @contextmanager
    def running(self):
        with site_without_pages() as (port, _):
            yield port, SERVER


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(killed, "PAUSE", 0.05)
    monkeypatch.setattr(readers, "RATE", 400)
    ENDED.clear()


def test_processes_of_a_server_are_its_children():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert child.pid in workers(os.getpid())
    child.communicate(b"\n")
    assert child.pid not in workers(os.getpid())


def test_processes_are_sent_a_signal_in_turn(monkeypatch):
    sent = []
    monkeypatch.setattr(os, "kill", lambda pid, number: sent.append((pid, number)))
    monkeypatch.setattr(killed, "workers", lambda server: [server + 1, server + 2])

    asked = read_while(AnsweringSite(), signal.SIGKILL, 3)

    assert sent == [(8, signal.SIGKILL), (9, signal.SIGKILL), (8, signal.SIGKILL)]
    assert asked.seconds[False]
    assert not asked.seconds[True]


def test_what_is_in_flight_is_counted_by_its_status():
    assert statuses_in_flight(AnsweringSite()) == [404] * killed.IN_FLIGHT
    assert ENDED == [True]
