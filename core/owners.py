"""What objects are parts of: a skill of a role, a source that the skill cites there."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType

from core.bulk import batches
from core.models import Content, content_models

Key = tuple[str, int]  # the label of a model, e.g. "roles.role", and a primary key
Values = dict[str, Any]  # of an object, by column
READ_AT_ONCE = 500  # rows


def key_of(instance: Content) -> Key:
    return type(instance)._meta.label_lower, instance.pk


def model_of(label: str) -> type[Content] | None:
    """The model with a label; None if this release has none."""
    return models_by_label().get(label)


@cache
def models_by_label() -> dict[str, type[Content]]:
    return {model._meta.label_lower: model for model in content_models()}


@cache
def owner_columns(model: type[Content]) -> tuple[str, ...]:
    """The columns that tell what an object is a part of; none if it stands on its own."""
    if not model.part_of:
        return ()
    relation: Any = model._meta.get_field(model.part_of)
    if isinstance(relation, GenericForeignKey):
        return relation.ct_field, relation.fk_field
    return (relation.name,)


@cache
def part_models(model: type[Content]) -> tuple[type[Content], ...]:
    """The models whose objects are parts of a model's by a relation of their own."""
    return tuple(
        part
        for part in content_models()
        if len(owner_columns(part)) == 1
        and part._meta.get_field(part.part_of).related_model is model
    )


@cache
def attached_models() -> tuple[type[Content], ...]:
    """The models whose objects may be parts of any object, e.g. citations."""
    return tuple(part for part in content_models() if len(owner_columns(part)) == 2)


def parent(model: type[Content], values: Values, using: str) -> Key:
    """What an object is a part of at once, given the values of its `owner_columns`."""
    names = owner_columns(model)
    if len(names) == 1:
        relation: Any = model._meta.get_field(names[0])
        return relation.related_model._meta.label_lower, values[names[0]]
    types = ContentType.objects.db_manager(using)
    content_type = types.get_for_id(values[names[0]])
    return f"{content_type.app_label}.{content_type.model}", values[names[1]]


def owner_values(model: type[Content], pks: Collection[int], using: str) -> dict[int, Values]:
    """The values of the `owner_columns` of rows, as the database has them."""
    rows: dict[int, Values] = {}
    for batch in batches(pks, READ_AT_ONCE):
        stored = model._base_manager.using(using).filter(pk__in=batch).order_by()
        rows |= {row.pop("pk"): row for row in stored.values("pk", *owner_columns(model))}
    return rows


def owners(
    model: type[Content], rows: Mapping[int, Values], using: str, known: Mapping[Key, Key]
) -> dict[int, Key]:
    """The owner of each row, given the values of its `owner_columns`.

    `known` has the owners of objects that are deleted already.
    """
    label = model._meta.label_lower
    if not owner_columns(model):
        return {pk: (label, pk) for pk in rows}
    parents = {pk: parent(model, values, using) for pk, values in rows.items()}
    above = _owners_of_parts({*parents.values()}, using, known)
    return {pk: above.get(parent, parent) for pk, parent in parents.items()}


def _owners_of_parts(keys: set[Key], using: str, known: Mapping[Key, Key]) -> dict[Key, Key]:
    """The owners of those objects that are parts themselves."""
    above = {key: known[key] for key in keys if key in known}
    pks: dict[type[Content], list[int]] = defaultdict(list)
    for label, pk in keys - above.keys():
        if (model := model_of(label)) and model.part_of:
            pks[model].append(pk)
    for model, of_model in pks.items():
        found = owners(model, owner_values(model, of_model, using), using, known)
        above |= {(model._meta.label_lower, pk): owner for pk, owner in found.items()}
    return above
