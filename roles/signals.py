"""Keeps related roles and named skills up to date when roles, skills or tools of roles change."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from core.transactions import collect_on_commit
from roles import named_skills, related
from roles.models import Role, RoleSkill, ToolUse
from skills.models import Skill


def listen() -> None:
    """Connects to roles, their skills and their tools that are saved or deleted one by one."""
    for model in (RoleSkill, ToolUse):
        post_save.connect(item_changed, sender=model)
        post_delete.connect(item_changed, sender=model)
    post_save.connect(role_saved, sender=Role)
    post_save.connect(skill_saved, sender=Skill)


def item_changed(instance: RoleSkill | ToolUse, using: str, **details: Any) -> None:
    relate_on_commit(instance.role_id, using)


def role_saved(
    instance: Role, using: str, update_fields: frozenset[str] | None, **details: Any
) -> None:
    if update_fields is None or "status" in update_fields:
        relate_on_commit(instance.pk, using)


def skill_saved(instance: Skill, using: str, **details: Any) -> None:
    collect_on_commit(named_skills.name_skills, instance.pk, using)


def relate_on_commit(role_id: int, using: str) -> None:
    """Relates the role anew after the commit: once, together with the others of its transaction."""
    collect_on_commit(related.relate, role_id, using)
