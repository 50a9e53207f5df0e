"""Counts how often each role's page is read.

Nothing about readers is stored: no cookie, no IP address, only a number for each role and day.
"""

from collections import Counter
from datetime import date

from django.db import transaction
from django.db.models import F

from core.counting import BufferedCounter
from core.today import today
from roles.models import Role, RoleViews


class ViewCounter(BufferedCounter):
    """Collects views of roles in memory."""

    label = "views"

    def count(self, role_id: int) -> None:
        """One more view. Costs no query."""
        self.add(role_id)

    def key_of(self, event: int) -> tuple[int, date]:
        """A view of today. One in the last minute before midnight may count for the day after."""
        return event, today()

    def store(self, counts: Counter[tuple[int, date]]) -> None:
        """Adds the views to those stored for their days."""
        add_views(counts)


@transaction.atomic
def add_views(counts: Counter[tuple[int, date]]) -> None:
    """Adds views by role id and day. Those of roles that were deleted meanwhile are dropped."""
    existing = set(
        Role.objects.filter(pk__in={pk for pk, _ in counts}).values_list("pk", flat=True)
    )
    for (role_id, day), count in sorted(counts.items()):
        if role_id in existing:
            row, _ = RoleViews.objects.get_or_create(role_id=role_id, day=day)
            RoleViews.objects.filter(pk=row.pk).update(count=F("count") + count)


view_counter = ViewCounter()
