"""Forms in which content is edited: who may write, and where a broken rule is shown."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.contrib.auth import get_permission_codename
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.widgets import ChoiceWidget
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.merging import MergingForm
from core.prepared import loaded, prefetched

BUSY = _(
    "Not saved yet: content is probably being imported, so nothing can be saved at the moment. "
    "What you have entered is still here. Save again in a few minutes."
)
MAX_DIGITS = 18  # of a number that fits into a database's integer


def may_edit(user: User, model: type[models.Model]) -> bool:
    """Whether a user has the change permission of a model."""
    codename = get_permission_codename("change", model._meta)
    return user.has_perm(f"{model._meta.app_label}.{codename}")


def is_key(text: str) -> bool:
    """Whether a text can be the key of an object: forged ones would not fit into a query."""
    return text.isdecimal() and text.isascii() and len(text) <= MAX_DIGITS


class PreloadedChoices(AutocompleteMixin, ChoiceWidget):
    """An autocomplete that is given the chosen objects: saves a query for each row of a form."""

    preloaded: dict[str, models.Model] = {}

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> list[Any]:
        chosen = [str(key) for key in value if key]
        if not self.preloaded.keys() >= set(chosen):
            return super().optgroups(name, [key for key in chosen if is_key(key)], attr)
        choices = [(key, str(self.preloaded[key]), True) for key in chosen]
        if not self.is_required and not self.allow_multiple_selected:
            choices.insert(0, ("", "", False))
        options = [self.create_option(name, *choice, n) for n, choice in enumerate(choices)]
        return [(None, options, 0)]


class PreloadedSelect(PreloadedChoices, AutocompleteSelect):
    """Chooses one object."""


class PreloadedSelectMultiple(PreloadedChoices, AutocompleteSelectMultiple):
    """Chooses any number of objects."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Cuts what is too long for a key: as a number it would not fit into the query."""
        keys = super().value_from_datadict(data, files, name) or []
        return [key if is_key(key) else f"{key[:MAX_DIGITS]}…" for key in keys]


class ContentForm(MergingForm):
    """A form in which fields that someone may not write are shown, but locked.

    An editor may write all of them but those that are a publisher's. `user` and `locked` are set by
    the admin that makes the form.
    """

    user: User
    locked: tuple[str, ...] = ()  # fields that are for those who may publish
    is_busy = False  # it cannot be saved now, since somebody else writes

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_edit(self.user, self._meta.model):
            self._lock_fields()
        for name in self.fields.keys() & self.locked:
            self.fields[name].disabled = True
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, PreloadedChoices):
                widget.preloaded = {str(item.pk): item for item in self._loaded(name)}

    def clean(self) -> dict[str, Any] | None:
        if self.is_busy:
            self.add_error(None, BUSY)
        return super().clean()

    def may_write(self, name: str) -> bool:
        """Whether someone who is no editor may write a field all the same."""
        return False

    def _lock_fields(self) -> None:
        for name, field in self.fields.items():
            if not self.may_write(name):
                field.disabled = True

    def _loaded(self, name: str) -> list[models.Model]:
        """The objects that a relation leads to, as far as they are loaded already."""
        if name in self.declared_fields:  # a question of the form itself
            return []
        field = self._meta.model._meta.get_field(name)
        if field.many_to_many:
            return [*(prefetched(self.instance, name) or ())]
        item = loaded(self.instance, name)
        return [item] if item else []

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
