"""Lists in a language's alphabetical order, with its letters to jump to."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import BinaryField, QuerySet
from django.db.models.functions import Substr

from core.keyset import KeysetPage, SortedIds
from translations.collation import initials


class Letter(NamedTuple):
    """A letter of an alphabet as a place to jump to."""

    label: str
    is_used: bool
    is_current: bool


def letters(
    ids: SortedIds, language: str, weights_in_use: set[int], page: KeysetPage
) -> list[Letter]:
    """The letters of a language's alphabet for a page of a list; `weights_in_use` are those of the
    initials of all items (`SortedIds.initials`)."""
    first = ids.initial_at(page)
    return [
        Letter(label, not weights_in_use.isdisjoint(weights), first in weights)
        for label, weights in initials(language).items()
    ]


def alphabetical(
    queryset: QuerySet[Any], language: str, number: Mapping[int, int] | None = None
) -> SortedIds:
    """The items of a queryset as a reader of `language` sorts them, in one query.

    They are their ids, or what `number` has for those; what it does not have is left out.
    """
    key = f"sort_{language}"
    initial = Substr(key, 1, 1, output_field=BinaryField())
    rows = list(queryset.order_by(key, "pk").values_list("pk", initial))
    if number is not None:
        rows = [(number[pk], weight) for pk, weight in rows if pk in number]
    return SortedIds(
        (item for item, _ in rows), b"".join(bytes(weight) or b"\0" for _, weight in rows)
    )
