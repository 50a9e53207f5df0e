"""Publishes roles at the times that publishers have set for them (`core.schedule`)."""

from collections import defaultdict
from collections.abc import Callable

from django.db import transaction
from django.db.models.functions import Now

from core.replicas import PRIMARY
from core.schedule import schedule
from core.transactions import atomic_at_once
from history.models import Origin
from history.occasions import nobody, occasion
from roles.models import Role
from roles.models.role import RoleQuerySet
from roles.publishing import problems
from roles.signals import relate_on_commit

# How long a reader waits for others who are writing, e.g. an import, before it is left for later.
WAIT_SECONDS = 0.5


def listen() -> None:
    """Has roles published as soon as they are due."""
    # Those of `Role.objects.scheduled()`. By the database's clock, which is the same for everyone.
    # COALESCE: with the status as such, SQLite would rather look through all drafts.
    due = f"""SELECT 1 FROM {Role._meta.db_table}
        WHERE publish_at <= CURRENT_TIMESTAMP
        AND COALESCE(status, '') = '{Role.Status.DRAFT}' AND publish_problem = ''"""  # noqa: S608 (constants)
    schedule.register(f"EXISTS ({due})", publish_due)


def publish_due(committed: Callable[[], None]) -> None:
    """Publishes the roles that are due and fit for it; the others stay drafts, and say why.

    Of several processes one does it: the others find the roles locked, or nothing left to do.
    """
    with occasion(Origin.SCHEDULE, nobody), atomic_at_once(PRIMARY, WAIT_SECONDS):
        transaction.on_commit(committed, using=PRIMARY)  # before all else that waits for it
        due = Role.objects.scheduled().filter(publish_at__lte=Now()).order_by("pk")
        pks = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True))
        by_problem = defaultdict[str, list[int]](list)
        for pk, problem in problems(_roles(pks)).items():
            by_problem[problem].append(pk)
        _publish(by_problem.pop("", []))
        for problem, kept in by_problem.items():
            _roles(kept).update(publish_problem=problem)


def _publish(pks: list[int]) -> None:
    if pks:
        _roles(pks).publish_as_scheduled()
    for pk in pks:
        relate_on_commit(pk, PRIMARY)


def _roles(pks: list[int]) -> RoleQuerySet:
    return Role.objects.filter(pk__in=pks)
