"""Positions stay sorted by the titles of their roles."""

from collections.abc import Collection
from typing import Any

from django.db.models.signals import post_save

from careers.models import Position
from roles.models import Role
from translations.collation import sort_key
from translations.languages import language_codes


def connect_signals() -> None:
    post_save.connect(update_position_sort_keys, sender=Role)


def update_position_sort_keys(
    instance: Role, using: str, update_fields: Collection[str] | None = None, **details: Any
) -> None:
    """Writes the sort keys of a saved role's position that the role's titles have changed."""
    if update_fields and not any(name.startswith("title") for name in update_fields):
        return
    position = Position.objects.using(using).filter(role=instance).first()
    if position and (keys := _changed_sort_keys(position)):
        Position.objects.using(using).filter(pk=position.pk).update(**keys)


def _changed_sort_keys(position: Position) -> dict[str, bytes]:
    """The sort keys that differ from the stored ones, by column."""
    keys = {f"sort_{code}": sort_key(position.sorted_text(code), code) for code in language_codes()}
    return {name: key for name, key in keys.items() if key != bytes(getattr(position, name))}
