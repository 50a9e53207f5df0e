from itertools import repeat

import pytest

from benchmarks import memory
from benchmarks.memory import STEPS, Clients, is_within, process_tree, proportional_megabytes
from tests.support.servers import site_without_pages


def test_memory_that_a_process_shares_counts_in_part(monkeypatch, tmp_path):
    monkeypatch.setattr(memory, "PROC", tmp_path)
    (tmp_path / "7").mkdir()
    (tmp_path / "7" / "smaps_rollup").write_text(
        "a-b\nRss: 9000 kB\nPss:    5000 kB\nPss_Dirty: 1\n"
    )

    assert proportional_megabytes(7) == 5.12


def test_tree_of_processes_has_all_that_one_started(monkeypatch, tmp_path):
    monkeypatch.setattr(memory, "PROC", tmp_path)
    for pid, parent in ((7, 1), (8, 7), (9, 8), (10, 1)):
        (tmp_path / str(pid)).mkdir()
        (tmp_path / str(pid) / "stat").write_text(f"{pid} (a (name)) S {parent} 0 0\n")

    assert process_tree(7) == [7, 8, 9]


@pytest.fixture
def server():
    with site_without_pages() as (port, asked):
        yield port, asked


def test_clients_send_as_many_requests_as_they_are_told(server):
    port, asked = server
    Clients(port, repeat("/page")).send(10)

    assert asked == ["/page"] * 10


def test_request_that_fails_ends_the_measuring(server):
    with pytest.raises(SystemExit, match="1 requests failed, such as /lost"):
        Clients(server[0], iter(["/page", "/lost"])).send(2)


@pytest.mark.parametrize(
    ("last", "requests", "is_well"),
    [(100, 20_000, True), (101, 20_000, False), (94, 100_000, False)],
)
def test_site_may_hold_so_much_and_grow_so_little(last, requests, is_well):
    held = [90.0] * STEPS + [float(last)]

    assert is_within(held, 100, requests) == is_well
