"""Admin of sources, and inlines for the citations and identifiers of any object."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.contenttypes.admin import GenericTabularInline
from django.contrib.contenttypes.forms import BaseGenericInlineFormSet
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.groups import content_apps
from core.admin import ContentAdmin, ContentInline
from core.clean_text import clean_line
from core.rows import ContentRows
from sources.models import Citation, Identifier, MatchType, Source
from translations.admin import MissingFilter, TranslatedAdmin


class AboutFormSet(ContentRows, BaseGenericInlineFormSet):  # type: ignore[type-arg]  # stubs only
    """The citations or identifiers of one object."""


class CitationInline(ContentInline, GenericTabularInline):  # type: ignore[misc]  # no ClassVars
    """The sources that an object, or one of its texts, cites."""

    model = Citation
    formset = AboutFormSet  # type: ignore[assignment]  # the stubs forget generic ones
    fields = ("source", "field")
    autocomplete_fields = ("source",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("about")

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        if db_field.name != "field":
            return super().formfield_for_dbfield(db_field, request, **options)
        return forms.ChoiceField(
            choices=[("", _("the whole item")), *self._text_choices()],
            required=False,
            label=capfirst(_("what the source is cited for")),
        )

    def _text_choices(self) -> list[tuple[str, str]]:
        translated = self.parent_model.translated_fields()
        fields = [field for field in self.parent_model._meta.fields if field.name in translated]
        return [(field.name, capfirst(field.verbose_name)) for field in fields]


class IdentifierInline(ContentInline, GenericTabularInline):  # type: ignore[misc]  # no ClassVars
    """The identifiers of the object in other references."""

    model = Identifier
    formset = AboutFormSet  # type: ignore[assignment]  # the stubs forget generic ones
    fields = ("scheme", "version", "value", "match", "is_confirmed")


class IdentifiedAdmin(ContentAdmin):
    """Content that is found by its code in another reference, too: 1221.3 also as 1221."""

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        matches, has_duplicates = super().get_search_results(request, queryset, search_term)
        if not any(letter.isdigit() for letter in search_term):
            return matches, has_duplicates
        content_type = ContentType.objects.get_for_model(self.model)
        code = clean_line(search_term)
        is_coded = models.Q(value__iexact=code) | models.Q(value__istartswith=f"{code}.")
        coded = Identifier.objects.filter(is_coded, content_type=content_type)
        found = models.Q(pk__in=matches.order_by().values("pk"))
        return queryset.filter(found | models.Q(pk__in=coded.values("object_id"))), False


# They come last on the form of an object.
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

    def is_public(self, obj: Source) -> bool:
        return obj.citations.exists()

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Counts the citations that go with the sources: there may be thousands."""
        cited = Citation.objects.filter(source__in=objs).count()
        counts = {
            Source._meta.verbose_name_plural: len(objs),
            Citation._meta.verbose_name_plural: cited,
        }
        may_delete = all(self.has_delete_permission(request, source) for source in objs)
        missing = set() if may_delete else {str(Source._meta.verbose_name)}
        return [str(source) for source in objs], counts, missing, []


# Only kinds of objects that have identifiers.
ABOUT_FILTER = ("content_type", admin.RelatedOnlyFieldListFilter)


@admin.register(Identifier)
class IdentifierAdmin(ContentAdmin):
    """Confirms or deletes the matches that imports propose. Others are edited with their object."""

    list_display = ("item", "content_type", "scheme", "code", "match", "is_confirmed")
    list_display_links = None
    list_filter = ("is_confirmed", "match", "scheme", ABOUT_FILTER)
    list_select_related = ("content_type",)
    search_fields = ("value",)
    show_full_result_count = False
    actions = ("confirm",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("about")

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **options: Any
    ) -> Any:
        if db_field.name == "content_type":
            options["queryset"] = ContentType.objects.filter(app_label__in=content_apps())
        return super().formfield_for_foreignkey(db_field, request, **options)

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

    @admin.action(description=_("Confirm the selected matches"), permissions=["change"])
    def confirm(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        """From then on imports write to the object what they have of the concept."""
        exact = MatchType.EXACT
        count = queryset.filter(is_confirmed=False).update(is_confirmed=True, match=exact)
        message = ngettext("%d match was confirmed.", "%d matches were confirmed.", count)
        self.message_user(request, message % count)
