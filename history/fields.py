"""Which fields of content the history keeps, and how values are written down."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, TypeAlias

from django.db import models

from core.bulk import batches
from core.models import Content

AnyField: TypeAlias = "models.Field[Any, Any]"
Values = dict[str, Any]  # by the name of the field
READ_AT_ONCE = 500  # rows


@cache
def kept_fields(model: type[Content]) -> dict[str, AnyField]:
    """The fields that bring back a deleted object, by name, many-to-many relations included.

    Not among them are computed sort keys, and the fields that modeltranslation fills from the
    columns of the languages.
    """
    translated: tuple[str, ...] = getattr(model, "translated_fields", tuple)()
    concrete = {
        field.name: field
        for field in model._meta.concrete_fields
        if not (field.primary_key or isinstance(field, models.BinaryField))
        and field.name not in translated
    }
    return concrete | {field.name: field for field in model._meta.many_to_many}


@cache
def recorded_fields(model: type[Content]) -> dict[str, AnyField]:
    """The fields a change of which is a change of the content: those that people edit."""
    return {
        name: field
        for name, field in kept_fields(model).items()
        if field.editable and name not in model.unrecorded
    }


def columns(fields: Iterable[AnyField]) -> list[str]:
    """The names of those that are columns of the model's table."""
    return [field.name for field in fields if not field.many_to_many]


def recorded_columns(model: type[Content], written: Collection[str] | None = None) -> list[str]:
    """The columns that are recorded; of written fields, given by any of their names, only those."""
    fields = recorded_fields(model).values()
    if written is None:
        return columns(fields)
    return [field.name for field in fields if not field.many_to_many and _names(field) & {*written}]


def _names(field: AnyField) -> set[str]:
    """What a write may call a field: a translated one also without its language."""
    translated = getattr(field, "translated_field", None)
    return {field.name, field.attname, *([translated.name] if translated else [])}


def encoded(field: AnyField, value: Any) -> Any:
    """A value as JSON can hold it."""
    value = field.to_python(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def is_computed(value: object) -> bool:
    """Whether the database will compute the value, e.g. an F expression."""
    return hasattr(value, "resolve_expression")


def values_of(instance: Content, names: Iterable[str]) -> Values:
    """The values of an object by column, as it is in memory."""
    fields = kept_fields(type(instance))
    return {name: encoded(fields[name], getattr(instance, fields[name].attname)) for name in names}


def stored_values(
    model: type[Content],
    pks: Iterable[int],
    names: Collection[str],
    using: str,
    lock: bool = False,
) -> dict[int, Values]:
    """The values of rows by column, as the database has them."""
    fields = kept_fields(model)
    rows: dict[int, Values] = {}
    for batch in batches(pks, READ_AT_ONCE):
        found = model._base_manager.using(using).filter(pk__in=batch).order_by("pk")
        if lock:
            found = found.select_for_update()
        for row in found.values("pk", *names):
            rows[row["pk"]] = {name: encoded(fields[name], row[name]) for name in names}
    return rows


def related_keys(field: Any, pks: Collection[int], using: str) -> dict[int, list[int]]:
    """What objects are related to by a many-to-many field: primary keys by primary key."""
    own, other = field.m2m_field_name(), field.m2m_reverse_field_name()
    keys: dict[int, list[int]] = {pk: [] for pk in pks}
    through = field.remote_field.through._base_manager.using(using)
    for batch in batches(pks, READ_AT_ONCE):
        rows = through.filter(**{f"{own}__in": batch}).order_by(other)
        for pk, related in rows.values_list(own, other):
            keys[pk].append(related)
    return keys


def difference(old: Values, new: Values) -> Values:
    """The old and the new value of each field that differs. An empty text may be NULL, too."""
    return {
        name: [value, new[name]]
        for name, value in old.items()
        if ("" if value is None else value) != ("" if new[name] is None else new[name])
    }
