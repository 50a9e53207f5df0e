"""Keeps up to date what hangs on roles: related roles, named skills, former addresses."""

from functools import partial
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save

from core import background
from core.signals import content_loaded
from core.transactions import collect_on_commit
from roles import named_skills, related
from roles.models import FormerAddress, Role, RoleSkill, ToolUse
from skills.models import Skill


def listen() -> None:
    """Connects to roles, their skills and their tools that are saved or deleted one by one."""
    for model in (RoleSkill, ToolUse):
        post_save.connect(item_changed, sender=model)
        post_delete.connect(item_changed, sender=model)
    pre_save.connect(keep_former_address, sender=Role)
    post_save.connect(role_saved, sender=Role)
    post_save.connect(skill_saved, sender=Skill)
    content_loaded.connect(relate_loaded)


# What a role needs hangs on these fields of its items, and what it is about on these texts.
NEEDS = ("role", "skill", "requirement", "category")
NAMED_BY = ("title", "is_retired")
NAMING_TEXTS = ("title", "summary", "introduction")


def item_changed(
    instance: RoleSkill | ToolUse,
    using: str,
    update_fields: frozenset[str] | None = None,
    **details: Any,
) -> None:
    if update_fields is None or not update_fields.isdisjoint(NEEDS):
        relate_on_commit(instance.role_id, using)


def role_saved(
    instance: Role, using: str, update_fields: frozenset[str] | None, **details: Any
) -> None:
    if update_fields is None or "status" in update_fields:
        relate_on_commit(instance.pk, using)
    elif any(name.startswith(NAMING_TEXTS) for name in update_fields):
        collect_on_commit(_name_in_roles, instance.pk, using)


def keep_former_address(
    instance: Role, using: str, update_fields: frozenset[str] | None, **details: Any
) -> None:
    """Keeps the address that a role is about to lose, if readers may know it."""
    if instance._state.adding or not (update_fields is None or "slug" in update_fields):
        return
    stored = Role.objects.using(using).filter(pk=instance.pk).exclude(slug=instance.slug)
    for role in stored.only("slug", "status", "published_at"):
        if role.was_public:
            FormerAddress.objects.using(using).update_or_create(
                slug=role.slug, defaults={"role": instance}
            )


def skill_saved(
    instance: Skill, using: str, update_fields: frozenset[str] | None = None, **details: Any
) -> None:
    if update_fields is None or any(name.startswith(NAMED_BY) for name in update_fields):
        collect_on_commit(_name_skills, instance.pk, using)


def _name_in_roles(role_ids: set[int]) -> None:
    """Of many roles, e.g. after an import, it takes longer than somebody waits."""
    background.run(partial(named_skills.name_in_roles, role_ids))


def _name_skills(skill_ids: set[int]) -> None:
    background.run(partial(named_skills.name_skills, skill_ids))


def relate_loaded(**details: Any) -> None:
    """Relates all roles in the transaction of a load, whose process may end after it."""
    related.relate_all()


def relate_on_commit(role_id: int, using: str) -> None:
    """Relates the role anew after the commit: once, together with the others of its transaction."""
    collect_on_commit(related.relate, role_id, using)
