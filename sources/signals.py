"""What is said about an object goes when the object goes."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete

from core.models import content_models
from sources.models import About, Citation, Identifier
from translations.models import TranslatedContent


def connect_signals() -> None:
    """Every deletion of content is heard, also in bulk and from an object to what belongs to it."""
    for model in content_models():
        if not issubclass(model, About):
            post_delete.connect(delete_references, sender=model)


def delete_references(
    sender: type[TranslatedContent], instance: TranslatedContent, using: str, **details: Any
) -> None:
    """Deletes the citations and identifiers of an object that was deleted."""
    kind = ContentType.objects.db_manager(using).get_for_model(sender)
    for model in (Citation, Identifier):
        said = model.objects.using(using).filter(content_type=kind, object_id=instance.pk)
        if said.exists():
            said.delete()
