from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.keyset import KeysetPage, SortedIds


@settings(max_examples=50)
@given(st.lists(st.integers(0, 60), unique=True), st.integers(1, 7), st.sets(st.integers(0, 60)))
def test_pages_show_what_fits_once_and_lead_back_the_same_way(items, size, fitting):
    order = SortedIds(items)
    expected = [item for item in items if item in fitting]
    pages = [order.page(size, fitting.__contains__)]
    while pages[-1].has_following:
        pages.append(order.page(size, fitting.__contains__, after=pages[-1].items[-1]))

    assert [item for page in pages for item in page.items] == expected
    assert [page.has_previous for page in pages] == [False] + [True] * (len(pages) - 1)
    assert [page.preceding for page in pages] == [number * size for number in range(len(pages))]
    for before, page in pairwise(pages):
        assert order.page(size, fitting.__contains__, before=page.items[0]) == before


@settings(max_examples=50)
@given(st.lists(st.integers(0, 60), unique=True), st.integers(1, 7), st.sets(st.integers(0, 60)))
def test_last_page_is_a_full_one_that_says_what_precedes_it(items, size, fitting):
    expected = [item for item in items if item in fitting]

    page = SortedIds(items).page(size, fitting.__contains__, is_last=True)

    assert (page.items, page.has_following) == (expected[-size:], False)
    assert page.preceding == max(0, len(expected) - size)


def test_page_goes_on_after_an_item_that_does_not_fit():
    order = SortedIds([3, 1, 2])

    assert order.page(5, {3, 2}.__contains__, after=1).items == [2]
    assert order.page(5, {3, 2}.__contains__, before=1).items == [3, 2]


def test_everything_fits_where_nothing_is_asked_of_it():
    order = SortedIds([2, 0, 1], b"abb")

    assert order.page(2, None) == KeysetPage([2, 0], 0, True, start=0)
    assert order.page(2, None, before=1) == order.page(2, None)
    assert order.initials(None) == {ord("a"), ord("b")}


def test_item_that_is_not_in_the_list_is_an_error():
    with pytest.raises(ValueError, match="not in"):
        SortedIds([1]).page(5, bool, after=2)
