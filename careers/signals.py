"""Positions stay sorted by the titles of their roles, and get the roles that they are linked to."""

from collections.abc import Collection
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.db.models.signals import post_save

from careers.models import Position
from core.signals import content_changed
from roles.models import Role
from sources.models import Identifier, MatchType
from translations.collation import sort_key
from translations.languages import language_codes


def connect_signals() -> None:
    post_save.connect(update_position_sort_keys, sender=Role)
    post_save.connect(give_positions_their_roles, sender=Identifier)
    content_changed.connect(give_positions_their_roles, sender=Identifier)


def update_position_sort_keys(
    instance: Role, using: str, update_fields: Collection[str] | None = None, **details: Any
) -> None:
    """Writes the sort keys of a saved role's position that the role's titles have changed."""
    if update_fields and not any(name.startswith(Role.sorted_by) for name in update_fields):
        return
    position = Position.objects.using(using).filter(role=instance).first()
    if position and (keys := _changed_sort_keys(position)):
        Position.objects.using(using).filter(pk=position.pk).update(**keys)


def _changed_sort_keys(position: Position) -> dict[str, bytes]:
    """The sort keys that differ from the stored ones, by column."""
    keys = {f"sort_{code}": sort_key(position.sorted_text(code), code) for code in language_codes()}
    return {name: key for name, key in keys.items() if key != bytes(getattr(position, name))}


def give_positions_their_roles(using: str, **details: Any) -> None:
    """Gives a position without a role the one with the same confirmed identifier.

    Either the match is confirmed after the import of the role, or the role is imported after that.
    """
    positions = Position.objects.using(using).filter(role=None)
    links = _exact_links(Position, using).filter(object_id__in=positions.values("pk"))
    for pk, scheme, value in [*links.values_list("object_id", "scheme", "value")]:
        same = _exact_links(Role, using).filter(scheme=scheme, value=value)
        roles = Role.objects.using(using).published().filter(position=None).order_by("pk")
        position, role = (
            positions.filter(pk=pk).first(),
            roles.filter(pk__in=same.values("object_id")).first(),
        )
        if position and role:
            position.role = role
            position.save(using=using)


def _exact_links(model: type[Position] | type[Role], using: str) -> QuerySet[Identifier]:
    """The identifiers of a model's objects that a person has confirmed, or an import has given."""
    content_type = ContentType.objects.db_manager(using).get_for_model(model)
    identifiers = Identifier.objects.using(using).filter(content_type=content_type)
    return identifiers.filter(is_confirmed=True, match=MatchType.EXACT).order_by("pk")
