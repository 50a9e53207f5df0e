from typing import Any

from django.apps import AppConfig
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save

from core.signals import content_changed


class CoreConfig(AppConfig):
    """Every write of content raises the content version.

    Bulk writes send `content_changed` themselves. Single objects are listened to here, model by
    model: a receiver for all models would make every deletion a slow one.
    """

    name = "core"

    def ready(self) -> None:
        from core.content_version import content_has_changed
        from core.models import content_models

        content_changed.connect(content_has_changed)
        for model in content_models():
            listen_to(model)


def listen_to(model: type[Model]) -> None:
    """Saving, deleting and relating objects of the model changes the content."""
    post_save.connect(announce, sender=model)
    post_delete.connect(announce, sender=model)
    for field in model._meta.many_to_many:
        m2m_changed.connect(announce, sender=field.remote_field.through)


def announce(sender: type[Model], using: str, **details: Any) -> None:
    """Sends `content_changed` for a change of one object."""
    content_changed.send(sender=sender, using=using)
