from typing import Any

from django.apps import AppConfig, apps
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save

from translations.signals import content_changed


class RolebookConfig(AppConfig):
    """Everything that changes the content moves its version.

    Content that is written in bulk says so itself. Content that is written one by one is listened
    to here, model by model: a listener to all models would make every deletion a slow one.
    """

    name = "config"

    def ready(self) -> None:
        from config.content_version import content_has_changed, current_here
        from translations.kept import kept
        from translations.models import Content

        kept.read_version = staticmethod(current_here)
        content_changed.connect(content_has_changed)
        for model in apps.get_models():
            if issubclass(model, Content):
                listen_to(model)


def listen_to(model: type[Model]) -> None:
    """Saving, deleting and relating objects of the model changes the content."""
    post_save.connect(announce, sender=model)
    post_delete.connect(announce, sender=model)
    for field in model._meta.many_to_many:
        m2m_changed.connect(announce, sender=field.remote_field.through)


def announce(sender: type[Model], using: str, **details: Any) -> None:
    """Passes a change of one object on as a change of the content."""
    content_changed.send(sender=sender, using=using)
