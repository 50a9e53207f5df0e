"""Sources, and the inlines that tie an object to its sources and to other references."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.contenttypes.admin import BaseGenericInlineFormSet, GenericTabularInline
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sources.models import Citation, Identifier, Source
from translations.admin import ContentInline, MissingFilter, TranslatedAdmin
from translations.editing import UniqueRows


class AboutFormSet(UniqueRows, BaseGenericInlineFormSet):
    """What is said about one object."""


class CitationInline(ContentInline, GenericTabularInline):
    """The sources of an object, or of one of its texts."""

    model = Citation
    formset = AboutFormSet
    fields = ("source", "field")
    autocomplete_fields = ("source",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("about")

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        if db_field.name != "field":
            return super().formfield_for_dbfield(db_field, request, **options)
        return forms.ChoiceField(
            choices=[("", _("all of it")), *self._texts()],
            required=False,
            label=capfirst(_("what it is cited for")),
        )

    def _texts(self) -> list[tuple[str, str]]:
        translated = self.parent_model.translated_fields()
        fields = [field for field in self.parent_model._meta.fields if field.name in translated]
        return [(field.name, capfirst(field.verbose_name)) for field in fields]


class IdentifierInline(ContentInline, GenericTabularInline):
    """What the same thing is called in other references."""

    model = Identifier
    formset = AboutFormSet
    fields = ("scheme", "version", "value", "match")


# What is said about an object stands last on its page.
ABOUT_INLINES = (CitationInline, IdentifierInline)


@admin.register(Source)
class SourceAdmin(TranslatedAdmin):
    list_display = ("title", "kind", "language", "publisher", "published_on")
    list_filter = ("kind", "language", MissingFilter)
    search_fields = ("title", "publisher", "slug")
    fields = (
        "title",
        "slug",
        "kind",
        "language",
        "publisher",
        "address",
        "published_on",
        "updated_on",
        "licence",
        "acknowledgement",
    )
    prepopulated_fields = {"slug": ("title",)}
