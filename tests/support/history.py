"""What the history has written down."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from history.models import Change, Entry, Origin
from history.occasions import occasion

Row = tuple[str, int, str, Any]


@contextmanager
def recorded(origin: Origin = Origin.EDIT) -> Iterator[list[Row]]:
    """What is done within, in a change of its own: model, primary key, verb, values of each entry.

    A test is one transaction: without this, all that it writes would be one change.
    """
    last = Entry.objects.order_by("pk").last()
    rows: list[Row] = []
    with occasion(origin):
        yield rows
    new = Entry.objects.filter(pk__gt=last.pk if last else 0).order_by("pk")
    rows += new.values_list("model", "object_id", "verb", "values")


def last_change() -> Change:
    return Change.objects.order_by("pk").last()  # type: ignore[return-value]
