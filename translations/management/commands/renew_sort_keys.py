"""Puts lists in order again, where the order itself has changed."""

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
    """Computes the sort keys of all objects of a kind, and says how many objects got new ones."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, SortKeyField)]
    count = last = 0
    while found := list(model.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = found[-1].pk
        if renewed := [item for item in found if _has_new_keys(item, fields)]:
            model.objects.bulk_update(renewed, [field.name for field in fields])
            count += len(renewed)
    return count


def _has_new_keys(item: Sortable, fields: list[SortKeyField]) -> bool:
    """Sets the keys of an object, and says whether any is another than before."""
    before = [bytes(getattr(item, field.attname)) for field in fields]
    return before != [field.pre_save(item, add=False) for field in fields]
