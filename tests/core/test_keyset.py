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


def listed(order):
    return order.items.tolist(), order.weights


def test_item_is_put_after_another_one_or_at_the_beginning():
    order = SortedIds([3, 1], b"ac")

    assert listed(order.with_item(2, None, ord("a"))) == ([2, 3, 1], b"aac")
    assert listed(order.with_item(2, 3, ord("b"))) == ([3, 2, 1], b"abc")
    assert listed(order.with_item(2, 1, ord("d"))) == ([3, 1, 2], b"acd")
    assert listed(order) == ([3, 1], b"ac")


def test_list_without_weights_has_none_with_an_item_more():
    assert listed(SortedIds([3, 1]).with_item(2, 3)) == ([3, 2, 1], b"")


def test_item_is_there_only_right_after_the_other_one_and_with_its_initial():
    order = SortedIds([3, 1], b"ac")

    assert order.has_item(3, None, ord("a"))
    assert order.has_item(1, 3, ord("c"))
    assert order.has_item(1, 3)
    assert not order.has_item(1, 3, ord("b"))
    assert not order.has_item(1, None)
    assert not order.has_item(2, 1)


def test_item_has_no_place_after_one_that_is_not_in_the_list():
    for place in (SortedIds([1]).with_item, SortedIds([1]).has_item):
        with pytest.raises(ValueError, match="not in"):
            place(3, 2)


@settings(max_examples=50)
@given(st.lists(st.integers(0, 60), unique=True, min_size=1), st.data())
def test_item_that_is_put_back_where_it_stood_leaves_the_list_as_it_was(items, data):
    order = SortedIds(items, bytes(range(len(items))))
    place = data.draw(st.integers(0, len(items) - 1))
    before = items[place - 1] if place else None

    without = order.without(items[place])

    assert listed(without.with_item(items[place], before, place)) == listed(order)
    assert order.has_item(items[place], before, place)
