import pytest

from benchmarks.percentiles import percentiles


def test_percentiles_are_what_so_many_of_a_hundred_times_do_not_exceed():
    assert percentiles(range(101)) == (50, 95, 99)
    assert percentiles([3, 1, 2]) == pytest.approx((2, 2.9, 2.98))


def test_single_time_is_all_percentiles():
    assert percentiles([7]) == (7, 7, 7)
