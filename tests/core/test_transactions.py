import pytest
from django.db import connection, transaction

from core import transactions
from core.transactions import on_commit_once, waits_for_commit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def callback():
    calls = []

    def call() -> None:
        calls.append(1)

    call.calls = calls
    return call


def test_private_parts_of_django_are_there_and_listed():
    for name in ("run_on_commit", "savepoint_ids"):
        assert hasattr(connection, name), f"Django's connections have no {name} any more"
        assert f"`{name}`" in transactions.__doc__
    with transaction.atomic(), transaction.atomic():
        transaction.on_commit(len)
        [(savepoints, waiting, _robust)] = connection.run_on_commit
        assert (savepoints, waiting) == (set(connection.savepoint_ids), len)
        transaction.set_rollback(True)


def test_callback_is_called_once_after_the_commit(callback):
    with transaction.atomic():
        for _ in range(3):
            on_commit_once(callback, "default")
        assert waits_for_commit(callback, "default")
        assert callback.calls == []

    assert callback.calls == [1]
    assert not waits_for_commit(callback, "default")


def test_callback_outside_of_a_transaction_is_called_at_once(callback):
    on_commit_once(callback, "default")

    assert callback.calls == [1]


def test_callback_is_called_though_the_savepoint_of_an_earlier_one_was_rolled_back(callback):
    with transaction.atomic():
        with transaction.atomic():
            on_commit_once(callback, "default")
            transaction.set_rollback(True)
        on_commit_once(callback, "default")

    assert callback.calls == [1]


def test_callback_of_a_savepoint_that_has_ended_does_not_count(callback):
    with transaction.atomic():
        with transaction.atomic():
            on_commit_once(callback, "default")
        assert not waits_for_commit(callback, "default")
