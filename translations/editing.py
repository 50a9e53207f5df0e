"""Forms in which content is edited: who may write what, and where a broken rule is shown."""

from typing import Any

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.contrib.auth import get_permission_codename
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User

TRANSLATE = "accounts.translate_content"
LONGEST_NUMBER = 19  # digits, of what a database can count


def may_edit(user: User, model: type[models.Model]) -> bool:
    """Whether someone may change everything of this kind of content."""
    codename = get_permission_codename("change", model._meta)
    return user.has_perm(f"{model._meta.app_label}.{codename}")


def may_translate(user: User) -> bool:
    """Whether someone may write texts in the languages that are theirs."""
    return bool(user.languages) and user.has_perm(TRANSLATE)


def changes_of(model: type[models.Model], key: Any) -> models.QuerySet[LogEntry]:
    """What people have done to an object in admin, the last first."""
    kind = ContentType.objects.get_for_model(model)
    return LogEntry.objects.filter(content_type=kind, object_id=str(key)).order_by("-pk")


def last_change(model: type[models.Model], key: Any) -> int:
    """The number of the last of these, 0 where there is none."""
    return changes_of(model, key).values_list("pk", flat=True).first() or 0


class TextArea(AdminTextareaWidget):
    """Keeps line ends as LF. Browsers send CR LF: every text that is sent would seem changed."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 4, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        value = super().value_from_datadict(data, files, name)
        return value and value.replace("\r\n", "\n")


class PreloadedChoices:
    """An autocomplete that is told the chosen objects: one query less for each row of a form."""

    known: dict[str, models.Model] = {}

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> list[tuple]:
        chosen = [str(key) for key in value if key]
        if not self.known.keys() >= set(chosen):
            return super().optgroups(name, value, attr)
        found = [(key, str(self.known[key]), True) for key in chosen]
        if not self.is_required and not self.allow_multiple_selected:
            found.insert(0, ("", "", False))
        options = [self.create_option(name, *one, index) for index, one in enumerate(found)]
        return [(None, options, 0)]


class PreloadedSelect(PreloadedChoices, AutocompleteSelect):
    """Chooses one object."""


class PreloadedSelectMultiple(PreloadedChoices, AutocompleteSelectMultiple):
    """Chooses any number of objects."""


class ContentForm(forms.ModelForm):
    """A form in which everyone may change what is theirs to change.

    An editor changes everything, a translator the texts in their own languages. The rest is shown,
    but what a browser sends for it is ignored. `user` is set by the admin that makes the form, and
    `page` to the object whose page it is, if it is there already.
    """

    user: User
    page: models.Model | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_edit(self.user, self._meta.model):
            self._lock_what_is_not_theirs()
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, PreloadedChoices):
                widget.known = {str(item.pk): item for item in self._loaded(name)}

    def clean(self) -> dict[str, Any]:
        self._refuse_to_overwrite()
        return super().clean()

    def _refuse_to_overwrite(self) -> None:
        """A form that is older than what somebody else has saved is not saved, once.

        All that stands in it would be written, their new texts replaced by the old ones.
        """
        opened = self.data.get("opened", "")
        if not (self.page and opened.isdecimal() and len(opened) < LONGEST_NUMBER):
            return
        since = changes_of(type(self.page), self.page.pk).filter(pk__gt=int(opened))
        if (
            change := since.exclude(user=self.user.pk)
            .select_related("user")
            .order_by("-pk")
            .first()
        ):
            said = {
                "person": change.user,
                "time": date_format(localtime(change.action_time), "TIME_FORMAT"),
                "change": change.get_change_message(),
            }
            raise ValidationError(
                _(
                    "Since you opened this page, %(person)s has saved it at %(time)s. "
                    "%(change)s Nothing of yours is saved yet. Look at the new state in another "
                    "window; if you save again, what stands here takes its place."
                ),
                params=said,
            )

    def language_of(self, name: str) -> str | None:
        """The language of the text in a field, or nothing if the field holds no text."""
        field = self._meta.model._meta.get_field(name)
        return field.language if hasattr(field, "translated_field") else None

    def _lock_what_is_not_theirs(self) -> None:
        theirs = self.user.languages if may_translate(self.user) else []
        for name, field in self.fields.items():
            if self.language_of(name) not in theirs:
                field.disabled = True

    def _loaded(self, name: str) -> list[models.Model]:
        """The objects that a relation leads to, if they are there without a query."""
        field = self._meta.model._meta.get_field(name)
        if field.many_to_many:
            return getattr(self.instance, "_prefetched_objects_cache", {}).get(name, [])
        item = self.instance._state.fields_cache.get(name)
        return [item] if item else []

    def add_error(self, field: str | None, error: Any) -> None:
        """Adds an error. One about a field that this form does not show is said above the form."""
        if not hasattr(error, "error_dict"):
            return super().add_error(field, error)
        for name, errors in error.error_dict.items():
            if name in self.fields or name == NON_FIELD_ERRORS:
                super().add_error(name, errors)
            else:
                super().add_error(None, self._named(name, errors))
        return None

    def _named(self, name: str, errors: list[ValidationError]) -> list[str]:
        label = capfirst(self._meta.model._meta.get_field(name).verbose_name)
        return [f"{label}: {message}" for error in errors for message in error.messages]


class UniqueRows:
    """A formset that refuses, in words, what a unique constraint of the database would refuse.

    Django compares each row alone with the database, and a row that is moved or deleted in the
    same save would still be in the way of another.
    """

    def clean(self) -> None:
        super().clean()
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint):
                self._refuse_doubles(constraint)

    def _refuse_doubles(self, constraint: models.UniqueConstraint) -> None:
        names = constraint.fields or [expression.name for expression in constraint.expressions]
        # All rows belong to one object: that part of the constraint is the same for all.
        names = [name for name in names if name in self.form.base_fields]
        held, given = self._held(names), set()
        for form in self._kept_forms(names):
            values = _values(form.instance, names)
            if values in given or held.get(values, form.instance.pk) != form.instance.pk:
                form.add_error(None, constraint.get_violation_error_message())
            given.add(values)

    def _held(self, names: list[str]) -> dict[tuple, int]:
        """What the database holds now, and in which row."""
        shown = {
            form.instance.pk: tuple(form.initial[name] for name in names)
            for form in self.initial_forms
        }
        return {shown.get(row.pk) or _values(row, names): row.pk for row in self.get_queryset()}

    def _kept_forms(self, names: list[str]) -> list[forms.ModelForm]:
        """The rows that will be there after saving, and of which these fields are known."""
        return [
            form
            for form in self.forms
            if (form.instance.pk or form.has_changed())
            and form.errors.keys().isdisjoint(names)
            and not (self.can_delete and self._should_delete_form(form))
        ]


def _values(row: models.Model, names: list[str]) -> tuple:
    return tuple(getattr(row, row._meta.get_field(name).attname) for name in names)
