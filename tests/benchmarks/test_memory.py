import os
import sys

import pytest

from benchmarks import memory
from benchmarks.memory import OTHER_PATHS, QUERIES, paths, resident_megabytes


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells it")
def test_resident_memory_of_a_process_is_in_megabytes():
    assert 10 < resident_megabytes(os.getpid()) < 10_000


def test_paths_are_pages_with_and_without_queries_and_others(monkeypatch):
    monkeypatch.setattr(memory, "sitemap_paths", lambda port: ["/en/", "/en/roles/a/"])

    targets = paths(8000)

    assert targets[:2] == ["/en/", "/en/roles/a/"]
    assert len(targets) == 2 + len(QUERIES) + len(OTHER_PATHS)
