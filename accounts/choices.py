"""A choice of several objects, whose form somebody may write by hand."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ModelMultipleChoiceField


class ChoiceOfSeveral(ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """Django's, where a number that SQLite has no room for is as wrong as any other."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError as error:
            names = {"pk": max(value, key=len)}
            raise ValidationError(
                self.error_messages["invalid_pk_value"], code="invalid_pk_value", params=names
            ) from error
