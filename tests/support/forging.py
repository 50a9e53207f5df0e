"""What anybody could send to a form of admin: fields that it hides or locks included."""

import json
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.timezone import localtime

from core.merging import OPENED
from translations.editing import SWITCH

Sent = dict[str, Any]
AnyField = models.Field
Values = dict[Any, Any]  # by field

DAY = date(2031, 5, 6)  # after every day that an object of the tests has


def plain_fields(model: type[models.Model]) -> list[AnyField]:
    """The fields that a form could write and that hold no text in one language."""
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    translated = {field.translated_field.name for field in fields if _is_text(field)}
    return [
        field
        for field in fields
        if field.editable and not (field.primary_key or _is_text(field) or field.name in translated)
    ]


def texts(item: models.Model, language: str) -> list[AnyField]:
    """The fields that hold texts in a language."""
    fields = item._meta.concrete_fields
    return [field for field in fields if _is_text(field) and field.language == language]


def changed_text(field: AnyField, item: models.Model) -> str:
    """Another text of as many lines."""
    return f"{field.value_from_object(item) or 'Text'} changed"


def _is_text(field: AnyField) -> bool:
    return hasattr(field, "translated_field")


def sent(item: models.Model, prefix: str = "") -> Sent:
    """What a browser would send for an object if its form had all fields, and none was locked."""
    fields = [*item._meta.concrete_fields, *item._meta.many_to_many]
    data: Sent = {}
    for field in fields:
        if field.editable and not field.primary_key:
            data |= as_inputs(f"{prefix}{field.name}", field.value_from_object(item))
    return data


def as_inputs(name: str, value: Any) -> Sent:
    """A value as the controls of a form send it."""
    if value is False:
        return {}
    if value is True:
        return {name: "on"}
    if isinstance(value, list | tuple):
        return {name: [getattr(one, "pk", one) for one in value]}
    if isinstance(value, datetime):
        day, time = f"{localtime(value):%Y-%m-%d}", f"{localtime(value):%H:%M:%S}"
        return {name: f"{day}T{time[:5]}", f"{name}_0": day, f"{name}_1": time}
    return {name: "" if value is None else str(value)}


def other_value(field: AnyField, item: models.Model) -> Any:
    """Another valid value of a field: keys for relations."""
    now = field.value_from_object(item)
    if field.many_to_many:
        return [_other_object(field.related_model, [one.pk for one in now])]
    if field.is_relation:
        return _other_object(field.related_model, [now, item.pk])
    if field.choices:
        return next(key for key, _ in field.flatchoices if key and key != now)
    return _other_plain_value(field, now)


def _other_object(model: type[models.Model], pks: list[Any]) -> int:
    objects = model._default_manager.exclude(pk__in=pks)
    if model is ContentType:
        objects = objects.filter(app_label="skills")
    if model is Permission:  # the picker leaves out those of technical models
        objects = objects.filter(content_type__app_label="roles")
    return objects.order_by("-pk").values_list("pk", flat=True)[0]


def _other_plain_value(field: AnyField, now: Any) -> Any:
    match field:
        case models.BooleanField():
            return not now
        case models.IntegerField():
            return (now or 0) + 1
        case models.DateTimeField():
            return localtime().replace(year=DAY.year, second=0, microsecond=0)
        case models.DateField():
            return DAY
        case models.URLField():
            return "https://forged.example.org/"
        case models.EmailField():
            return "forged@example.org"
        case models.JSONField():
            return ["pl"]
        case _:
            return "NOK" if field.max_length == len("NOK") else "forged"


def has_value(item: models.Model, field: AnyField, value: Any) -> bool:
    """Whether the database has a value of an object."""
    stored = type(item)._base_manager.get(pk=item.pk)
    now = field.value_from_object(stored)
    return [one.pk for one in now] == value if field.many_to_many else now == value


def inputs(values: Values, prefix: str = "") -> dict[str, Any]:
    """The inputs of changed fields. A box that is not ticked says "false"."""
    data: dict[str, Any] = {}
    for field, value in values.items():
        name = f"{prefix}{field.name}"
        data |= as_inputs(name, value) or {name: "false"}
        if field.name == "source_language":  # whose consequences were shown
            data[f"{prefix}{OPENED}"] = json.dumps({SWITCH: value})
    return data


def management(prefix: str, total: int, initial: int) -> dict[str, int]:
    return {f"{prefix}-TOTAL_FORMS": total, f"{prefix}-INITIAL_FORMS": initial}
