import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cursors import MAX_LENGTH, ListCursor


@given(pk=st.integers(0, 2**63 - 1), key=st.binary(max_size=240))
def test_cursor_is_read_as_it_was_written(pk, key):
    cursor = ListCursor("updated", "fi", pk, key)

    assert ListCursor.of(str(cursor)) == cursor
    assert len(str(cursor)) <= MAX_LENGTH


@given(st.text(max_size=80))
def test_anything_else_is_no_cursor(text):
    with pytest.raises(ValueError):  # noqa: PT011 (whatever is wrong with it)
        ListCursor.of(text)


def test_cursor_that_somebody_has_changed_is_none():
    text = str(ListCursor("name", "en", 5, b"key"))

    for index in range(len(text)):
        other = "A" if text[index] != "A" else "B"
        with pytest.raises(ValueError):  # noqa: PT011 (the same)
            ListCursor.of(text[:index] + other + text[index + 1 :])
