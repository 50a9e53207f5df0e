"""Forms of which nothing is ignored.

A page shows what it can and says what it has ignored. A program would not notice, so here every
parameter that is unknown, empty, given twice or invalid is refused, and named.
"""

import re
from collections.abc import Iterable
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from core.cursors import MAX_LENGTH, ListCursor
from core.forms import ListField, QueryForm

ALL = "all"  # in place of a language: texts in each language that they are written in
MAX_REFUSALS = 20  # that one answer names
SHOWN_LENGTH = 60  # characters of a refused value


class Refusal(NamedTuple):
    """A parameter that was refused, its value as far as it can be shown, and why."""

    parameter: str
    value: str
    message: Any  # a text, or one that is yet to be translated


class FieldsField(forms.Field):
    """`title,summary`: the fields of an answer, by name, between commas."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(required=False, initial="")
        self.names = [*names]

    def clean(self, value: str | None) -> list[str]:
        chosen = (value or "").split(",")
        if unknown := [name for name in chosen if name not in self.names]:
            raise forms.ValidationError(
                _("Unknown field: %(name)s. Available fields: %(names)s."),
                params={"name": unknown[0][:SHOWN_LENGTH], "names": ", ".join(self.names)},
            )
        return chosen


class NumberField(forms.Field):
    """A whole number in ASCII digits."""

    def __init__(self, least: int, most: int, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.least = least
        self.most = most

    def clean(self, value: str | None) -> int | None:
        if not value:
            return None
        if not re.fullmatch("0|[1-9][0-9]{0,18}", value) or not (
            self.least <= int(value) <= self.most
        ):
            raise forms.ValidationError(
                _("Enter a whole number from %(least)d to %(most)d."),
                params={"least": self.least, "most": self.most},
            )
        return int(value)


class CursorField(forms.Field):
    """The cursor of the next page, as an answer gives it."""

    default_error_messages = {
        "invalid": _(
            "This cursor is not valid. Use the address given as “next” in the previous response."
        ),
    }

    def clean(self, value: str | None) -> ListCursor | None:
        if not value:
            return None
        try:
            return ListCursor.of(value if len(value) <= MAX_LENGTH else "")
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"]) from None


class StrictForm(QueryForm):
    """The query of a request, of which anything that is not understood is a `Refusal`.

    `accepted` are the parameters that it takes over from a page's form, `needed` those without
    which there is no answer. `field_names` are the fields of the answer that can be chosen, if any.
    """

    accepted: ClassVar[tuple[str, ...]] = ()
    needed: ClassVar[tuple[str, ...]] = ()
    field_names: ClassVar[tuple[str, ...]] = ()
    has_cursor: ClassVar[bool] = False

    def __init__(self, query: QueryDict) -> None:
        self.refusals: list[Refusal] = []
        super().__init__(query)
        self._refuse(self.unknown, _("Unknown parameter."))
        missing = (name for name in self.needed if not self.data.getlist(name))
        self._refuse(missing, _("This parameter is required."))
        self._check_cursor()

    def _check_cursor(self) -> None:
        cursor, order = self.chosen.get("cursor"), self.chosen.get("sort", "name")
        if cursor and (cursor.order, cursor.language) != (order, self.language):
            message = _("This cursor belongs to a list with a different order or language.")
            self._refuse(["cursor"], message, str(cursor))

    def declare(self) -> None:
        super().declare()
        fields = {name: self.fields[name] for name in self.accepted}
        # Pages have other fields of these names.
        languages = [*settings.LANGUAGES, (ALL, ALL)]
        fields["lang"] = forms.ChoiceField(choices=languages, required=False, initial="")
        if self.field_names:
            fields["fields"] = FieldsField(self.field_names)
        if self.has_cursor:
            fields["cursor"] = CursorField(required=False)
        self.fields = fields

    @classmethod
    def parameters(cls) -> dict[str, forms.Field]:
        """The parameters by name."""
        return cls(QueryDict()).fields

    @property
    def language(self) -> str:
        """The language of the answer, the site's first one unless another is asked for."""
        language: str = self.chosen["lang"]
        return settings.LANGUAGE_CODE if language in ("", ALL) else language

    @property
    def is_in_all(self) -> bool:
        return bool(self.chosen["lang"] == ALL)

    def _single(self, name: str) -> Any:
        values = self.data.getlist(name)
        if len(values) > 1:
            self._refuse([name], _("This parameter can be used only once."), values[-1])
        self._refuse_empty(name, values)
        return super()._single(name)

    def _list(self, name: str, field: ListField) -> list[Any]:
        values = self.data.getlist(name)
        self._refuse_empty(name, values)
        if len(values) > field.at_most:
            message = ngettext_lazy(
                "This parameter can have only %(number)d value.",
                "This parameter can have up to %(number)d values.",
                field.at_most,
            )
            self._refuse([name], message % {"number": field.at_most}, values[field.at_most])
        return [*super()._list(name, field)]

    def _refuse_empty(self, name: str, values: list[str]) -> None:
        if "" in values:
            self._refuse([name], _("Enter a value for this parameter, or leave the parameter out."))

    def refuse(self, name: str, value: str | None, error: forms.ValidationError) -> None:
        self._refuse([name], error.messages[0], value)

    def ignore(self, name: str, value: str | None) -> None:
        """For a value that is well formed but names nothing that readers may see."""
        if not any(refusal.parameter == name for refusal in self.refusals):
            self._refuse([name], _("There is no item with this name."), value)

    def say(self, name: str, message: str, value: str = "") -> None:
        """Refuses a parameter for what only the view knows; `message` is a message id."""
        self._refuse([name], gettext_lazy(message), value)

    def _refuse(self, names: Iterable[str], message: Any, value: str | None = "") -> None:
        for name in names:
            refusal = Refusal(_printable(name), _printable(value or ""), message)
            self.refusals.append(refusal)


def _printable(text: str) -> str:
    """A text from outside, cut, without what cannot be shown."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text[:SHOWN_LENGTH])
