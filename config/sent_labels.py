"""What the fields of a form of admin are called there, by the names that a browser sends."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.urls import Resolver404, resolve
from django.utils.text import capfirst

from translations.editing import language_of
from translations.languages import language_name

LONGEST_NUMBER = 4  # digits of a row's number


def labels_of_form(path: str) -> Callable[[str], str]:
    """A function that names the fields of the form at an address; what it does not know, it leaves
    as it was sent."""
    try:
        view: Any = resolve(path).func
    except Resolver404:
        return str
    model_admin = getattr(view, "model_admin", None)  # of Django's admin, at each of its addresses
    return partial(_label, model_admin.model) if model_admin else str


def _label(model: type[Model], name: str) -> str:
    """Of a row: what it is one of, and its place among them, e.g. “Responsibility 3: Title”."""
    relation, _, rest = name.partition("-")
    number, _, field = rest.partition("-")
    rows = {one.get_accessor_name(): one.related_model for one in model._meta.related_objects}
    of: Any = rows.get(relation)
    if of and field and number.isdecimal() and len(number) <= LONGEST_NUMBER:
        return f"{capfirst(of._meta.verbose_name)} {int(number) + 1}: {_field_label(of, field)}"
    return _field_label(model, name)


def _field_label(model: type[Model], name: str) -> str:
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    words = getattr(getattr(field, "translated_field", field), "verbose_name", name)
    language = language_of(field)
    label = capfirst(str(words))
    return f"{label} ({language_name(language)})" if language else label
