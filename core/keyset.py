"""Keyset pagination of long lists that are sorted in memory.

A list is numbers: ids, or indexes into another list. A page begins at an item or an initial, never
at an offset, so it costs the same at either end and stays put while items before it come and go.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import compress, islice
from typing import TypeAlias

# Whether an item matches; None: all do.
Filter: TypeAlias = Callable[[int], object] | None


@dataclass(frozen=True)
class KeysetPage:
    """A page of a list, how many items precede it, and whether any follow.

    `start` is the index of its first item in the list, if that is known without a search.
    """

    items: list[int]
    preceding: int = 0
    has_following: bool = False
    start: int | None = None

    @property
    def has_previous(self) -> bool:
        return self.preceding > 0


class SortedIds:
    """A sorted list. `weights` has a byte for each item, ascending: the weight of its initial."""

    def __init__(self, items: Iterable[int], weights: bytes = b"") -> None:
        self.items = array("Q", items)
        self.weights = weights

    def without(self, *items: int) -> "SortedIds":
        """The list without some items, which may not be in it."""
        remaining, weights = self.items[:], bytearray(self.weights)
        for item in items:
            with suppress(ValueError):
                index = remaining.index(item)
                del remaining[index], weights[index : index + 1]
        return SortedIds(remaining, bytes(weights))

    def with_item(self, item: int, after: int | None, weight: int | None = None) -> "SortedIds":
        """The list with an item after another one, at the beginning if that is None.

        `weight` is the weight of its initial, if the list has weights. Raises ValueError if `after`
        is not in the list.
        """
        index = self._place_after(after, weight)
        items, weights = self.items[:], self.weights
        items.insert(index, item)
        if weight is not None:
            weights = weights[:index] + bytes([weight]) + weights[index:]
        return SortedIds(items, weights)

    def _place_after(self, after: int | None, weight: int | None) -> int:
        """The index after an item, where one with such an initial belongs. Only those that may
        stand before it are looked at."""
        if after is None:
            return 0
        if weight is None:
            return self.items.index(after) + 1
        first = bisect_left(self.weights, weight) - 1
        return self.items.index(after, max(first, 0), bisect_right(self.weights, weight)) + 1

    def has_item(self, item: int, after: int | None, weight: int | None = None) -> bool:
        """Whether an item stands right after another one, with such an initial.

        Raises ValueError if `after` is not in the list.
        """
        index = self._place_after(after, weight)
        is_there = index < len(self.items) and self.items[index] == item
        return is_there and (weight is None or self.weights[index] == weight)

    def page(
        self, size: int, fits: Filter, *, at: int | None = None, after: int | None = None,
        before: int | None = None, weight: int = 0, is_last: bool = False,
    ) -> KeysetPage:  # fmt: skip
        """The next `size` matching items from an item on, after or before one, from an initial's
        weight on, or at the end of the list.

        Raises ValueError if `at`, `after` or `before` is not in the list.
        """
        if is_last:
            return self._until(len(self.items), size, fits)
        if at is not None:
            return self._from(self.items.index(at), size, fits)
        if after is not None:
            return self._from(self.items.index(after) + 1, size, fits)
        if before is not None:
            return self._until(self.items.index(before), size, fits)
        return self._from(bisect_left(self.weights, weight) if weight else 0, size, fits)

    def _from(self, start: int, size: int, fits: Filter) -> KeysetPage:
        if fits is None:
            items = self.items[start : start + size + 1].tolist()
            return KeysetPage(items[:size], start, len(items) > size, start)
        items = list(islice(_matching(fits, self.items[start:]), size + 1))
        return KeysetPage(items[:size], self._count(start, fits), len(items) > size)

    def _until(self, end: int, size: int, fits: Filter) -> KeysetPage:
        items = list(islice(_matching(fits, reversed(self.items[:end])), size + 1))
        if len(items) <= size:  # the first page is always a full one
            return self._from(0, size, fits)
        has_following = any(True for _ in _matching(fits, self.items[end:]))
        return KeysetPage(items[:size][::-1], self._count(end, fits) - size, has_following)

    def _count(self, end: int, fits: Filter) -> int:
        """How many items before an index match."""
        return end if fits is None else len([*_matching(fits, self.items[:end])])

    def matching(self, fits: Filter) -> Iterator[int]:
        """All matching items, in their order."""
        return _matching(fits, self.items)

    def initials(self, fits: Filter) -> set[int]:
        """The weights of the initials of the matching items."""
        if fits is None:
            return set(self.weights)
        return set(compress(self.weights, map(fits, self.items)))

    def initial_at(self, page: KeysetPage) -> int:
        """The weight of the initial of a page's first item, 0 if it is empty."""
        if not page.items:
            return 0
        start = self.items.index(page.items[0]) if page.start is None else page.start
        return self.weights[start]


def _matching(fits: Filter, items: Iterable[int]) -> Iterator[int]:
    return iter(items) if fits is None else filter(fits, items)
