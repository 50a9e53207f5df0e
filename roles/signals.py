"""Related roles follow every change of what roles take and of which roles are published."""

from threading import local
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save


class _Changed(local):
    """The roles that this thread's transaction has changed so far.

    What a transaction leaves behind that was rolled back is related again, which changes nothing.
    """

    def __init__(self) -> None:
        self.role_ids: set[int] = set()


_changed = _Changed()


def listen() -> None:
    """Hears of roles, their skills and their tools, saved or deleted one by one."""
    for label in ("roles.RoleSkill", "roles.ToolUse"):
        post_save.connect(item_has_changed, sender=label)
        post_delete.connect(item_has_changed, sender=label)
    post_save.connect(role_has_changed, sender="roles.Role")


def item_has_changed(instance: Model, using: str, **details: Any) -> None:
    relate_on_commit(instance.role_id, using)


def role_has_changed(
    instance: Model, using: str, update_fields: frozenset[str] | None, **details: Any
) -> None:
    if update_fields is None or "status" in update_fields:
        relate_on_commit(instance.pk, using)


def relate_on_commit(role_id: int, using: str) -> None:
    """Relates the role anew once its transaction is over, however often it changes until then."""
    _changed.role_ids.add(role_id)
    transaction.on_commit(_relate_changed, using=using)


def _relate_changed() -> None:
    from roles.related import relate

    role_ids, _changed.role_ids = _changed.role_ids, set()
    if role_ids:
        relate(role_ids)
