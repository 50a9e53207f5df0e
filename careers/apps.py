from typing import Any

from django.apps import AppConfig
from django.db.models import Model
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class CareersConfig(AppConfig):
    name = "careers"
    verbose_name = _("Careers")

    def ready(self) -> None:
        post_save.connect(update_position_sort_keys, sender="roles.Role")


def update_position_sort_keys(instance: Model, **details: Any) -> None:
    """A position with a role page stands in lists by the role's title, which may be new."""
    from careers.models import Position

    for position in Position.objects.filter(role=instance):
        position.save()
