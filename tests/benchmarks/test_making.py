import pytest

from benchmarks import making
from benchmarks.load import Work
from benchmarks.making import count_queries, measure, pages


@pytest.mark.usefixtures("content")
def test_pages_of_a_site_without_a_classification_are_all_but_the_imported_role(client):
    paths = dict(pages())

    assert "curated role" in paths
    assert "imported role" not in paths
    assert len(paths["compare four"]) == 4
    assert {client.get(each[0]).status_code for each in paths.values()} == {200}


@pytest.mark.usefixtures("content")
def test_cost_of_a_page_is_that_of_a_process_and_the_median_of_ratios(monkeypatch):
    works = {8000: Work(100, 0.5, 0.05), 8001: Work(10, 0.5, 0.1)}
    monkeypatch.setattr(making, "work", lambda port, messages, status, seconds: works[port])

    monkeypatch.setattr(making, "NOTICED", 0)
    monkeypatch.setattr(making, "work_for_one", lambda port, message: 25.0)
    monkeypatch.setattr(making, "fetch", lambda port, message: b"HTTP/1.1 200 OK")

    cost = measure(8000, 8001, ["/en/roles/"])

    assert (cost.cpu, cost.clock, cost.ratio) == pytest.approx((10, 50, 0.05))
    assert cost.edited == pytest.approx(25)
    assert cost.queries == count_queries("/en/roles/") == 1
