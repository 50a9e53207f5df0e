import time

import pytest

from drills import readers as asking
from drills.readers import Readers
from tests.support.servers import site_without_pages


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(asking, "RATE", 400)
    monkeypatch.setattr(asking, "READERS", 4)


@pytest.mark.parametrize(("keeping", "with_pages"), [(2, [True, False]), (0, [False])])
def test_some_keep_their_connections_and_some_open_new_ones(keeping, with_pages):
    with site_without_pages() as (port, _):
        readers = Readers(port, keeping=keeping)
        readers.start()
        time.sleep(0.2)
        readers.stop()

    assert [is_kept for is_kept, seconds in readers.seconds.items() if seconds] == with_pages
    assert all(line.endswith(": 404") for line in readers.failures)
    assert len(readers.said()) == len(with_pages) + 1 + 5
    assert 0 < readers.slowest < 5


def test_refused_connections_are_failures():
    readers = Readers(port=1)
    readers.start()
    readers.stop()

    assert "ConnectionRefusedError" in readers.failures[0]
    assert readers.said()[0] == f"{len(readers.failures)} failed"
