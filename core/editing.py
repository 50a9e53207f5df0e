"""Forms in which content is edited: who may write, and where a broken rule is shown."""

from collections.abc import Sequence, Set
from typing import Any, TypeAlias

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.contrib.auth import get_permission_codename
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseModelFormSet
from django.forms.widgets import ChoiceWidget
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from core.prepared import loaded, prefetched

AnyField: TypeAlias = "models.Field[Any, Any]"
RowValues: TypeAlias = tuple[Any, ...]  # the values of a unique constraint in one row
MAX_DIGITS = 18  # of a number that fits into a database's integer


def may_edit(user: User, model: type[models.Model]) -> bool:
    """Whether a user has the change permission of a model."""
    codename = get_permission_codename("change", model._meta)
    return user.has_perm(f"{model._meta.app_label}.{codename}")


def changes_of(model: type[models.Model], key: Any) -> models.QuerySet[LogEntry]:
    """Admin's log of an object, the last entry first."""
    content_type = ContentType.objects.get_for_model(model)
    return LogEntry.objects.filter(content_type=content_type, object_id=str(key)).order_by("-pk")


def last_change(model: type[models.Model], key: Any) -> int:
    """The id of the last entry in admin's log of an object, 0 if there is none."""
    return changes_of(model, key).values_list("pk", flat=True).first() or 0


class PreloadedChoices(AutocompleteMixin, ChoiceWidget):
    """An autocomplete that is given the chosen objects: saves a query for each row of a form."""

    preloaded: dict[str, models.Model] = {}

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> list[Any]:
        chosen = [str(key) for key in value if key]
        if not self.preloaded.keys() >= set(chosen):
            return super().optgroups(name, value, attr)
        choices = [(key, str(self.preloaded[key]), True) for key in chosen]
        if not self.is_required and not self.allow_multiple_selected:
            choices.insert(0, ("", "", False))
        options = [self.create_option(name, *choice, n) for n, choice in enumerate(choices)]
        return [(None, options, 0)]


class PreloadedSelect(PreloadedChoices, AutocompleteSelect):
    """Chooses one object."""


class PreloadedSelectMultiple(PreloadedChoices, AutocompleteSelectMultiple):
    """Chooses any number of objects."""


class ContentForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """A form in which fields that someone may not write are shown, but locked.

    An editor may write all of them. `user` is set by the admin that makes the form, and `page` to
    the object whose page it is, unless that is being added.
    """

    user: User
    page: models.Model | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_edit(self.user, self._meta.model):
            self._lock_fields()
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, PreloadedChoices):
                widget.preloaded = {str(item.pk): item for item in self._loaded(name)}

    def may_write(self, name: str) -> bool:
        """Whether someone who is no editor may write a field all the same."""
        return False

    def _lock_fields(self) -> None:
        for name, field in self.fields.items():
            if not self.may_write(name):
                field.disabled = True

    def _loaded(self, name: str) -> list[models.Model]:
        """The objects that a relation leads to, as far as they are loaded already."""
        field = self._meta.model._meta.get_field(name)
        if field.many_to_many:
            return [*(prefetched(self.instance, name) or ())]
        item = loaded(self.instance, name)
        return [item] if item else []

    def clean(self) -> dict[str, Any] | None:
        self._refuse_to_overwrite()
        return super().clean()

    def _refuse_to_overwrite(self) -> None:
        """Refuses, once, a form that was opened before somebody else saved the same object.

        It would replace their new texts with the old ones, which it sends as well.
        """
        if not (change := self._change_of_another_person()):
            return
        raise ValidationError(
            _(
                "This page has been changed since you opened it. Saved by: %(person)s, at "
                "%(time)s. %(change)s Your changes have not been saved. Look at the new version "
                "in another window. If you save again, your version will replace it."
            ),
            params={
                "person": change.user,
                "time": date_format(localtime(change.action_time), "TIME_FORMAT"),
                "change": change.get_change_message(),
            },
        )

    def _change_of_another_person(self) -> LogEntry | None:
        """The last change that somebody else has saved since the form was opened."""
        opened = self.data.get("opened", "")
        if not (self.page and opened.isdecimal() and len(opened) <= MAX_DIGITS):
            return None
        changes = changes_of(type(self.page), self.page.pk).filter(pk__gt=int(opened))
        return changes.exclude(user=self.user.pk).select_related("user").first()

    def add_error(self, field: str | None, error: Any) -> None:
        """Adds an error; one about a field that this form does not show goes above the form."""
        if not hasattr(error, "error_dict"):
            return super().add_error(field, error)
        for name, errors in error.error_dict.items():
            if name in self.fields or name == NON_FIELD_ERRORS:
                super().add_error(name, errors)
            else:
                super().add_error(None, self._with_label(name, errors))
        return None

    def _with_label(self, name: str, errors: list[ValidationError]) -> list[str]:
        label = capfirst(self._meta.model._meta.get_field(name).verbose_name)
        return [f"{label}: {message}" for error in errors for message in error.messages]


class UniqueRows(BaseModelFormSet):  # type: ignore[type-arg]  # generic in the stubs only
    """A formset that refuses, with a message, what a unique constraint would refuse.

    Django validates each row alone. Here rows are compared with each other and with what is stored:
    a row that is moved or deleted in the same save is still in the way when another is written.
    """

    def clean(self) -> None:
        super().clean()
        for constraint in self.form._meta.model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint):
                self._refuse_duplicates(constraint)

    def _refuse_duplicates(self, constraint: models.UniqueConstraint) -> None:
        names = {*constraint.fields, *(getattr(of, "name", "") for of in constraint.expressions)}
        # All rows belong to one object: that part of the constraint is the same for all.
        names &= self.form.base_fields.keys()
        fields = [field for field in self.form._meta.model._meta.fields if field.name in names]
        stored, seen = self._stored(fields), set[RowValues]()
        for form in self._remaining_forms(names):
            values = _values(form.instance, fields)
            if values in seen or stored.get(values, form.instance.pk) != form.instance.pk:
                form.add_error(None, constraint.get_violation_error_message())
            seen.add(values)

    def _stored(self, fields: list[AnyField]) -> dict[RowValues, int]:
        """The values in the database, each with the key of its row."""
        initial = {
            form.instance.pk: tuple(form.initial[field.name] for field in fields)
            for form in self.initial_forms
        }
        return {initial.get(row.pk) or _values(row, fields): row.pk for row in self.get_queryset()}

    def _remaining_forms(self, names: Set[str]) -> list["forms.ModelForm[Any]"]:
        """The rows that will exist after saving, and whose fields are valid."""
        return [
            form
            for form in self.forms
            if (form.instance.pk or form.has_changed())
            and form.errors.keys().isdisjoint(names)
            and not (self.can_delete and form.cleaned_data.get(DELETION_FIELD_NAME))
        ]


def _values(row: models.Model, fields: list[AnyField]) -> RowValues:
    return tuple(getattr(row, field.attname) for field in fields)
