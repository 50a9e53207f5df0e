from typing import Any

from django.apps import AppConfig
from django.db.migrations import Migration
from django.db.models import Field, Model
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RolesConfig(AppConfig):
    name = "roles"
    verbose_name = _("Roles")
    holds_content = True  # its permissions are those of editors and translators

    def ready(self) -> None:
        from core.prepared import register_hidden
        from roles import scheduling, signals
        from roles.catalogue import first_roles, role_counts
        from skills.uses import register_role_order
        from skills.vocabulary import register_role_counts

        register_role_order(first_roles)
        register_role_counts(role_counts)
        register_hidden(is_planning)
        signals.listen()
        scheduling.listen()
        post_migrate.connect(relate_for_the_first_time, sender=self)


def is_planning(model: type[Model], field: "Field[Any, Any]") -> bool:
    """Whether a column of a role is known only to those who edit and publish."""
    from roles.models.role import PLANNING, Role

    return issubclass(model, Role) and field.name in PLANNING


def relate_for_the_first_time(
    plan: list[tuple[Migration, bool]] | None = None, **details: Any
) -> None:
    """Computes related roles when the migrations that add their tables have run."""
    from roles.related import relate_all

    names = {migration.name for migration, _is_backwards in plan or ()}
    if names & {"0003_related_roles", "0004_need_counts", "0006_named_skills"}:
        relate_all()
