"""The roles that come first in an order that the home page shows: most read, changed last."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from django.db.models import Exists, OuterRef

from core.changes import ContentChanges
from core.content_cache import kept_up_to_date
from core.prepared import PreparedQuery, PreparedRows, QueryParam
from roles.models import Responsibility, Role
from roles.models.role import RoleQuerySet

LISTED = 5
KEPT = 20  # of an order, so that some may leave
READ_DAYS = 30  # in which most-read roles were read
MAX_CHANGED = 50  # roles, after which an order is read anew


@dataclass(frozen=True)
class Leaders:
    """The first objects of an order: each one's sort key, then its id.

    Some more are kept than are shown, so that one may leave. Others come after `last`, if there is
    one.
    """

    items: list[tuple[Any, int]]
    last: tuple[Any, int] | None = None

    @classmethod
    def of(cls, items: Iterable[tuple[Any, int]]) -> Self:
        """The leaders among at least the first objects, or all."""
        first = sorted(items)[:KEPT]
        return cls(first, first[-1] if len(first) == KEPT else None)

    @property
    def ids(self) -> list[int]:
        return [pk for _, pk in self.items[:LISTED]]

    def updated(
        self, changed: set[int] | None, read: Callable[[list[int]], list[tuple[Any, int]]]
    ) -> "Leaders | None":
        """The leaders after some objects have changed; None if others may have come among them.

        `read` returns those of some objects that are in the order.
        """
        if not changed:
            return None if changed is None else self
        if len(changed) > MAX_CHANGED:
            return None
        same = (item for item in self.items if item[1] not in changed)
        items = sorted((*same, *read([*changed])))
        if self.last is None:
            return Leaders.of(items)
        items = [item for item in items if item <= self.last][:KEPT]
        if len(items) < LISTED:
            return None
        return Leaders(items, items[-1] if len(items) == KEPT else self.last)


def most_read_ids(today: date) -> list[int]:
    """The ids of the roles that were read most in the days before today."""
    return _most_read(today).ids


def _still_most_read(leaders: Leaders, changes: ContentChanges, today: date) -> Leaders | None:
    return leaders.updated(changes.owners(Role), lambda ids: _most_read_of(today, ids))


@kept_up_to_date(_still_most_read)
def _most_read(today: date) -> Leaders:
    first = today - timedelta(days=READ_DAYS)
    rows = _most_read_first(first=first.isoformat(), end=today.isoformat())
    return Leaders.of(_most_read_of(today, [pk for (pk,) in rows]))


def _most_read_of(today: date, ids: list[int]) -> list[tuple[Any, int]]:
    """The sort keys of the roles among some that were read."""
    first = today - timedelta(days=READ_DAYS)
    rows: list[Any] = _with_views(ids=ids, first=first.isoformat(), end=today.isoformat())
    return [((-role.times_read, role.slug), role.pk) for role in rows]


def latest_role_ids() -> list[int]:
    """The ids of the roles that changed last. Those with responsibilities come first: an imported
    classification would hide them."""
    return _latest().ids


def _still_latest(leaders: Leaders, changes: ContentChanges) -> Leaders | None:
    return leaders.updated(changes.owners(Role, Role, Responsibility), _latest_of)


@kept_up_to_date(_still_latest)
def _latest() -> Leaders:
    rows = (*_latest_written(), *_latest_first())
    return Leaders.of(_latest_of([*{pk for (pk,) in rows}]))


def _latest_of(ids: list[int]) -> list[tuple[Any, int]]:
    """The sort keys of the published roles among some."""
    roles: list[Any] = _with_dates(ids=ids)
    return [
        ((not role.is_written, -role.updated_at.timestamp(), -role.pk), role.pk) for role in roles
    ]


def _by_date(roles: RoleQuerySet) -> RoleQuerySet:
    """The published roles, those first that changed last."""
    return roles.published().order_by("-updated_at", "-pk")


_with_views = PreparedQuery(
    Role,
    lambda roles: (
        roles.published()
        .filter(pk__in=QueryParam("ids"))
        .most_read_between(QueryParam("first"), QueryParam("end"))
        .only("slug")
    ),
)
_with_dates = PreparedQuery(
    Role,
    lambda roles: (
        roles.published()
        .filter(pk__in=QueryParam("ids"))
        .only("updated_at")
        .annotate(is_written=Exists(Responsibility.objects.filter(role=OuterRef("pk"))))
    ),
)
_most_read_first = PreparedRows(
    Role,
    lambda roles: roles.published().most_read_between(QueryParam("first"), QueryParam("end"))[
        :KEPT
    ],
    "pk",
)
_latest_first = PreparedRows(Role, lambda roles: _by_date(roles)[:KEPT], "pk")
_latest_written = PreparedRows(
    Role,
    lambda roles: _by_date(roles).filter(
        Exists(Responsibility.objects.filter(role=OuterRef("pk")))
    )[:KEPT],
    "pk",
)
