"""The groups of people who edit, translate and publish, and what each may do."""

from typing import Any

from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q, QuerySet


def content_apps() -> list[str]:
    """The labels of the apps whose configuration says `holds_content = True`."""
    configs = installed_apps.get_app_configs()
    return [config.label for config in configs if getattr(config, "holds_content", False)]


def _on_content(*verbs: str) -> Q:
    """The permissions to do something with any kind of content."""
    content = Q(content_type__app_label__in=content_apps())
    return content & Q(*(Q(codename__startswith=f"{verb}_") for verb in verbs), _connector=Q.OR)


def permissions_by_group() -> dict[str, Q]:
    """The permissions of each group."""
    edit = _on_content("view", "add", "change", "delete")
    translate = _on_content("view") | Q(codename="translate_content")
    return {"Editor": edit, "Translator": translate, "Publisher": edit | _on_content("publish")}


def make_groups(using: str = DEFAULT_DB_ALIAS, apps: Apps = installed_apps) -> dict[str, int]:
    """Creates the groups, and returns how many permissions each has.

    Each permission is given to a group once, e.g. on a model of a new release: what an
    administrator has added to a group stays, and what they have taken from it stays away.
    """
    for label in (*content_apps(), "accounts"):
        create_permissions(
            installed_apps.get_app_config(label), verbosity=0, using=using, apps=apps
        )
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    counts: dict[str, int] = {}
    for name, wanted in permissions_by_group().items():
        group, _ = apps.get_model("auth", "Group").objects.using(using).get_or_create(name=name)
        group.permissions.add(*_not_given_yet(group, permissions.filter(wanted), using, apps))
        counts[name] = group.permissions.count()
    return counts


def _not_given_yet(group: Any, wanted: QuerySet[Any], using: str, apps: Apps) -> list[Any]:
    """The permissions that a group has never been given; from now on it has."""
    given = apps.get_model("accounts", "GivenPermission").objects.using(using)
    before = given.filter(group=group).values("permission")
    permissions = list(wanted.exclude(pk__in=before))
    given.bulk_create(given.model(group=group, permission=one) for one in permissions)
    return permissions


def after_migrations(using: str, apps: Apps = installed_apps, **details: Any) -> None:
    """Receives post_migrate. Does nothing before the migration that creates groups has run."""
    try:
        apps.get_model("accounts", "GivenPermission")
    except LookupError:
        return
    make_groups(using, apps)
