from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from audit.models import Event, Kind

pytestmark = pytest.mark.django_db


def test_command_removes_old_addresses():
    at = timezone.now() - timedelta(days=91)
    event = Event.objects.create(kind=Kind.SIGN_OUT, at=at, address="2001:db8::7")
    out = StringIO()

    call_command("clean_audit_log", stdout=out)

    event.refresh_from_db()
    assert event.address is None
    assert out.getvalue() == "Addresses that were removed: 1.\n"
