"""Pages of a long list, found by the last item of the page before: the last page costs what the
first one does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet


@dataclass(frozen=True)
class Page:
    """Some items of a list. `following` is the slug to go on after, or nothing at the end."""

    items: list[Any]
    following: str


def page_after(queryset: QuerySet, order: Sequence[str], last: Model | None, size: int) -> Page:
    """The items after `last` (from the start without one), in `order`.

    `order` names fields or annotations, "-" before those that fall; the last of them is unique.
    `last` has a value for each of them.
    """
    if last is not None:
        queryset = queryset.filter(_beyond(order, last))
    items = list(queryset.order_by(*order)[: size + 1])
    return Page(items[:size], items[size - 1].slug if len(items) > size else "")


def _beyond(order: Sequence[str], last: Model) -> Q:
    beyond, same = Q(pk__in=[]), Q()
    for name in order:
        field = name.removeprefix("-")
        value = getattr(last, field)
        comparison = "lt" if name.startswith("-") else "gt"
        beyond |= same & Q(**{f"{field}__{comparison}": value})
        same &= Q(**{field: value})
    return beyond
