"""Short keys: short, stable, and each another one."""

import re

from hypothesis import given
from hypothesis import strategies as st

from descriptions.keys import ITEM_LENGTH, LONGER, PIECE_LENGTH, short_key, short_keys

NAMES = st.lists(st.text(max_size=20), max_size=30)


def test_key_is_made_of_the_name_alone():
    assert short_key("responsibilities leading-the-team") == "qkfjz"
    assert short_keys(["a", "b"], ITEM_LENGTH) == [short_key("a"), short_key("b")]
    assert short_keys(["b"], ITEM_LENGTH) == [short_key("b")]


@given(NAMES)
def test_every_name_has_a_key_of_its_own_that_an_address_can_hold(names):
    keys = short_keys(names, PIECE_LENGTH)

    assert len({*keys}) == len(keys) == len(names)
    assert all(re.fullmatch("[a-z2-7]+", key) for key in keys)


@given(NAMES, st.text(max_size=20))
def test_key_does_not_depend_on_the_order_of_other_names(names, name):
    together = [*dict.fromkeys([*names, name])]
    keys = dict(zip(together, short_keys(together, ITEM_LENGTH), strict=True))
    backwards = [*reversed(together)]

    assert dict(zip(backwards, short_keys(backwards, ITEM_LENGTH), strict=True)) == keys


def test_names_that_would_share_a_key_have_longer_ones():
    shared: dict[str, str] = {}
    for number in range(1_000):
        other = shared.setdefault(short_key(f"{number}", 1), f"{number}")
        if other != f"{number}":
            break

    keys = short_keys([other, f"{number}", "x"], 1)

    assert [len(key) for key in keys[:2]] == [1 + LONGER] * 2
    assert keys[0][0] == keys[1][0]


def test_name_that_is_there_twice_is_told_by_its_place():
    first, second = short_keys(["same", "same"], PIECE_LENGTH)

    assert first == short_key("same", PIECE_LENGTH)
    assert second != first
