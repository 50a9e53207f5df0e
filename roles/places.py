"""Places in the orders of roles that hold while the content changes, for walking through a list."""

from bisect import bisect_left
from collections.abc import Callable
from datetime import datetime
from typing import cast

from django.db.models import Q

from core.cursors import ListCursor
from roles.catalogue import Catalogue
from roles.listed import ListedRole
from roles.models import Role, Stage
from roles.role_sets import RoleId, RoleNumber
from translations.alphabetical import cursor_after, first_after
from translations.models import TranslatedQuerySet

STAGES = [*Stage.values, ""]


def cursor_after_role(role: ListedRole, sort: str) -> ListCursor:
    """The cursor after a role in an order: by name, by stage or by last update. One query."""
    if sort == "updated":
        return ListCursor(sort, role.language, role.pk, role.updated_at.isoformat().encode())
    by_name = cursor_after(Role, role.pk, role.language)
    if sort == "stage":
        return by_name._replace(order=sort, key=b":".join((role.stage.encode(), by_name.key)))
    return by_name


def number_after(cursor: ListCursor, published: Catalogue) -> RoleNumber | None:
    """The number of the first published role after a cursor; None at the end. One query."""
    pk = FINDERS[cursor.order](cursor, published)
    return None if pk is None else published.numbers[RoleId(pk)]


def _by_name(cursor: ListCursor, published: Catalogue) -> int | None:
    return first_after(cursor, _published(), published.numbers)


def _by_updated(cursor: ListCursor, published: Catalogue) -> int | None:
    moment = datetime.fromisoformat(cursor.key.decode())
    before = Q(updated_at__lt=moment) | Q(updated_at=moment, pk__lt=cursor.pk)
    ids = _published().filter(before).order_by("-updated_at", "-pk").values_list("pk", flat=True)
    return next((pk for pk in ids.iterator(20) if pk in published.numbers), None)


def _by_stage(cursor: ListCursor, published: Catalogue) -> int | None:
    """The next one at the same stage, else the first one at the next stage that has any."""
    stage, _, key = cursor.key.partition(b":")
    within = _published().filter(stage=stage.decode())
    if (pk := first_after(cursor._replace(key=key), within, published.numbers)) is not None:
        return pk
    rank = STAGES.index(stage.decode())
    order = published.order("stage", cursor.language).items
    index = bisect_left(order, rank + 1, key=lambda number: STAGES.index(published.stages[number]))
    return published.ids[order[index]] if index < len(order) else None


def _published() -> TranslatedQuerySet[Role]:
    return cast("TranslatedQuerySet[Role]", Role.objects.published())


FINDERS: dict[str, Callable[[ListCursor, Catalogue], int | None]] = {
    "name": _by_name,
    "stage": _by_stage,
    "updated": _by_updated,
}
