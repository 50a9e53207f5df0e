import pytest
from django.contrib import admin
from django.contrib.auth.models import Group

from accounts.lists import ListAdmin
from accounts.models import User
from tests.support.editing import Desk
from tests.support.factories import UserFactory
from tests.support.markup import Page

pytestmark = pytest.mark.django_db

LARGE = "9" * 30


@pytest.fixture
def administrator():
    return Desk(UserFactory(is_superuser=True))


def test_every_list_of_admin_is_one():
    others = [one for one in admin.site._registry.values() if not isinstance(one, ListAdmin)]

    assert others == []


@pytest.mark.parametrize(
    "query",
    [
        f"accounts/user/?groups__exact={LARGE}",
        f"accounts/user/?groups__in={LARGE}",
        f"auth/group/?user__exact={LARGE}",
        f"roles/rolefamily/?parent__in={LARGE}",
        f"audit/event/?about__gte={LARGE}",
        f"search/miss/?count__in=1,{LARGE}",
    ],
)
def test_number_that_is_too_large_for_a_database_is_no_failure(administrator, query):
    shown = administrator.get(f"/admin/{query}", follow=True)

    assert shown.status_code == 200
    assert 'id="changelist"' in shown.text


@pytest.mark.parametrize("lookup", ["sort_en__exact=x", "sort_fi__in=x", "sort_pl__gte=x"])
def test_bytes_are_not_looked_up(administrator, lookup):
    assert administrator.get(f"/admin/roles/rolefamily/?{lookup}").status_code == 400


@pytest.mark.parametrize("key", ["x", LARGE, "-1", "\0", "²"])
def test_nothing_is_done_with_what_is_no_key(administrator, key):
    group = Group.objects.get(name="Editor")
    sent = {"action": "delete_selected", "_selected_action": [str(group.pk), key], "post": "yes"}

    for kind in ("auth/group", "roles/role"):
        response = administrator.post(f"/admin/{kind}/", sent)
        assert (response.status_code, bool(Page(response.text).texts("h1"))) == (400, True)

    assert Group.objects.filter(name="Editor").exists()
    assert User.objects.exists()
