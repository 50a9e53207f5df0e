"""A form for each text of the translating page: it writes one column of one object."""

from copy import copy
from functools import cache
from typing import Any

from django import forms
from django.db import models

from accounts.models import User
from core.merging import OPENED, json_object
from translations.editing import SOURCES, TranslatedForm, is_digest
from translations.models import TranslatedContent


class TranslationForm(TranslatedForm):
    """The form of one text. Others of the same object are written by forms of their own."""

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        self.user = user
        super().__init__(*args, **options)

    @property
    def column(self) -> str:
        return next(iter(self.fields))

    @property
    def value(self) -> str:
        """What the field holds: what was typed, or what is stored."""
        return self[self.column].value() or ""

    @property
    def seen_source(self) -> int | None:
        """What tells the version of the source that the person had before them."""
        sources = json_object(self.data.get(self.add_prefix(OPENED))).get(SOURCES)
        name = self.column.rpartition("_")[0]
        sent = sources.get(name) if isinstance(sources, dict) else None
        return int(str(sent)) if is_digest(sent) else None


@cache
def _form_class(model: type[TranslatedContent], column: str) -> type[TranslationForm]:
    return forms.modelform_factory(model, form=TranslationForm, fields=[column])  # type: ignore[return-value]  # of this form


def text_form(
    item: TranslatedContent, column: str, user: User, data: Any = None
) -> TranslationForm:
    """The form of a text. It is bound if the data has the text."""
    prefix = prefix_of(item, column)
    is_sent = data is not None and f"{prefix}-{OPENED}" in data
    form_class = _form_class(type(item), column)
    # A form writes into its object while it checks: each has a copy.
    return form_class(data if is_sent else None, instance=copy(item), prefix=prefix, user=user)


def prefix_of(item: TranslatedContent, column: str) -> str:
    """What the names of a form's inputs begin with, e.g. "roles-question-7-answer"."""
    options = item._meta
    return f"{options.app_label}-{options.model_name}-{item.pk}-{column.rpartition('_')[0]}"


def is_short(item: TranslatedContent, column: str) -> bool:
    return isinstance(item._meta.get_field(column), models.CharField)
