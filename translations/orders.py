"""Long lists in an order that is kept in memory: a page of them costs the same at either end.

A list is numbers (ids, or places in some other list). Where a page begins is told by an item of
it, never by a count, so a page stays where it is while items come and go before it.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import compress, islice
from typing import NamedTuple

from django.db.models import BinaryField, QuerySet
from django.db.models.functions import Substr

from translations.collation import initials

# Whether an item fits; without one, all do.
Fits = Callable[[int], object] | None


@dataclass(frozen=True)
class Part:
    """Some items of a list in their order, and whether there are others before and after them.

    `place` is where in the list the first of them stands, if that is known.
    """

    items: list[int]
    has_previous: bool = False
    has_following: bool = False
    place: int | None = None


class Letter(NamedTuple):
    """A letter of an alphabet as a place to jump to."""

    label: str
    is_there: bool
    is_current: bool


class Order:
    """The items of a list in their order. `weights` has a byte for each: its initial, ascending."""

    def __init__(self, items: Iterable[int], weights: bytes = b"") -> None:
        self.items = array("Q", items)
        self.weights = weights

    def part(
        self, size: int, fits: Fits, *, after: int | None = None, before: int | None = None,
        weight: int = 0,
    ) -> Part:  # fmt: skip
        """The items that fit: those next to one of the list's, or from an initial on.

        Raises ValueError if `after` or `before` is not in the list.
        """
        if after is not None:
            return self._from(self.items.index(after) + 1, size, fits)
        if before is not None:
            return self._until(self.items.index(before), size, fits)
        return self._from(bisect_left(self.weights, weight) if weight else 0, size, fits)

    def _from(self, place: int, size: int, fits: Fits) -> Part:
        if fits is None:
            found = self.items[place : place + size + 1].tolist()
            return Part(found[:size], place > 0, len(found) > size, place)
        found = list(islice(_fitting(fits, self.items[place:]), size + 1))
        is_first = next(_fitting(fits, reversed(self.items[:place])), None) is None
        return Part(found[:size], not is_first, len(found) > size)

    def _until(self, place: int, size: int, fits: Fits) -> Part:
        found = list(islice(_fitting(fits, reversed(self.items[:place])), size + 1))
        if len(found) <= size:  # the first page is a whole one
            return self._from(0, size, fits)
        return Part(found[:size][::-1], True, any(True for _ in _fitting(fits, self.items[place:])))

    def initials(self, fits: Fits) -> set[int]:
        """The initials of the items that fit."""
        if fits is None:
            return set(self.weights)
        return set(compress(self.weights, map(fits, self.items)))

    def letters(self, language: str, there: set[int], part: Part) -> list[Letter]:
        """The reader's alphabet: which initials are there to jump to, and where the part begins."""
        first = 0
        if part.items:
            place = self.items.index(part.items[0]) if part.place is None else part.place
            first = self.weights[place]
        return [
            Letter(label, not there.isdisjoint(weights), first in weights)
            for label, weights in initials(language).items()
        ]


def _fitting(fits: Fits, items: Iterable[int]) -> Iterator[int]:
    return iter(items) if fits is None else filter(fits, items)


def alphabetical(queryset: QuerySet, language: str, number: dict[int, int] | None = None) -> Order:
    """The items of a queryset as a reader of `language` sorts them, in one query.

    They are their ids, or what `number` has for those; what it does not have is left out.
    """
    key = f"sort_{language}"
    initial = Substr(key, 1, 1, output_field=BinaryField())
    rows = list(queryset.order_by(key, "pk").values_list("pk", initial))
    if number is not None:
        rows = [(number[pk], weight) for pk, weight in rows if pk in number]
    return Order((item for item, _ in rows), b"".join(bytes(weight) or b"\0" for _, weight in rows))
