from collections.abc import Iterator

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from benchmarks import making
from benchmarks.making import measure, pages, reference_work


def test_pages_of_a_site_without_a_classification_are_all_but_the_imported_role(content):
    names = [name for name, _path in pages()]

    assert "curated role" in names
    assert "imported role" not in names


@pytest.fixture
def open_connections() -> Iterator[None]:
    """A request leaves the connection of the test open, as one of Django's test client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("open_connections")
def test_cost_of_a_page_is_measured(content, monkeypatch, settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    monkeypatch.setattr(making, "REPETITIONS", 2)

    cost = measure(WSGIHandler(), "/en/roles/")

    assert cost.queries > 0
    assert min(cost.cpu, cost.clock, cost.multiple) > 0


def test_reference_work_takes_time():
    assert reference_work() > 0
