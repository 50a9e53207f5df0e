"""What readers ask for in an address."""

import unicodedata
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.transliteration import ascii_words


class QueryForm(metaclass=DeclarativeFieldsMetaclass):
    """The query string of a page, read forgivingly.

    A value that is not understood is left out of `chosen` and named in `ignored`, so that the page
    can be shown and can say so. Lists keep the values that are understood.

    It is declared as a form of Django's is, but no form: that would copy every field for each page,
    to draw it and to keep what is wrong with it. Here fields only clean, so pages share them.
    """

    def __init__(self, query: QueryDict) -> None:
        self.data = query
        self.fields: dict[str, forms.Field] = dict(self.base_fields)
        self.declare()
        self.ignored: list[str] = []
        self.chosen: dict[str, Any] = {}
        self._encoded: dict[tuple[frozenset[str], ...], str] = {}
        for name, field in self.fields.items():
            self.chosen[name] = self._many(name, field) if _is_list(field) else self._one(name)
        self.unknown = [name for name in query if name not in self.fields]

    def declare(self) -> None:
        """Fields that depend on the page are added here."""

    def _one(self, name: str) -> Any:
        field, values = self.fields[name], self.data.getlist(name)
        cleaned = self._cleaned(name, field, values[-1]) if values else None
        return field.initial if cleaned in (None, "") else cleaned

    def _many(self, name: str, field: forms.Field) -> list[Any]:
        given = self.data.getlist(name)
        for value in given[field.at_most :]:
            self.ignore(name, value)
        cleaned = (self._cleaned(name, field.each, value) for value in given[: field.at_most])
        return list(dict.fromkeys(value for value in cleaned if value))

    def _cleaned(self, name: str, field: forms.Field, value: str | None) -> Any:
        try:
            return field.clean(value)
        except forms.ValidationError as error:
            self.refuse(name, value, error)
            return None

    def refuse(self, name: str, value: str | None, error: forms.ValidationError) -> None:
        """A form that has more to say about a value than that it is ignored says it here."""
        self.ignore(name, value)

    def ignore(self, name: str, value: str | None) -> None:
        """Notes that a value was not understood, cut to what can be shown."""
        shown = (char if char.isprintable() else "\ufffd" for char in (value or "")[:60])
        self.ignored.append(f"{name}={''.join(shown)}")

    @cached_property
    def query(self) -> dict[str, list[Any]]:
        """The parameters that were understood and are not what they are without being said."""
        found = {}
        for name, value in self.chosen.items():
            if isinstance(value, list):
                found[name] = value
            elif value and value != self.fields[name].initial:
                found[name] = [value]
        return found

    def encoded(self, *without: frozenset[str]) -> str:
        """The query without some parameters as it stands in addresses. A page has many that differ
        in one parameter: what they share is encoded once."""
        if without not in self._encoded:
            names = frozenset().union(*without)
            kept = {name: values for name, values in self.query.items() if name not in names}
            self._encoded[without] = urlencode(kept, doseq=True)
        return self._encoded[without]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was asked for."""
        return not self.data

    @property
    def is_plain(self) -> bool:
        """Whether all of the query was understood: only then is the page worth keeping."""
        return not self.ignored and not self.unknown


class ListField(forms.Field):
    """A parameter that may be given several times; each is cleaned by `each`."""

    def __init__(self, each: forms.Field, at_most: int = 20) -> None:
        super().__init__(required=False)
        self.each = each
        self.at_most = at_most


class TypedField(forms.CharField):
    """Some words that a reader types, in compatible characters (NFKC) and with single spaces,
    without what cannot be seen.

    What has neither a letter nor a digit is not understood.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 100, "required": False, "initial": ""} | options)

    def to_python(self, value: str | None) -> str:
        given = unicodedata.normalize("NFKC", super().to_python(value))
        return " ".join("".join(map(_seen, given)).split())

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not ascii_words(value):
            raise forms.ValidationError(_("Write at least one letter or digit."))


def _is_list(field: forms.Field) -> bool:
    return isinstance(field, ListField)


def _seen(char: str) -> str:
    """A character; nothing for marks within words (soft hyphens), a space for other signs that
    only machines know. NUL is left for the field to refuse."""
    category = unicodedata.category(char)
    if category == "Cf":
        return ""
    return " " if category.startswith("C") and char != "\0" else char
