"""Several people who edit the same object: each save writes only what its form changed.

A form sends along the values that it was opened with. A field counts as changed if it differs from
those, not from what is stored by now; only changed fields are cleaned and written. A field that
somebody else has changed meanwhile is a conflict: it is shown with the value before and the value
saved since, and saving again keeps what was typed.

Leans on a part of Django that its documentation does not describe (tests/test_private_names.py):

- `_get_validation_exclusions`, the fields that a form leaves unvalidated
"""

import json
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Any

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.clean_text import first_unclean

OPENED = "opened"  # name of the hidden input with the values that a form was opened with
# Rows are reordered by whoever saves last: no text is lost by it.
ALWAYS_MINE = frozenset({"order"})


def json_object(text: str | None) -> dict[str, Any]:
    """A JSON object that a form sent; empty if it is none, for anything can be sent."""
    try:
        sent = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return sent if isinstance(sent, dict) else {}


def input_value(field: forms.Field, value: Any) -> Any:
    """A value as a field's input holds it: texts, keys, lists of keys."""
    prepared = field.prepare_value(value)
    if isinstance(prepared, list | tuple):
        return [field.prepare_value(item) for item in prepared]
    return "" if prepared is None else prepared


def comparable(field: forms.Field, value: Any) -> Any:
    """The value of an input as the field's `has_changed` takes it for the earlier one."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return value if isinstance(value, list) else []
    if isinstance(field, forms.ModelChoiceField):
        return value or None
    try:
        return field.to_python(value)
    except (ValidationError, TypeError, ValueError):
        return None


def constrained_fields(constraint: models.BaseConstraint) -> set[str]:
    """The names of the fields that a constraint is about."""
    if isinstance(constraint, models.UniqueConstraint):
        expressions = (getattr(expression, "name", "") for expression in constraint.expressions)
        return {*constraint.fields, *expressions}
    return {*constraint.condition.referenced_base_fields}  # type: ignore[attr-defined]  # of checks


def _is_unclean(value: Any) -> bool:
    return isinstance(value, str) and first_unclean(value) is not None


class MergingForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """A form that writes only what was changed since it was opened, and shows conflicts."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.stored = dict(self.initial)
        self._conflicting = dict[str, Any]()
        self.initial = {**self.initial, **{name: self._opened_with(name) for name in self.opened}}

    # --- What the form was opened with ---

    @cached_property
    def opened(self) -> dict[str, Any]:
        """The values of inputs when the form was opened, by field; empty for a new object."""
        if not self.is_bound or self.instance.pk is None:
            return {}
        sent = json_object(self.data.get(self.add_prefix(OPENED)))
        return {name: sent[name] for name in self._own_fields() if name in sent}

    def opened_json(self) -> str:
        """What the hidden input holds: the values of now, or, in a form with errors, those of then.

        A conflict was shown with the value of now, so saving again may replace that.
        """
        if self.is_bound:
            values = self.opened | self._conflicting
        else:
            values = {name: self._stored_input(name) for name in self._own_fields()}
        return json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))

    def _own_fields(self) -> Iterator[str]:
        """The fields that are stored with the object, and that the person may write."""
        columns = self._meta.model._meta
        stored = {field.name for field in (*columns.fields, *columns.many_to_many)}
        for name, field in self.fields.items():
            if name in stored and not (field.disabled or isinstance(field, forms.MultiValueField)):
                yield name

    def _opened_with(self, name: str) -> Any:
        """The value of a field when the form was opened, as `has_changed` compares it."""
        return comparable(self.fields[name], self.opened[name])

    def _stored_input(self, name: str) -> Any:
        return input_value(self.fields[name], self.stored.get(name, self.fields[name].initial))

    # --- What is written ---

    @cached_property
    def changed_data(self) -> list[str]:
        """The changed fields, and texts from before texts were cleaned: a save cleans them."""
        changed = super().changed_data
        unclean = (name for name in self.opened if _is_unclean(self.stored.get(name)))
        return [*dict.fromkeys((*changed, *unclean))]

    def save(self, commit: bool = True) -> Any:
        """Writes the changed fields only."""
        instance = super().save(commit=False)
        if commit:
            instance.save(update_fields=self.changed_columns())
            self.save_m2m()
        return instance

    def changed_columns(self) -> list[str] | None:
        """The columns that a save writes; None for a new object: all of them."""
        if self.instance._state.adding:
            return None
        columns = {field.name for field in self._meta.model._meta.concrete_fields}
        return [name for name in self.changed_data if name in columns]

    def _clean_fields(self) -> None:
        """Cleans the changed fields only. Others keep what is stored, and need no query."""
        fields, changed = self.fields, {*self.changed_data}
        self.fields = {
            name: field
            for name, field in fields.items()
            if name in changed or not (name in self.opened or self._is_locked(field))
        }
        try:
            super()._clean_fields()  # type: ignore[misc]  # not in the stubs
        finally:
            self.fields = fields

    def _is_locked(self, field: forms.Field) -> bool:
        return field.disabled and self.instance.pk is not None

    def _get_validation_exclusions(self) -> set[str]:
        """Skips what is stored, unless a constraint combines it with a changed field."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # not in the stubs
        if self.instance._state.adding:
            return excluded
        changed = {*self.changed_data}
        for constraint in self._meta.model._meta.constraints:
            if not changed.isdisjoint(names := constrained_fields(constraint)):
                changed |= names
        return excluded | ({*self.fields} - changed)

    # --- Conflicts ---

    def clean(self) -> dict[str, Any] | None:
        for name in self.changed_data:
            if name not in ALWAYS_MINE and self._is_conflict(name):
                self._conflicting[name] = self._stored_input(name)
                self.add_error(name, self._conflict_message(name))
        return super().clean()

    def has_newer_values(self) -> bool:
        """Whether a field has been changed by somebody since the form was opened."""
        return any(self._is_newer(name) for name in self.opened.keys() - ALWAYS_MINE)

    def accept_newer_values(self) -> None:
        """Lets the next save replace, or delete, what was saved since the form was opened."""
        newer = [name for name in self.opened if self._is_newer(name)]
        self._conflicting |= {name: self._stored_input(name) for name in newer}

    def _is_newer(self, name: str) -> bool:
        field = self.fields[name]
        return field.has_changed(self._opened_with(name), self._stored_input(name))

    def _is_conflict(self, name: str) -> bool:
        if name not in self.opened or not self._is_newer(name):
            return False
        mine = self[name].data
        return self.fields[name].has_changed(self.stored.get(name), mine)

    def _conflict_message(self, name: str) -> list[str]:
        since = _("Saved since you opened the page: %s") % self._in_words(
            name, self._stored_input(name)
        )
        return [
            _("This field has changed since you opened the page. Save again to keep your version."),
            _("When you opened the page: %s") % self._in_words(name, self.opened[name]),
            f"{since} {self._who_saved()}".strip(),
        ]

    def _in_words(self, name: str, value: Any) -> str:
        """A value as people read it: the titles of related objects, the labels of choices."""
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            keys = [key for key in (value if isinstance(value, list) else [value]) if key]
            value = ", ".join(map(str, field.queryset.filter(pk__in=keys)))  # type: ignore[union-attr]  # always there here
        elif isinstance(field, forms.ChoiceField):
            labels = {str(key): str(label) for key, label in field.choices}  # type: ignore[union-attr, misc]  # flat here
            value = labels.get(str(value), value)
        elif isinstance(field, forms.DateField | forms.DateTimeField):
            value = _time_in_words(field, value)
        return "–" if value in ("", None) else str(value)

    def _who_saved(self) -> str:
        """Who saved the object last, and when, as far as admin's log knows."""
        content_type = ContentType.objects.get_for_model(self.instance)
        entries = LogEntry.objects.filter(
            content_type=content_type, object_id=str(self.instance.pk)
        )
        entry = entries.select_related("user").order_by("-pk").first()
        if entry is None:
            return ""
        time = date_format(localtime(entry.action_time), "SHORT_DATETIME_FORMAT")
        return f"({entry.user}, {time})"


def _time_in_words(field: forms.DateField | forms.DateTimeField, value: Any) -> Any:
    """A day or a time as people read it; what was forged, as it came."""
    try:
        time = field.to_python(value)
    except ValidationError:
        return value
    if isinstance(time, datetime):
        return date_format(localtime(time), "SHORT_DATETIME_FORMAT")
    return time and date_format(time, "SHORT_DATE_FORMAT")


class RowKey(forms.HiddenInput):
    """The key of a row, with the values that the row was opened with beside it."""

    def __init__(self, form: MergingForm) -> None:
        super().__init__()
        self.form = form

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        key = super().render(name, value, attrs, renderer)
        if self.form.instance.pk is None:
            return key
        opened = format_html(
            '<input type="hidden" name="{}" value="{}">',
            self.form.add_prefix(OPENED),
            self.form.opened_json(),
        )
        return key + opened


class RowKeyField(forms.Field):
    """The key of a row. The formset has looked the row up among those of its object."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False
