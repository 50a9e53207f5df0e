from contextlib import suppress

import pytest
from django.db import DEFAULT_DB_ALIAS, transaction

from core.transactions import collect_on_commit

pytestmark = pytest.mark.django_db(transaction=True)


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
