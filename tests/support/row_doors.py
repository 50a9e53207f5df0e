"""The rows of an inline on an object's page: what to send for a change, and whether it was made."""

from collections.abc import Callable
from typing import Any

from tests.support.forging import (
    Values,
    changed_text,
    has_value,
    inputs,
    management,
    other_value,
    plain_fields,
    sent,
    texts,
)

RowTry = tuple[dict[str, Any], Callable[[], list[bool]]]


class RowDoors:
    """The rows of one inline on the page of the object whose doors `owner` has."""

    def __init__(self, form_set: Any, inline: Any, owner: Any) -> None:
        self.model, self.prefix = inline.model, form_set.get_default_prefix()
        self.name = inline.model._meta.model_name
        rows = form_set(instance=owner.item, queryset=inline.get_queryset(owner.request))
        self.rows = list(rows.get_queryset())
        is_owner = {*_owner_fields(form_set), "field"}  # what is cited depends on the owner, too
        self.fields = [field for field in plain_fields(self.model) if field.name not in is_owner]

    def has_texts(self, language: str) -> bool:
        return bool(self._texts(language)[1])

    def _texts(self, language: str) -> tuple[Any, list[Any]]:
        """A row, and its texts in a language: titles have the language beside them."""
        if not any(field.name == "language" for field in self.fields):
            return self.rows[0], texts(self.rows[0], language)
        row = next(row for row in self.rows if row.language == language)
        return row, [self.model._meta.get_field("title")]

    def write(self, language: str) -> RowTry:
        row, fields = self._texts(language)
        values = {field: changed_text(field, row) for field in fields}
        return self.changed(row, values), lambda: [has_value(row, *pair) for pair in values.items()]

    def changed(self, row: Any, values: Values) -> dict[str, Any]:
        """What is sent for a row on which some fields are changed."""
        return self._sent(row) | inputs(values, f"{self.prefix}-0-")

    def delete(self) -> RowTry:
        row = self.rows[0]
        rows = self.model._base_manager.filter(pk=row.pk)
        return self._sent(row) | {f"{self.prefix}-0-DELETE": "on"}, lambda: [not rows.exists()]

    def add(self) -> RowTry:
        row, before = self.rows[0], self.model._base_manager.count()
        start = f"{self.prefix}-0-"
        values = {field: other_value(field, row) for field in self.fields}
        data = management(self.prefix, 1, 0) | sent(row, start) | inputs(values, start)
        return data, lambda: [self.model._base_manager.count() == before + 1]

    def _sent(self, row: Any) -> dict[str, Any]:
        start = f"{self.prefix}-0-"
        return management(self.prefix, 1, 1) | sent(row, start) | {f"{start}id": row.pk}


def _owner_fields(form_set: Any) -> set[str]:
    """What says whom a row belongs to."""
    if hasattr(form_set, "fk"):
        return {form_set.fk.name}
    return {form_set.ct_field.name, form_set.ct_fk_field.name}
