import threading

import pytest
from django.db import connections

from core import background


@pytest.fixture
def done():
    """What was done, and by which thread."""
    return []


def note(done):
    return lambda: done.append(threading.current_thread().name)


def wait():
    """Until all tasks are done that were given before."""
    background._executor.submit(lambda: None).result()


@pytest.fixture
def outside_of_transactions(monkeypatch):
    monkeypatch.setattr(connections["default"], "in_atomic_block", False)


@pytest.mark.usefixtures("outside_of_transactions")
def test_task_is_done_at_once_where_somebody_waits_for_it(done):
    background.run(note(done))

    assert done == ["MainThread"]


@pytest.mark.usefixtures("outside_of_transactions")
def test_task_that_nobody_waits_for_is_done_in_a_thread(done):
    with background.deferring():
        background.run(note(done))
    wait()

    assert done == ["background_0"]


@pytest.mark.django_db
def test_task_within_a_transaction_is_done_at_once(done):
    with background.deferring():
        background.run(note(done))

    assert done == ["MainThread"]


@pytest.mark.usefixtures("outside_of_transactions")
def test_task_that_fails_is_logged_and_the_next_one_is_done(done, caplog):
    with background.deferring():
        background.run(lambda: 1 / 0)
        background.run(note(done))
    wait()

    assert done == ["background_0"]
    assert "A task in the background has failed" in caplog.text
