"""Hears of changes of users and groups, and of what they may do."""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save

from accounts.models import User
from audit.models import Kind
from audit.recording import record

BEFORE = "_audited_before"  # the attribute of an object that is being saved

# Which event a change of a field is. Where it is one of rights, the new value is told, too.
FIELDS = {
    "password": Kind.PASSWORD_CHANGED,
    "email": Kind.ADDRESS_CHANGED,
    "username": Kind.USER_CHANGED,
    "first_name": Kind.USER_CHANGED,
    "last_name": Kind.USER_CHANGED,
    "is_staff": Kind.RIGHTS_CHANGED,
    "is_superuser": Kind.RIGHTS_CHANGED,
    "languages": Kind.RIGHTS_CHANGED,
    "is_active": Kind.USER_DEACTIVATED,
}
RIGHTS = [name for name, kind in FIELDS.items() if kind == Kind.RIGHTS_CHANGED]
# Signing in notes the time, and may renew the hash of the same password.
BY_SIGNING_IN = ({"last_login"}, {"password"})
MOST_NAMES = 30  # of permissions in an event


def connect() -> None:
    for model in (User, Group):
        pre_save.connect(before_save, sender=model)
        post_save.connect(after_save, sender=model)
        pre_delete.connect(before_delete, sender=model)
    for relation in (User.groups, User.user_permissions, Group.permissions):
        m2m_changed.connect(rights_changed, sender=relation.through)


def before_save(
    sender: Any, instance: Any, raw: bool, update_fields: Collection[str] | None, **details: Any
) -> None:
    """Reads what the database has of a user or a group."""
    names = ["name"] if sender is Group else [*FIELDS]
    if raw or instance.pk is None or (update_fields and {*update_fields} in BY_SIGNING_IN):
        return
    stored = sender._base_manager.filter(pk=instance.pk).values(*names)
    setattr(instance, BEFORE, stored.first())


def after_save(sender: Any, instance: Any, raw: bool, created: bool, **details: Any) -> None:
    before = vars(instance).pop(BEFORE, None)
    if raw:
        return
    if created:
        _added(instance)
    elif before:
        changed = [name for name, value in before.items() if getattr(instance, name) != value]
        _changed(instance, changed)


def _added(instance: Any) -> None:
    if isinstance(instance, Group):
        record(Kind.GROUP_ADDED, subject=instance.name)
    else:
        given = {name: value for name, value in _rights(instance).items() if value}
        record(Kind.USER_ADDED, about=instance.pk, details={"now": given} if given else {})


def _changed(instance: Any, names: Collection[str]) -> None:
    if isinstance(instance, Group):
        if names:
            record(Kind.GROUP_CHANGED, subject=instance.name)
        return
    for kind in dict.fromkeys(FIELDS[name] for name in names):
        if kind == Kind.RIGHTS_CHANGED:
            rights = _rights(instance)
            now = {name: rights[name] for name in names if name in rights}
            record(kind, about=instance.pk, details={"now": now})
        elif kind == Kind.USER_DEACTIVATED and instance.is_active:
            record(Kind.USER_ACTIVATED, about=instance.pk)
        else:
            record(kind, about=instance.pk)


def _rights(user: User) -> dict[str, Any]:
    return {name: getattr(user, name) for name in RIGHTS}


def before_delete(instance: Any, **details: Any) -> None:
    """Of a user only the number stays."""
    if isinstance(instance, Group):
        record(Kind.GROUP_DELETED, subject=instance.name)
    else:
        record(Kind.USER_DELETED, about=instance.pk)


def rights_changed(
    instance: Any, action: str, reverse: bool, model: Any, pk_set: set[int] | None, **details: Any
) -> None:
    """Groups or permissions of a user, or permissions of a group, were given or taken."""
    way = {"post_add": "given", "post_remove": "taken", "pre_clear": "taken"}.get(action)
    if way is None or (pk_set is not None and not pk_set):
        return
    others = model._base_manager.filter(pk__in=pk_set) if pk_set else None
    if reverse:  # from the other end: the holders are many, and what they hold is one
        holders = others if others is not None else _holders(instance, model)
        for holder in holders:
            _record_rights(holder, way, [instance])
    else:
        held = others if others is not None else _held(instance, model)
        _record_rights(instance, way, held)


def _holders(held: Any, model: Any) -> Iterable[Any]:
    """All users or groups that have a group or a permission."""
    field = next(field for field in model._meta.many_to_many if field.related_model is type(held))
    return model._base_manager.filter(**{field.name: held})  # type: ignore[no-any-return]


def _held(holder: Any, model: Any) -> Iterable[Any]:
    """All groups or permissions that a user or a group has."""
    field = next(field for field in type(holder)._meta.many_to_many if field.related_model is model)
    return getattr(holder, field.name).all()  # type: ignore[no-any-return]


def _record_rights(holder: Any, way: str, held: Iterable[Any]) -> None:
    names = sorted(map(_name, held))
    if not names:
        return
    details = {way: names[:MOST_NAMES]}
    if len(names) > MOST_NAMES:
        details["more"] = len(names) - MOST_NAMES  # type: ignore[assignment]  # of another kind
    if isinstance(holder, Group):
        record(Kind.GROUP_RIGHTS, subject=holder.name, details=details)
    else:
        record(Kind.RIGHTS_CHANGED, about=holder.pk, details=details)


def _name(held: Group | Permission) -> str:
    """How a group or a permission is called for good: `audit.words` says it in words."""
    if isinstance(held, Group):
        return held.name
    content_type = ContentType.objects.get_for_id(held.content_type_id)
    return f"{content_type.app_label}.{content_type.model}.{held.codename}"
