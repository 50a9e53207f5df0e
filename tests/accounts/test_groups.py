from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.migrations.state import ProjectState

from accounts.groups import after_migrations, content_apps, make_groups
from accounts.models import GivenPermission
from core.models import content_models
from tests.support.editing import desk
from tests.support.factories import UserFactory

pytestmark = pytest.mark.django_db

VERBS = ("view", "add", "change", "delete")
MISSES = {"search.view_miss", "search.delete_miss"}  # queries without a hit are no content


def on_content(*verbs):
    return {
        f"{model._meta.app_label}.{verb}_{model._meta.model_name}"
        for model in content_models()
        for verb in verbs
    }


@pytest.mark.parametrize(
    ("group", "permissions"),
    [
        ("Editor", on_content(*VERBS) | MISSES),
        ("Publisher", on_content(*VERBS) | MISSES | {"roles.publish_role"}),
        ("Translator", on_content("view") | {"search.view_miss", "accounts.translate_content"}),
    ],
)
def test_after_migrations_a_group_may_do_just_this(group, permissions):
    assert desk(group).user.get_all_permissions() == permissions


def test_nobody_is_born_with_permissions():
    assert UserFactory().get_all_permissions() == set()


def test_groups_are_made_where_no_permission_is_there_yet():
    before = make_groups()
    Group.objects.all().delete()
    Permission.objects.all().delete()

    assert make_groups() == before
    assert set(Group.objects.values_list("name", flat=True)) == set(before)


def test_making_groups_again_changes_nothing():
    groups = list(Group.objects.order_by("pk").values_list("pk", "name", "permissions"))

    make_groups()

    assert list(Group.objects.order_by("pk").values_list("pk", "name", "permissions")) == groups


def test_what_an_administrator_added_stays():
    editors = Group.objects.get(name="Editor")
    added = Permission.objects.get(codename="view_user")
    editors.permissions.add(added)

    make_groups()

    assert added in editors.permissions.all()


def test_what_an_administrator_has_taken_stays_away():
    editors = Group.objects.get(name="Editor")
    taken = Permission.objects.get(codename="add_role")
    editors.permissions.remove(taken)

    make_groups()

    assert taken not in editors.permissions.all()


def test_permission_of_a_new_release_is_given():
    Permission.objects.get(codename="add_role").delete()

    make_groups()

    editors = Group.objects.get(name="Editor")
    assert editors.permissions.filter(codename="add_role").exists()


def test_group_that_was_deleted_is_made_anew_with_all_its_permissions():
    before = make_groups()
    Group.objects.get(name="Translator").delete()

    assert make_groups() == before


def test_what_groups_lack_when_the_release_with_this_rule_comes_stays_away():
    editors = Group.objects.get(name="Editor")
    taken = Permission.objects.get(codename="add_role")
    editors.permissions.remove(taken)
    GivenPermission.objects.all().delete()

    import_module("accounts.migrations.0002_given_permissions").note_what_is_given(
        apps, SimpleNamespace(connection=connection)
    )
    make_groups()

    assert taken not in editors.permissions.all()


def test_groups_wait_for_the_tables_they_need():
    Group.objects.all().delete()

    after_migrations(using="default", apps=ProjectState().apps)

    assert not Group.objects.exists()


def test_apps_with_content_say_so():
    with_content = {model._meta.app_label for model in content_models()}

    assert with_content <= {*content_apps()}
