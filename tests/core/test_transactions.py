from contextlib import suppress

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, transaction

from core import transactions
from core.transactions import atomic_at_once, collect_on_commit, on_commit_once, waits_for_commit

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


# --- Items that are collected until the commit -----------------------------------------------


@pytest.fixture
def batches():
    return []


@pytest.fixture
def collect(batches):
    """Collects an item for one and the same function."""

    def process(items: set[int]) -> None:
        batches.append(items)

    return lambda item: collect_on_commit(process, item, DEFAULT_DB_ALIAS)


def test_items_of_a_transaction_are_processed_once_after_the_commit(collect, batches):
    with transaction.atomic():
        collect(1)
        with transaction.atomic():
            collect(2)
        collect(1)
        assert batches == []

    assert batches == [{1, 2}]


def test_items_are_processed_at_once_outside_of_a_transaction(collect, batches):
    collect(1)
    collect(2)

    assert batches == [{1}, {2}]


def test_items_of_a_transaction_that_is_rolled_back_are_dropped(collect, batches):
    with suppress(ValueError), transaction.atomic():
        collect(1)
        raise ValueError
    with transaction.atomic():
        collect(2)

    assert batches == [{2}]


def test_items_after_a_savepoint_that_was_rolled_back_are_processed(collect, batches):
    with transaction.atomic():
        with suppress(ValueError), transaction.atomic():
            collect(1)
            raise ValueError
        collect(2)

    assert batches == [{2}]


def test_functions_have_items_of_their_own(collect, batches):
    others = []

    with transaction.atomic():
        collect(1)
        collect_on_commit(others.append, 2, DEFAULT_DB_ALIAS)

    assert (batches, others) == ([{1}], [{2}])


def waiting_limit():
    """How long the connection waits for other writers, in the database's own words."""
    name = "PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout"
    with connection.cursor() as cursor:
        cursor.execute(name)
        return str(cursor.fetchone()[0])


def test_transaction_that_does_not_wait_leaves_the_waiting_of_others_as_it_was():
    before, limits = waiting_limit(), []

    with atomic_at_once(DEFAULT_DB_ALIAS, 0.25):
        assert connection.in_atomic_block
        transaction.on_commit(lambda: limits.append(waiting_limit()))

    assert [*limits, waiting_limit()] == [before, before]


def test_transaction_that_does_not_wait_is_rolled_back_by_an_error(callback):
    with suppress(ValueError), atomic_at_once(DEFAULT_DB_ALIAS, 0.25):
        transaction.on_commit(callback)
        raise ValueError

    assert not connection.in_atomic_block
    assert callback.calls == []
