"""What the fields of a form of admin are called there, by the names that a browser sends."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.urls import Resolver404, resolve
from django.utils.text import capfirst
from django.utils.translation import gettext

from core.owners import model_of
from translations.editing import language_of
from translations.languages import language_name

LONGEST_NUMBER = 4  # digits of a row's number
TEXT_PARTS = 5  # of a name on the translating page: app, model, key, field, column

Forms = tuple[type[forms.Form], ...]


def labels_of_form(path: str) -> Callable[[str], str]:
    """A function that names the fields of the form at an address; what it does not know, it leaves
    as it was sent. "" for what nobody has typed, such as a button."""
    try:
        found = resolve(path)
    except Resolver404:
        return str
    view: Any = found.func
    if model_admin := getattr(view, "model_admin", None):  # Django's own views of an admin
        return partial(_label, model_admin.model)
    page = (found.url_name or "").rpartition("_")[2]
    pages = {"texts": _text_forms, "import": _table_forms, "export": _table_forms}
    if page in pages:
        return partial(_form_label, pages[page]())
    return _translation_label if page == "translate" else str


def _text_forms() -> Forms:
    from exchange.forms import ExportTextsForm, ImportTextsForm  # loaded with admin

    return ExportTextsForm, ImportTextsForm


def _table_forms() -> Forms:
    from exchange.tables.forms import TableExportForm, TableImportForm  # loads much

    return TableExportForm, TableImportForm


def _form_label(of_page: Forms, name: str) -> str:
    """As one of the forms of a page calls it."""
    labels = (form.base_fields[name].label for form in of_page if name in form.base_fields)
    return str(next(labels, None) or name)


def _translation_label(name: str) -> str:
    """Of a text of the translating page, e.g. “Question: Answer (Polish)”."""
    from translating.pages import AS_STATE  # loaded with admin

    if name == AS_STATE:
        return gettext("Save as")
    parts = name.split("-")
    model = model_of(".".join(parts[:2])) if len(parts) == TEXT_PARTS else None
    return (
        f"{capfirst(model._meta.verbose_name)}: {_field_label(model, parts[-1])}" if model else ""
    )


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
