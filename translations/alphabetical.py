"""Lists in a language's alphabetical order, with its letters to jump to."""

from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from functools import cache
from typing import Any, NamedTuple

from django.db.models import BinaryField, Q, QuerySet
from django.db.models.functions import Substr

from core.content_version import read_here
from core.cursors import ListCursor
from core.keyset import KeysetPage, SortedIds
from core.prepared import PreparedRows, QueryParam
from translations.collation import initials
from translations.models import Sortable, TranslatedQuerySet

NAME = "name"  # what cursors call this order


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


def first_after(
    cursor: ListCursor, queryset: TranslatedQuerySet[Any], members: Container[int]
) -> int | None:
    """The id of the first of some members of a queryset that stands after a cursor. One query."""
    after = queryset.standing_after_key(cursor.key, cursor.pk, cursor.language)
    ids = after.in_reading_order(cursor.language).values_list("pk", flat=True)
    return next((pk for pk in ids.iterator(LOOKED_AT) if pk in members), None)


def cursor_after(model: type[Sortable], pk: int, language: str) -> ListCursor:
    """The cursor after an item of a list by name. One query."""
    items: Any = model._default_manager.filter(pk=pk)
    key = items.values_list(f"sort_{language}", flat=True).first()
    return ListCursor(NAME, language, pk, bytes(key or b""))


# So many items that stand before one are looked at: most of them are in the list.
LOOKED_AT = 20


def placed(
    ids: SortedIds, model: type[Sortable], language: str, new: Iterable[int], version: int
) -> SortedIds | None:
    """A list of ids of a model with new ones in their places. One query, and one for each.

    None if a place cannot be told: of the content of another version, it would be a wrong one.
    """
    keys, preceding = _placing(model, language)
    for pk, sort_key in keys(ids=[*new]):
        candidates = [other for (other,) in preceding(pk=pk, key=sort_key)]
        if not (new_ids := _with_item(ids, pk, candidates, (bytes(sort_key) or b"\0")[0])):
            return None
        ids = new_ids
    return ids if read_here() == version else None


def _with_item(ids: SortedIds, pk: int, candidates: list[int], weight: int) -> SortedIds | None:
    """The list with an item after the first of some candidates that is in it; None if there may be
    others."""
    for after in candidates:
        with suppress(ValueError):
            return ids.with_item(pk, after, weight)
    return None if len(candidates) == LOOKED_AT else ids.with_item(pk, None, weight)


@cache
def _placing(model: type[Sortable], language: str) -> tuple[PreparedRows, PreparedRows]:
    """The sort keys of some items of a model, in order; and what stands before a key, the nearest
    first."""
    key, own = f"sort_{language}", QueryParam("key")
    # So put, a database goes through the index of the order.
    is_before = Q(**{f"{key}__lte": own}) & (Q(**{f"{key}__lt": own}) | Q(pk__lt=QueryParam("pk")))
    return (
        PreparedRows(
            model, lambda items: items.filter(pk__in=QueryParam("ids")).order_by(key, "pk"),
            "pk", key,
        ),
        PreparedRows(
            model, lambda items: items.filter(is_before).order_by(f"-{key}", "-pk")[:LOOKED_AT],
            "pk",
        ),
    )  # fmt: skip
