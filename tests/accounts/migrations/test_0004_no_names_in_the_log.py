from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import connection

from tests.support.factories import SourceFactory, UserFactory

migration = import_module("accounts.migrations.0004_no_names_in_the_log")


@pytest.mark.django_db
def test_what_the_log_has_of_people_is_removed_and_the_rest_stays():
    user, source = UserFactory(username="kari"), SourceFactory(title="Article")
    for item in (user, source):
        LogEntry.objects.log_actions(user.pk, [item], CHANGE, single_object=True)

    migration.remove_entries_about_people(apps, SimpleNamespace(connection=connection))

    assert [entry.object_repr for entry in LogEntry.objects.all()] == [str(source)]
