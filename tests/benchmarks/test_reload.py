import os
import signal

import pytest

from benchmarks import reload
from benchmarks.reload import Readers, measure, report
from tests.support.servers import site_without_pages


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(reload, "PAUSE", 0.1)
    monkeypatch.setattr(reload, "RATE", 400)
    monkeypatch.setattr(reload, "READERS", 4)


def test_server_is_reloaded_while_readers_keep_connections_or_open_new_ones(monkeypatch):
    killed = []
    monkeypatch.setattr(os, "kill", lambda pid, number: killed.append((pid, number)))

    with site_without_pages() as (port, _):
        readers = measure(port, 7, reloads=2)

    assert killed == [(7, signal.SIGHUP)] * 2
    assert all(len(seconds) > 10 for seconds in readers.seconds.values())
    assert readers.failures[0].endswith(": 404")


def test_refused_connections_are_failures(capsys):
    readers = Readers(port=1, seconds={True: [0.1], False: [0.2]})
    readers.start()
    readers.stop()

    assert not report(readers)
    assert "ConnectionRefusedError" in capsys.readouterr().out


@pytest.mark.parametrize(("slowest", "is_unnoticed"), [(1.0, True), (1.1, False)])
def test_slow_page_is_noticed(slowest, is_unnoticed):
    assert report(Readers(1, seconds={True: [0.1], False: [slowest]})) == is_unnoticed
