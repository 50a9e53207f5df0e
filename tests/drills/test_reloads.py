import os
import signal
from types import SimpleNamespace

import pytest

from drills import readers as asking
from drills import reloads
from drills.readers import Readers
from drills.reloads import measure, report
from tests.support.servers import site_without_pages

RUNNING, ENDED = (SimpleNamespace(poll=lambda status=status: status) for status in (None, 1))


def test_server_is_reloaded_while_readers_read(monkeypatch):
    monkeypatch.setattr(reloads, "PAUSE", 0.1)
    monkeypatch.setattr(asking, "RATE", 400)
    monkeypatch.setattr(asking, "READERS", 4)
    killed = []
    monkeypatch.setattr(os, "kill", lambda pid, number: killed.append((pid, number)))

    with site_without_pages() as (port, _):
        readers = measure(port, 7, reloads=2)

    assert killed == [(7, signal.SIGHUP)] * 2
    assert readers.failures[0].endswith(": 404")
    assert len(report(readers, RUNNING).faults) == 1


@pytest.mark.parametrize(("slowest", "faults"), [(1.0, []), (1.1, ["one took 1.10 s"])])
def test_slow_page_is_a_fault(slowest, faults):
    readers = Readers(1, seconds={True: [0.1], False: [slowest]})

    assert report(readers, RUNNING).faults == faults


def test_server_that_ends_is_a_fault():
    readers = Readers(1, seconds={True: [0.1], False: [0.1]})

    assert report(readers, ENDED).faults == ["the server has ended"]
