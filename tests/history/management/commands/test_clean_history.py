from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from history.models import Change
from tests.support.factories import RoleFactory

pytestmark = pytest.mark.django_db


def clean(*arguments):
    out = StringIO()
    call_command("clean_history", *arguments, stdout=out)
    return out.getvalue().strip()


def test_changes_of_more_than_so_many_days_are_forgotten():
    RoleFactory()
    Change.objects.exclude(origin="start").update(at=timezone.now() - timedelta(days=31))

    assert clean("--older-than", "32") == "Changes older than 32 days that were forgotten: 0."
    assert clean("--older-than", "30") == "Changes older than 30 days that were forgotten: 1."


def test_nothing_is_forgotten_unless_it_is_set():
    assert clean() == "HISTORY_DAYS is 0: nothing is forgotten."


@pytest.mark.parametrize("text", ["0", "-3", "soon", "36501", "9" * 30])
def test_number_of_days_is_checked(text):
    with pytest.raises(CommandError, match="is not a number of days"):
        clean(f"--older-than={text}")
