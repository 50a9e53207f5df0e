import gc

import pytest

from core.bulk import batches, relaxed_gc


def test_rows_come_in_lists_of_at_most_a_size():
    assert list(batches(iter("abcde"), 2)) == [["a", "b"], ["c", "d"], ["e"]]


def test_collector_is_as_before_afterwards_also_when_something_fails():
    before = gc.get_threshold()

    @relaxed_gc()
    def fail():
        assert gc.get_threshold()[0] > before[0]
        raise ValueError("on purpose")

    with pytest.raises(ValueError, match="on purpose"):
        fail()

    assert gc.get_threshold() == before
