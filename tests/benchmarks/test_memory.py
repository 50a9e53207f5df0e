import os

from benchmarks import memory
from benchmarks.memory import OTHER_PATHS, QUERIES, paths, resident_megabytes


def test_resident_memory_of_a_process_is_in_megabytes(monkeypatch, tmp_path):
    monkeypatch.setattr(memory, "PROC", tmp_path)
    pages = 10_000
    (tmp_path / "7").mkdir()
    (tmp_path / "7" / "statm").write_text(f"{2 * pages} {pages} 0 0 0 0 0\n")

    assert resident_megabytes(7) == 10_000 * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def test_paths_are_pages_with_and_without_queries_and_others(monkeypatch):
    monkeypatch.setattr(memory, "sitemap_paths", lambda port: ["/en/", "/en/roles/a/"])

    targets = paths(8000)

    assert targets[:2] == ["/en/", "/en/roles/a/"]
    assert len(targets) == 2 + len(QUERIES) + len(OTHER_PATHS)
