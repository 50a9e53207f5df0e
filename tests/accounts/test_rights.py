import pytest
from django.contrib.auth.models import Group, Permission

from accounts.rights import groups_within, may_administer, permissions_of
from tests.support.factories import UserFactory

pytestmark = pytest.mark.django_db


def permission(codename):
    return Permission.objects.get(codename=codename)


@pytest.fixture
def officer():
    user = UserFactory(languages=["nb"])
    user.groups.add(Group.objects.get(name="Translator"))
    user.user_permissions.add(permission("change_user"))
    return user


def test_permissions_are_those_of_the_person_and_of_their_groups_each_once(officer):
    officer.user_permissions.add(permission("translate_content"))  # the group has it, too

    codenames = [one.codename for one in permissions_of(officer)]

    assert {"change_user", "translate_content", "view_role"} <= {*codenames}
    assert "change_role" not in codenames
    assert len(codenames) == len({*codenames})


def test_account_that_is_not_active_has_its_permissions_still(officer):
    officer.is_active = False

    assert permission("change_user") in permissions_of(officer)


def test_superuser_has_all_permissions():
    assert permissions_of(UserFactory(is_superuser=True)).count() == Permission.objects.count()


def test_groups_within_are_those_with_nothing_more(officer):
    empty = Group.objects.create(name="Empty")
    more = Group.objects.create(name="More")
    more.permissions.set([permission("change_user"), permission("delete_user")])

    assert {*groups_within(officer)} == {empty, Group.objects.get(name="Translator")}


def test_may_administer_whoever_has_no_more(officer):
    less, superuser = UserFactory(languages=["nb"]), UserFactory(is_superuser=True)
    polish, editor = UserFactory(languages=["pl"]), UserFactory()
    editor.groups.add(Group.objects.get(name="Editor"))

    assert [may_administer(officer, other) for other in (officer, less)] == [True, True]
    assert [may_administer(officer, other) for other in (superuser, polish, editor)] == [False] * 3
    assert may_administer(superuser, superuser)
