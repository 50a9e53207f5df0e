"""Writes events down, and a line for each to the log."""

import logging
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from audit import occasions
from audit.cleaning import forget_addresses_daily
from audit.models import Event, Kind

# What anybody can cause, is counted: once an hour for each account and address, and for so many
# addresses. So a guessing attack cannot fill the database.
COUNTED_FOR = timedelta(hours=1)
MOST_ADDRESSES = 50

logger = logging.getLogger(__name__)


def record(
    kind: Kind,
    *,
    about: int | None = None,
    subject: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """Writes down what the person who makes the request, or a program, has done."""
    event = Event.objects.create(
        kind=kind,
        by_id=occasions.person(),
        about_id=about,
        subject=_short(subject),
        details=details or {},
        address=occasions.address(),
    )
    _note(event.pk, kind, event.by_id or about)


def record_if_possible(kind: Kind) -> None:
    """Writes down what must not fail for want of a database that can be written, e.g. a backup."""
    try:
        record(kind)
    except DatabaseError as error:
        logger.warning("The audit log could not be told of %s: %s", kind.value, error)


def count(kind: Kind, about: int | None = None) -> None:
    """Writes down what somebody whom we do not know has done, also again and again."""
    address = occasions.address()
    pk = _row(kind, about, address)
    if pk is None and address and _has_many_addresses(kind):
        address = None
        pk = _row(kind, about, address)
    now = timezone.now()
    if pk is None:
        row = {"kind": kind, "about_id": about, "address": address}
        pk = Event.objects.create(at=now, last_at=now, **row).pk
    else:
        Event.objects.filter(pk=pk).update(count=F("count") + 1, last_at=now)
    _note(pk, kind, about)


def _row(kind: Kind, about: int | None, address: str | None) -> int | None:
    """The row in which the same is counted already."""
    rows = _counted_now(kind).filter(about=about, address=address)
    return rows.order_by("pk").values_list("pk", flat=True).first()


def _counted_now(kind: Kind) -> "QuerySet[Event]":
    return Event.objects.filter(kind=kind, at__gt=timezone.now() - COUNTED_FOR)


def _has_many_addresses(kind: Kind) -> bool:
    return bool(_counted_now(kind).exclude(address=None).count() >= MOST_ADDRESSES)


def _short(subject: str) -> str:
    longest = Event._meta.get_field("subject").max_length or 0
    return subject if len(subject) <= longest else f"{subject[: longest - 1]}…"


def _note(pk: int, kind: Kind, user: int | None) -> None:
    """A line in the log once the row is there for good: no name, no address, nothing typed."""
    forget_addresses_daily()
    line = {"event": kind.value, "user": user, "audit": pk}
    transaction.on_commit(
        partial(logger.info, "%s user=%s audit=%s", *line.values(), extra=line), robust=True
    )
