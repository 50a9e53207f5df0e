import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import kept
from search.kept import Kept, read_index
from search.upkeep import index_pending
from tests.support.factories import RoleFactory


def packed_bytes(one: Kept) -> int:
    return sum(kept._size(*entry) for entry in one._packed.items())


def test_value_is_made_once_and_what_one_caller_does_to_it_another_does_not_see():
    one, values = Kept(10_000), iter([["first"], ["second"]])

    made = one.get_or_make("a", lambda: next(values))
    made.append("changed")
    again = one.get_or_make("a", lambda: next(values))
    again.append("changed")

    assert one.get("a") == ["first"]
    assert one.get("b") is None


def test_what_was_not_asked_for_longest_goes_first():
    entry = kept._size("a", kept._pack(0))
    one = Kept(2 * entry)
    for key in ("a", "b", "a", "c"):
        one.get_or_make(key, lambda: 0)

    assert (one.get("a"), one.get("b"), one.get("c")) == (0, None, 0)


@given(st.lists(st.tuples(st.text(max_size=5), st.binary(max_size=2_000))))
def test_no_more_is_kept_than_it_may_take(entries):
    one = Kept(5_000)

    for key, value in entries:
        one.get_or_make(key, lambda value=value: value)

        assert one.bytes == packed_bytes(one) <= 5_000


def test_nothing_is_kept_where_nothing_may_be():
    one = Kept(0)

    assert one.get_or_make("a", lambda: 1) == 1
    assert one.get("a") is None


@pytest.mark.django_db
def test_nothing_is_kept_while_a_change_is_not_indexed():
    RoleFactory(title="Welder")
    assert read_index()[1] is kept.NOTHING

    index_pending()

    state, shared = read_index()
    assert not state.is_behind
    assert shared is read_index()[1] is not kept.NOTHING


@pytest.mark.django_db
def test_nothing_is_kept_without_an_index():
    assert read_index()[1] is kept.NOTHING
