"""Sources, and the inlines that tie an object to its sources and to other references."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.contenttypes.admin import BaseGenericInlineFormSet, GenericTabularInline
from django.db import models
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.admin import ContentAdmin, ContentInline
from core.editing import UniqueRows
from sources.models import Citation, Identifier, Source
from translations.admin import MissingFilter, TranslatedAdmin


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
    fields = ("scheme", "version", "value", "match", "is_confirmed")


# What is said about an object stands last on its page.
ABOUT_INLINES = (CitationInline, IdentifierInline)


@admin.register(Source)
class SourceAdmin(TranslatedAdmin):
    list_display = ("title", "kind", "language", "is_adapted", "publisher", "published_on")
    list_filter = ("kind", "language", "is_adapted", MissingFilter)
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
        "is_adapted",
        "acknowledgement",
    )
    prepopulated_fields = {"slug": ("title",)}


@admin.register(Identifier)
class IdentifierAdmin(ContentAdmin):
    """What a program proposed is confirmed here, or deleted; others are given on their objects."""

    list_display = ("item", "content_type", "scheme", "code", "match", "is_confirmed")
    list_display_links = None
    list_filter = ("is_confirmed", "match", "scheme", "content_type")
    list_select_related = ("content_type",)
    search_fields = ("value",)
    show_full_result_count = False
    actions = ("confirm",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("about")

    @admin.display(description=_("object"))
    def item(self, identifier: Identifier) -> str:
        about = identifier.about
        if about is None:
            return ""
        try:
            page = reverse(
                f"admin:{about._meta.label_lower.replace('.', '_')}_change", args=[about.pk]
            )
        except NoReverseMatch:
            return str(about)
        return format_html('<a href="{}">{}</a>', page, about)

    @admin.display(description=_("value"), ordering="value")
    def code(self, identifier: Identifier) -> str:
        if not identifier.value.startswith(("http://", "https://")):
            return identifier.value
        return format_html('<a href="{0}" rel="noopener">{0}</a>', identifier.value)

    @admin.action(description=_("Confirm the chosen matches"), permissions=["change"])
    def confirm(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        """From now on the object and the concept are the same for every import."""
        exact = Identifier.Match.EXACT
        count = queryset.filter(is_confirmed=False).update(is_confirmed=True, match=exact)
        message = ngettext("%d match was confirmed.", "%d matches were confirmed.", count)
        self.message_user(request, message % count)
