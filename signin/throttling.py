"""Guesses are counted, by account and address together and by address alone, and end in a lock.

An attempt is counted before it is checked, so that many at once are not checked before the first
of them is counted; one that succeeds is taken back. While a lock lasts nothing is checked and
nothing is counted: it ends, whoever goes on knocking. An account is never locked for all addresses.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from accounts.network import client_network
from signin import signals
from signin.models import FailedAttempts

LOCK = timedelta(minutes=15)
BY_ACCOUNT_AND_ADDRESS = 5
BY_ADDRESS = 20


@dataclass(frozen=True)
class ThrottleScope:
    """What is counted together, and how often it may fail in a time; a lock lasts as long."""

    name: str
    by_account_and_address: int = BY_ACCOUNT_AND_ADDRESS
    by_address: int = BY_ADDRESS
    duration: timedelta = LOCK

    def limits(self, request: HttpRequest, account: str) -> dict[str, int]:
        """The limit of each key that an attempt is counted under."""
        address = client_network(request)
        name = unicodedata.normalize("NFKC", account).casefold()
        return {
            _key(self.name, name, address): self.by_account_and_address,
            _key(self.name, address): self.by_address,
        }


# Passwords and codes are counted together: who knows one must not guess the other for longer.
SIGN_IN = ThrottleScope("sign-in")


class TooManyAttempts(ValidationError):
    """Too much has failed: nothing is checked for some time."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        minutes = ceil(seconds / 60)
        message = ngettext(
            "Too many attempts. Try again in %(minutes)d minute.",
            "Too many attempts. Try again in %(minutes)d minutes.",
            minutes,
        )
        super().__init__(message % {"minutes": minutes}, code="locked")


def _key(*parts: str) -> str:
    return salted_hmac("signin.throttling", "\n".join(parts), algorithm="sha256").hexdigest()


@contextmanager
def attempt(request: HttpRequest, account: str, scope: ThrottleScope = SIGN_IN) -> Iterator[None]:
    """What is checked within it counts as failed if it raises.

    Raises TooManyAttempts before, if there is a lock.
    """
    limits = scope.limits(request, account)
    try:
        is_last = count(limits, scope.duration)
    except TooManyAttempts as lock:
        request.retry_after = lock.seconds  # type: ignore[attr-defined]  # travels with the request
        raise
    try:
        yield
    except ValidationError:
        about = {"sender": ThrottleScope, "request": request, "account": account}
        signals.failed.send(**about)
        if is_last:
            signals.locked.send(**about, scope=scope.name)
        raise
    forgive(limits)


def count(limits: Mapping[str, int], duration: timedelta) -> bool:
    """Counts an attempt under each key. Whether it is the last. Raises TooManyAttempts.

    Rows are removed, made and locked in transactions of their own: so nobody waits for others while
    they wait for what this one keeps.
    """
    now = timezone.now()
    _remove_past(limits, now)
    while True:
        _make_missing(limits, now + duration)
        with transaction.atomic():
            rows = list(_locked(limits))
            if len(rows) == len(limits):  # else another attempt has removed one of the past
                return _count(rows, limits, now, duration)


def _remove_past(limits: Mapping[str, int], now: datetime) -> None:
    """Removes other rows of the past, but none that somebody has locked."""
    past = FailedAttempts.objects.exclude(key__in=limits).filter(ends_at__lt=now)
    if past.exists():
        with transaction.atomic():
            free = past.select_for_update(skip_locked=True).values("pk")
            FailedAttempts.objects.filter(pk__in=free).delete()


def _make_missing(limits: Mapping[str, int], end: datetime) -> None:
    known = FailedAttempts.objects.filter(key__in=limits).values_list("key", flat=True)
    missing = sorted({*limits} - {*known})
    FailedAttempts.objects.bulk_create(
        [FailedAttempts(key=key, ends_at=end) for key in missing], ignore_conflicts=True
    )


def _count(
    rows: list[FailedAttempts], limits: Mapping[str, int], now: datetime, duration: timedelta
) -> bool:
    for row in rows:
        if row.ends_at <= now:
            row.count, row.ends_at = 0, now + duration
    if over := [row.ends_at for row in rows if row.count >= limits[row.key]]:
        raise TooManyAttempts(max(1, ceil((max(over) - now).total_seconds())))
    for row in rows:
        row.count += 1
        if row.count >= limits[row.key]:
            row.ends_at = now + duration
    FailedAttempts.objects.bulk_update(rows, ["count", "ends_at"])
    return any(row.count >= limits[row.key] for row in rows)


def _locked(keys: Iterable[str]) -> models.QuerySet[FailedAttempts]:
    """The rows, always locked in the same order, so that nobody waits for each other."""
    return FailedAttempts.objects.select_for_update().filter(key__in=keys).order_by("key")


@transaction.atomic
def forgive(limits: Mapping[str, int]) -> None:
    """Takes an attempt back."""
    rows = FailedAttempts.objects.filter(pk__in=[row.pk for row in _locked(limits)], count__gt=0)
    rows.update(count=models.F("count") - 1)


def forget(request: HttpRequest, account: str, scope: ThrottleScope = SIGN_IN) -> None:
    """Starts anew for an account that was signed in from an address; not for the address.

    Somebody with an account of their own could otherwise guess at others for ever.
    """
    first = next(iter(scope.limits(request, account)))
    FailedAttempts.objects.filter(key=first).delete()
