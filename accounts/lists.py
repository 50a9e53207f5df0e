"""Lists of admin, whose address or form somebody may write by hand: a wrong value is no failure."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import BadRequest, FieldDoesNotExist
from django.db import models
from django.http import HttpRequest

LONGEST_KEY = 18  # digits of a number that each database has room for


class ListAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    """Django's. Where it cannot look something up, it shows the list without."""

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Bytes cannot be written in an address."""
        return super().lookup_allowed(lookup, value, request) and not self._is_of_bytes(lookup)

    def _is_of_bytes(self, lookup: str) -> bool:
        try:
            field = self.opts.get_field(lookup.partition("__")[0])
        except FieldDoesNotExist:
            return False
        return isinstance(field, models.BinaryField)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """SQLite refuses numbers that it has no room for."""
        try:
            return super().get_changelist_instance(request)
        except OverflowError as error:
            raise IncorrectLookupParameters from error

    def response_action(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(key.isdecimal() and len(key) <= LONGEST_KEY for key in chosen):
            raise BadRequest("What was chosen has no such keys")
        return super().response_action(request, *args, **options)
