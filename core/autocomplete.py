"""What the autocompletes of admin's forms may be asked for."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase


class ForwardAutocomplete(AutocompleteJsonView):
    """Django's, for the fields of forms only: a relation followed backwards would be a 500."""

    def process_request(self, request: HttpRequest) -> Any:
        term, model_admin, source_field, to_field = super().process_request(request)
        if source_field.auto_created:
            raise PermissionDenied
        return term, model_admin, source_field, to_field


def autocomplete(request: HttpRequest) -> HttpResponseBase:
    """Answers with the objects that somebody may view."""
    return ForwardAutocomplete.as_view(admin_site=admin.site)(request)
