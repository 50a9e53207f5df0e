import pytest
from django.db import transaction

from history.models import Change, Entry, Origin
from history.occasions import occasion
from history.recording import find_change
from tests.support.factories import RoleFactory, RoleSkillFactory, UserFactory
from tests.support.history import last_change, recorded

pytestmark = pytest.mark.django_db


def test_all_of_an_occasion_in_a_transaction_is_one_change():
    item = RoleSkillFactory(order=0)
    before = Change.objects.count()

    with recorded() as rows:
        for order in (1, 2):
            item.order = order
            item.save()

    assert [row[3] for row in rows] == [{"order": [0, 1]}, {"order": [1, 2]}]
    assert Change.objects.count() == before + 1


def test_change_knows_its_origin_and_who_made_it():
    user = UserFactory()

    with occasion(Origin.IMPORT, lambda: user.pk):
        RoleFactory()

    assert (last_change().origin, last_change().by) == ("import", user)


def test_change_of_a_program_is_nobodys():
    RoleFactory()

    assert (last_change().origin, last_change().by) == ("program", None)


def test_change_outlives_the_account_of_who_made_it():
    user = UserFactory()
    with occasion(Origin.EDIT, lambda: user.pk):
        RoleFactory()

    user.delete()

    assert (last_change().origin, last_change().by) == ("edit", None)
    assert Entry.objects.filter(change=last_change()).exists()


def test_what_is_rolled_back_leaves_no_entry_and_no_change():
    role = RoleFactory()
    before = Change.objects.count()

    with recorded() as rows:
        with transaction.atomic():
            role.stage = "lead"
            role.save()
            transaction.set_rollback(True)
        assert find_change("default") is None
        role.refresh_from_db()
        role.stage = "entry"
        role.save()

    assert rows == [("roles.role", role.pk, "changed", {"stage": ["", "entry"]})]
    assert Change.objects.count() == before + 1


def test_object_that_is_new_in_a_change_is_not_changed_in_it():
    with recorded() as rows:
        item = RoleSkillFactory()
        item.requirement = "useful"
        item.save()
        item.role.stage = "lead"
        item.role.save()

    assert {(model, verb) for model, pk, verb, values in rows} == {
        ("roles.rolefamily", "created"),
        ("roles.role", "created"),
        ("skills.skillgroup", "created"),
        ("skills.skill", "created"),
    }


@pytest.mark.django_db(transaction=True)
def test_each_transaction_is_a_change():
    role = RoleFactory()
    before = Change.objects.count()

    with occasion(Origin.EDIT):
        for stage in ("lead", "entry"):
            role.stage = stage
            role.save()

    assert Change.objects.count() == before + 2
