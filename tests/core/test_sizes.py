from dataclasses import dataclass
from sys import getsizeof

import pytest

from core.sizes import DEPTH, size_of

TEXT = "a" * 10_000


@dataclass(frozen=True, slots=True)
class SlottedText:
    text: str


@dataclass
class PlainText:
    text: str


@pytest.mark.parametrize(
    "value",
    [TEXT, [TEXT], (TEXT,), {TEXT}, {1: TEXT}, {TEXT: 1}, SlottedText(TEXT), PlainText(TEXT)],
)
def test_size_is_that_of_all_texts_in_a_value(value):
    assert len(TEXT) <= size_of(value) < len(TEXT) + 1_000


def test_what_lies_too_deep_is_not_counted_and_a_circle_ends():
    circle = [TEXT]
    circle.append(circle)

    assert size_of(circle) < (DEPTH + 1) * (len(TEXT) + 1_000)
    assert size_of(circle, depth=0) == getsizeof(circle)
