"""Deletes the citations and identifiers of deleted objects."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete

from core.models import content_models
from sources.models import About, Citation, Identifier
from translations.models import TranslatedContent


def connect_signals() -> None:
    """Connects to all content models. Bulk and cascaded deletes send the signal, too."""
    for model in content_models():
        if not issubclass(model, About):
            post_delete.connect(delete_references, sender=model)


def delete_references(
    sender: type[TranslatedContent], instance: TranslatedContent, using: str, **details: Any
) -> None:
    """Deletes the citations and identifiers of a deleted object."""
    content_type = ContentType.objects.db_manager(using).get_for_model(sender)
    for model in (Citation, Identifier):
        rows = model.objects.using(using).filter(content_type=content_type, object_id=instance.pk)
        if rows.exists():  # most objects have none, and looking costs less than deleting
            rows.delete()
