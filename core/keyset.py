"""Long lists in an order that is kept in memory: a page of them costs the same at either end.

A list is numbers (ids, or places in some other list). Where a page begins is told by an item of
it, never by a count, so a page stays where it is while items come and go before it.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import compress, islice

# Whether an item fits; without one, all do.
Fits = Callable[[int], object] | None


@dataclass(frozen=True)
class KeysetPage:
    """Some items of a list in their order, and whether there are others before and after them.

    `place` is where in the list the first of them stands, if that is known.
    """

    items: list[int]
    has_previous: bool = False
    has_following: bool = False
    place: int | None = None


class SortedIds:
    """The items of a list in their order. `weights` has a byte for each: its initial, ascending."""

    def __init__(self, items: Iterable[int], weights: bytes = b"") -> None:
        self.items = array("Q", items)
        self.weights = weights

    def part(
        self, size: int, fits: Fits, *, after: int | None = None, before: int | None = None,
        weight: int = 0,
    ) -> KeysetPage:  # fmt: skip
        """The items that fit: those next to one of the list's, or from an initial on.

        Raises ValueError if `after` or `before` is not in the list.
        """
        if after is not None:
            return self._from(self.items.index(after) + 1, size, fits)
        if before is not None:
            return self._until(self.items.index(before), size, fits)
        return self._from(bisect_left(self.weights, weight) if weight else 0, size, fits)

    def _from(self, place: int, size: int, fits: Fits) -> KeysetPage:
        if fits is None:
            found = self.items[place : place + size + 1].tolist()
            return KeysetPage(found[:size], place > 0, len(found) > size, place)
        found = list(islice(_fitting(fits, self.items[place:]), size + 1))
        is_first = next(_fitting(fits, reversed(self.items[:place])), None) is None
        return KeysetPage(found[:size], not is_first, len(found) > size)

    def _until(self, place: int, size: int, fits: Fits) -> KeysetPage:
        found = list(islice(_fitting(fits, reversed(self.items[:place])), size + 1))
        if len(found) <= size:  # the first page is a whole one
            return self._from(0, size, fits)
        return KeysetPage(
            found[:size][::-1], True, any(True for _ in _fitting(fits, self.items[place:]))
        )

    def initials(self, fits: Fits) -> set[int]:
        """The initials of the items that fit."""
        if fits is None:
            return set(self.weights)
        return set(compress(self.weights, map(fits, self.items)))

    def initial_at(self, page: KeysetPage) -> int:
        """The initial of the first item of a page, 0 if it is empty."""
        if not page.items:
            return 0
        place = self.items.index(page.items[0]) if page.place is None else page.place
        return self.weights[place]


def _fitting(fits: Fits, items: Iterable[int]) -> Iterator[int]:
    return iter(items) if fits is None else filter(fits, items)
