from datetime import timedelta

import pytest
from django.utils import timezone

from history.cleaning import forget_before
from history.models import Change, Entry, Origin
from history.pages import FIRST, find_version, history_page
from history.versions import find_subject
from roles.models import Role
from tests.support.factories import RoleFactory
from tests.support.history import last_change, recorded
from translations.models import TextState

pytestmark = pytest.mark.django_db


def change(role, days_ago, **values):
    with recorded():
        for name, value in values.items():
            setattr(role, name, value)
        role.save()
    made = last_change()
    made.at = timezone.now() - timedelta(days=days_ago)
    made.save()
    return made


def test_older_changes_are_forgotten_and_later_versions_kept():
    Change.objects.get_or_create(origin=Origin.START)
    with recorded():
        role = RoleFactory(title_en="One")
    Change.objects.update(at=timezone.now() - timedelta(days=900))
    change(role, 400, title_en="Two")
    kept = change(role, 10, title_en="Three")
    cut = timezone.now() - timedelta(days=365)

    assert forget_before(cut) == 2

    subject = find_subject(Role, role.pk)
    assert [change.pk for change in subject.changes()] == [kept.pk]
    assert history_page(subject, None).first.at == cut
    assert find_version(subject, FIRST).state[subject.key]["title_en"] == "Two"
    assert Entry.objects.filter(change=kept).count() == Entry.objects.count()


def test_where_nothing_is_old_the_history_begins_where_it_did():
    start, _ = Change.objects.get_or_create(origin=Origin.START)
    role = RoleFactory()
    change(role, 3, stage="lead")

    assert forget_before(timezone.now() - timedelta(days=365)) == 0
    assert Change.objects.get(origin=Origin.START).at == start.at


def test_states_of_versions_that_are_forgotten_are_forgotten_too():
    role = RoleFactory(title="Host", source_language="fi")
    for text in ("Vert", "Vertinne"):
        change(role, 0, title_nb=text)
    TextState.objects.update(at=timezone.now() - timedelta(days=900))
    change(role, 0, title_nb="Verten")

    forget_before(timezone.now() - timedelta(days=365))

    kept = TextState.objects.filter(language="nb").values_list("is_current", flat=True)
    assert [*kept] == [True]
