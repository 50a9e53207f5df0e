"""The text fields of content: whatever way a text comes in, it is stored clean (core.clean_text).

Models declare `fields.CharField` and the like as Django's own, which they are to migrations and the
type checker. Every write passes `get_prep_value`: saving, bulk writes, updates, fixtures, imports.
So do lookups: a title is found as it was typed. A form cleans before it asks if there is a text.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models

from core.clean_text import clean_line, clean_text


class CleanInput(forms.CharField):
    """A field of a form whose text is cleaned before anything is asked of it."""

    cleaned: Callable[[str], str] = staticmethod(clean_line)

    def to_python(self, value: Any) -> Any:
        return super().to_python(self.cleaned(value) if isinstance(value, str) else value)


class CleanLines(CleanInput):
    """The same for a text of several lines."""

    cleaned = staticmethod(clean_text)


class CleanSlug(CleanInput, forms.SlugField):
    """The same for a slug."""


class CleanAddress(CleanInput, forms.URLField):
    """The same for a web address."""


class CleanField(models.Field):  # type: ignore[type-arg]  # generic in the stubs only
    """A field of a model that cleans its text when an object is checked, and when it is written."""

    cleaned: Callable[[str], str] = staticmethod(clean_line)
    form_class: type[forms.Field] = CleanInput

    def _clean(self, value: Any) -> Any:
        return self.cleaned(value) if isinstance(value, str) else value

    def to_python(self, value: Any) -> Any:
        return self._clean(super().to_python(value))

    def get_prep_value(self, value: Any) -> Any:
        return self._clean(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The value, also as the object has it from now on."""
        value = super().pre_save(model_instance, add)
        if (clean := self._clean(value)) != value:
            # Not by setattr: a translated field would set the text of the active language.
            vars(model_instance)[self.attname] = clean
        return clean

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"form_class": self.form_class, **options})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, options = super().deconstruct()
        return name, f"django.db.models.{type(self).__name__}", args, options


if TYPE_CHECKING:
    from django.db.models import CharField as CharField
    from django.db.models import SlugField as SlugField
    from django.db.models import TextField as TextField
    from django.db.models import URLField as URLField
else:

    class CharField(CleanField, models.CharField):
        """A text on one line."""

    class TextField(CleanField, models.TextField):
        """A text of any number of lines."""

        cleaned = staticmethod(clean_text)
        form_class = CleanLines

    class SlugField(CleanField, models.SlugField):
        """The part of an address that names an object."""

        form_class = CleanSlug

    class URLField(CleanField, models.URLField):
        """A web address."""

        form_class = CleanAddress
