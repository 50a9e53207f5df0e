"""Removes network addresses from the audit log once they are old."""

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from audit.models import Event


class _Done:
    """The day on which this process has removed old ones."""

    day: date | None = None


def forget_addresses() -> int:
    """Removes the addresses that are older than AUDIT_ADDRESS_DAYS, and returns how many."""
    before = timezone.now() - timedelta(days=settings.AUDIT_ADDRESS_DAYS)
    return Event.objects.filter(address__isnull=False, at__lt=before).update(address=None)


def forget_addresses_daily() -> None:
    """Does so once a day: no program has to run for it, the first event of a day does it."""
    today = timezone.localdate()
    if _Done.day != today:
        forget_addresses()
        _Done.day = today
