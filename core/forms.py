"""Forms for the query string of a page.

Leans on a part of Django that its documentation does not describe (tests/test_private_names.py):

- `DeclarativeFieldsMetaclass`, which collects a form's fields as `base_fields`
"""

import unicodedata
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.transliteration import ascii_words


class QueryForm(metaclass=DeclarativeFieldsMetaclass):
    """The query string of a page, parsed leniently.

    An invalid value is left out of `chosen` and listed in `ignored`, so that the page can be shown
    and can say so. Lists keep their valid values.

    It is declared like a Django form but is none: that would copy every field for each page, to
    render it and to collect its errors. Here fields only clean, so all pages share them.
    """

    base_fields: ClassVar[dict[str, forms.Field]]  # set by the metaclass

    def __init__(self, query: QueryDict) -> None:
        self.data = query
        self.fields: dict[str, forms.Field] = dict(self.base_fields)
        self.declare()
        self.ignored: list[str] = []
        self.chosen: dict[str, Any] = {}
        self._encoded: dict[tuple[frozenset[str], ...], str] = {}
        for name, field in self.fields.items():
            if isinstance(field, ListField):
                self.chosen[name] = self._list(name, field)
            else:
                self.chosen[name] = self._single(name)
        self.unknown = [name for name in query if name not in self.fields]

    def declare(self) -> None:
        """Fields that depend on the page are added here."""

    def _single(self, name: str) -> Any:
        field, values = self.fields[name], self.data.getlist(name)
        cleaned = self._cleaned(name, field, values[-1]) if values else None
        return field.initial if cleaned in (None, "") else cleaned

    def _list(self, name: str, field: "ListField") -> list[Any]:
        values = self.data.getlist(name)
        for value in values[field.at_most :]:
            self.ignore(name, value)
        cleaned = (self._cleaned(name, field.each, value) for value in values[: field.at_most])
        return list(dict.fromkeys(value for value in cleaned if value))

    def _cleaned(self, name: str, field: forms.Field, value: str | None) -> Any:
        try:
            return field.clean(value)
        except forms.ValidationError as error:
            self.refuse(name, value, error)
            return None

    def refuse(self, name: str, value: str | None, error: forms.ValidationError) -> None:
        """Called for an invalid value; a form that shows the error overrides it."""
        self.ignore(name, value)

    def ignore(self, name: str, value: str | None) -> None:
        """Lists a value as ignored, truncated and without unprintable characters."""
        printable = (char if char.isprintable() else "\ufffd" for char in (value or "")[:60])
        self.ignored.append(f"{name}={''.join(printable)}")

    @cached_property
    def query(self) -> dict[str, list[Any]]:
        """The valid parameters that differ from their initial values."""
        parameters = {}
        for name, value in self.chosen.items():
            if isinstance(value, list):
                parameters[name] = value
            elif value and value != self.fields[name].initial:
                parameters[name] = [value]
        return parameters

    def encoded(self, *without: frozenset[str]) -> str:
        """The URL-encoded query without some parameters. A page has many links that differ in one
        parameter: what they share is encoded once."""
        if without not in self._encoded:
            names = frozenset[str]().union(*without)
            rest = {name: values for name, values in self.query.items() if name not in names}
            self._encoded[without] = urlencode(rest, doseq=True)
        return self._encoded[without]

    @property
    def is_empty(self) -> bool:
        """Whether the query string is empty."""
        return not self.data

    @property
    def is_understood(self) -> bool:
        """Whether all of the query is known and valid: only then may the page be cached."""
        return not self.ignored and not self.unknown


class ListField(forms.Field):
    """A parameter that may be given several times; each is cleaned by `each`."""

    def __init__(self, each: forms.Field, at_most: int = 20) -> None:
        super().__init__(required=False)
        self.each = each
        self.at_most = at_most


class TypedField(forms.CharField):
    """Text that a reader types, normalised: NFKC, single spaces, nothing invisible.

    Text without a letter or a digit is invalid.
    """

    def __init__(self, **options: Any) -> None:
        defaults: dict[str, Any] = {"max_length": 100, "required": False, "initial": ""}
        super().__init__(**defaults | options)

    def to_python(self, value: str | None) -> str:
        normalised = unicodedata.normalize("NFKC", super().to_python(value) or "")
        return " ".join("".join(map(_visible, normalised)).split())

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not ascii_words(value):
            raise forms.ValidationError(_("Enter at least one letter or digit."))


def _visible(char: str) -> str:
    """The character; nothing for format characters (soft hyphens), a space for control characters.
    NUL is left for the field to refuse."""
    category = unicodedata.category(char)
    if category == "Cf":
        return ""
    return " " if category.startswith("C") and char != "\0" else char


# `last=1` is the last page of a list whose other pages begin at an item.
LAST_FIELD = forms.ChoiceField(choices=[("1", "1")], required=False, initial="")
