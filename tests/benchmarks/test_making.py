import pytest
from django.core.handlers.wsgi import WSGIHandler

from benchmarks import making
from benchmarks.making import measure, pages, reference_work


def test_pages_of_a_site_without_a_classification_are_all_but_the_imported_role(content):
    names = [name for name, _path in pages()]

    assert "curated role" in names
    assert "imported role" not in names


@pytest.mark.usefixtures("open_connections")
def test_cost_of_a_page_is_measured(content, monkeypatch, settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    monkeypatch.setattr(making, "REPETITIONS", 2)

    cost = measure(WSGIHandler(), "/en/roles/")

    assert cost.queries > 0
    assert min(cost.cpu, cost.clock, cost.multiple) > 0


def test_reference_work_takes_time():
    assert reference_work() > 0
