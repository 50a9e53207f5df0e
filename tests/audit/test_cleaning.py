from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from audit.cleaning import forget_addresses
from audit.models import Event, Kind
from audit.recording import record

pytestmark = pytest.mark.django_db


def event(days_ago):
    at = timezone.now() - timedelta(days=days_ago)
    return Event.objects.create(kind=Kind.SIGN_OUT, at=at, address="192.0.2.7")


def test_addresses_are_removed_after_as_many_days_as_are_set(settings):
    settings.AUDIT_ADDRESS_DAYS = 10
    old, new = event(11), event(9)

    assert forget_addresses() == 1

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.address, new.address) == (None, "192.0.2.7")


def test_where_none_are_to_be_kept_all_are_removed(settings):
    settings.AUDIT_ADDRESS_DAYS = 0
    event(1)

    assert forget_addresses() == 1


def test_first_event_of_a_day_removes_them():
    record(Kind.LOAD)
    old = event(91)
    record(Kind.LOAD)
    old.refresh_from_db()
    assert old.address is not None  # it was done on this day

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        record(Kind.LOAD)

    old.refresh_from_db()
    assert old.address is None
