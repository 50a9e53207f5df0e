from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from accounts.models import User
from audit.models import Event, Kind
from tests.support.editing import Desk
from tests.support.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return Desk(UserFactory(username="chief", is_superuser=True))


def since(number):
    events = Event.objects.filter(pk__gt=number).order_by("pk")
    return [(event.kind, event.about_id, event.subject, event.details) for event in events]


def last():
    return Event.objects.order_by("pk").values_list("pk", flat=True).last() or 0


def test_user_who_is_added_with_rights(administrator):
    before = last()
    page = "/admin/accounts/user/add/"
    password = dict.fromkeys(("password1", "password2"), "a good long one")
    administrator.post(page, {"username": "new", "usable_password": "true"} | password)
    new = User.objects.get(username="new")
    boss = User.objects.create_superuser("boss")

    assert since(before) == [
        (Kind.USER_ADDED, new.pk, "", {}),
        (Kind.USER_ADDED, boss.pk, "", {"now": {"is_staff": True, "is_superuser": True}}),
    ]
    assert Event.objects.get(about=new).by == administrator.user
    assert Event.objects.get(about=boss).by is None


def test_each_kind_of_change_of_a_user_is_an_event_of_its_own():
    user = UserFactory(username="ada", email="old@example.org")
    before = last()
    user.username, user.email, user.is_superuser, user.languages = "eda", "e@x.org", True, ["fi"]
    user.set_password("another long one")
    user.save()
    user.is_active = False
    user.save()
    user.is_active = True
    user.save()

    assert since(before) == [
        (Kind.PASSWORD_CHANGED, user.pk, "", {}),
        (Kind.ADDRESS_CHANGED, user.pk, "", {}),
        (Kind.USER_CHANGED, user.pk, "", {}),
        (Kind.RIGHTS_CHANGED, user.pk, "", {"now": {"is_superuser": True, "languages": ["fi"]}}),
        (Kind.USER_DEACTIVATED, user.pk, "", {}),
        (Kind.USER_ACTIVATED, user.pk, "", {}),
    ]


def test_saving_what_it_was_is_no_event(administrator):
    user = UserFactory(username="ada")
    page = f"/admin/accounts/user/{user.pk}/change/"
    before = last()

    administrator.post(page, administrator.filled_in(page))

    assert since(before) == []


def test_groups_that_a_user_gets_and_loses():
    user, editors = UserFactory(), Group.objects.get(name="Editor")
    before = last()
    user.groups.set([editors])
    editors.user_set.remove(user)
    editors.user_set.add(user)
    user.groups.clear()
    editors.user_set.clear()

    given, taken = {"given": ["Editor"]}, {"taken": ["Editor"]}
    assert since(before) == [
        (Kind.RIGHTS_CHANGED, user.pk, "", details) for details in (given, taken, given, taken)
    ]


def test_permissions_of_users_and_groups():
    user, group = UserFactory(), Group.objects.create(name="Guests")
    view = Permission.objects.get(codename="view_role")
    before = last()
    user.user_permissions.add(view)
    group.permissions.set([view])
    view.group_set.remove(group)

    details = {"given": ["roles.role.view_role"]}
    assert since(before) == [
        (Kind.RIGHTS_CHANGED, user.pk, "", details),
        (Kind.GROUP_RIGHTS, None, "Guests", details),
        (Kind.GROUP_RIGHTS, None, "Guests", {"taken": ["roles.role.view_role"]}),
    ]


def test_many_permissions_are_counted():
    group = Group.objects.create(name="Guests")
    before = last()
    group.permissions.set(Permission.objects.all()[:42])

    ((_kind, _about, _subject, details),) = since(before)
    assert len(details["given"]) == 30
    assert details["more"] == 12


def test_groups_that_are_made_renamed_and_deleted():
    before = last()
    group = Group.objects.create(name="Guests")
    group.name = "Visitors"
    group.save()
    group.save()
    group.delete()

    assert since(before) == [
        (Kind.GROUP_ADDED, None, "Guests", {}),
        (Kind.GROUP_CHANGED, None, "Visitors", {}),
        (Kind.GROUP_DELETED, None, "Visitors", {}),
    ]


def test_of_a_user_who_is_deleted_the_number_stays(administrator):
    user = UserFactory(username="ada", first_name="Ada")
    Desk(user)
    pk = user.pk

    administrator.post(f"/admin/accounts/user/{pk}/delete/", {"post": "yes"})

    deleted = Event.objects.get(kind=Kind.USER_DELETED)
    assert (deleted.by, deleted.about_id, deleted.details) == (administrator.user, pk, {})
    assert Event.objects.filter(about_id=pk, kind=Kind.SIGN_IN).exists()


def test_fixture_that_is_loaded_is_no_event():
    user = UserFactory(username="ada")
    before = last()
    user.email = "new@example.org"
    user.save_base(raw=True)

    assert since(before) == []


def test_groups_that_come_with_the_site_are_no_event():
    before = last()
    call_command("migrate", verbosity=0, stdout=StringIO())

    assert since(before) == []
