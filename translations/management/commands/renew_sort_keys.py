"""Computes sort keys anew, where the alphabet has changed."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction

from translations.models import Sortable, SortKeyField

BATCH = 500


class Command(BaseCommand):
    help = (
        "Sorts all content again: needed once after a language was added or an alphabet changed. "
        "Texts stay as they are."
    )

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        models = [model for model in apps.get_models() if issubclass(model, Sortable)]
        count = sum(renew_sort_keys(model) for model in models)
        self.stdout.write(f"{count} objects have new sort keys.")


def renew_sort_keys(model: type[Sortable]) -> int:
    """Computes the sort keys of all objects of a model, and returns how many have changed."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, SortKeyField)]
    count = last = 0
    objects = model._default_manager
    while batch := list(objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        if renewed := [item for item in batch if _has_new_keys(item, fields)]:
            objects.bulk_update(renewed, [field.name for field in fields])
            count += len(renewed)
    return count


def _has_new_keys(item: Sortable, fields: list[SortKeyField]) -> bool:
    """Sets the keys of an object, and returns whether any has changed."""
    before = [bytes(getattr(item, field.attname)) for field in fields]
    return before != [field.pre_save(item, add=False) for field in fields]
