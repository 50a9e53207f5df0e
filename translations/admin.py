"""What the admin of all content shares."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TabbedTranslationAdmin

from translations.editing import (
    ContentForm,
    PreloadedSelect,
    PreloadedSelectMultiple,
    TextArea,
    last_change,
    may_edit,
    may_translate,
)
from translations.languages import active_language, language_codes, native_name
from translations.models import Sortable, TranslatedContent, TranslatedQuerySet
from translations.texts import lacks_texts, missing_in


def in_all_languages(*fields: str) -> tuple[str, ...]:
    """The columns of translated fields, e.g. to search in."""
    return tuple(f"{field}_{code}" for field in fields for code in language_codes())


class MissingFilter(admin.SimpleListFilter):
    """What is not translated into a language."""

    title = _("missing translation")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [(code, native_name(code)) for code in language_codes()]

    def queryset(self, request: HttpRequest, queryset: TranslatedQuerySet) -> TranslatedQuerySet:
        if self.value() not in language_codes():
            return queryset
        return queryset.filter(self.missing(queryset.model, self.value()))

    def missing(self, model: type[TranslatedContent], language: str) -> models.Q:
        """Narrows a list of `model` to what lacks a text in `language`."""
        return lacks_texts(model, language)


class ContentPart:
    """What pages and inlines of content share: who may change them, and how their fields look."""

    form = ContentForm
    formfield_overrides = {
        models.TextField: {"widget": TextArea},
        models.URLField: {"assume_scheme": "https"},
    }
    # Whether there are texts in it that a translator may write.
    has_texts: bool | None = None

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) or self._is_translators(request)

    def _is_translators(self, request: HttpRequest) -> bool:
        has_texts = self.model.translated_fields() if self.has_texts is None else self.has_texts
        may_see = self.has_view_permission(request)
        return bool(has_texts) and may_see and may_translate(request.user)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """With what the autocompletes show, so that no row asks for it alone."""
        fields = [self.opts.get_field(name) for name in self.autocomplete_fields]
        single = [field.name for field in fields if not field.many_to_many] or [None]
        several = [field.name for field in fields if field.many_to_many]
        return super().get_queryset(request).select_related(*single).prefetch_related(*several)

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field and hasattr(db_field, "translated_field"):
            field.widget.attrs["lang"] = db_field.language
        return field

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        options |= self._completing(db_field, PreloadedSelect)
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        options |= self._completing(db_field, PreloadedSelectMultiple)
        return super().formfield_for_manytomany(db_field, request, **options)

    def _completing(self, db_field: models.Field, widget: type[forms.Widget]) -> dict[str, Any]:
        is_completed = db_field.name in self.autocomplete_fields
        return {"widget": widget(db_field, self.admin_site)} if is_completed else {}


class ContentInline(ContentPart):
    """Rows of content on the page of what they belong to."""

    extra = 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset = super().get_formset(request, obj, **options)
        formset.form.user = request.user
        return formset


class ContentPage(ContentPart):
    """A list of content, and a page of each object."""

    list_per_page = 50

    def get_form(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        form = super().get_form(request, obj, **options)
        form.user = request.user
        form.page = obj
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """With what the form has to send back, so that it is noticed who saved meanwhile."""
        opened = {"opened": last_change(self.model, object_id)}
        return super().changeform_view(request, object_id, form_url, (extra_context or {}) | opened)

    @property
    def ordering(self) -> tuple[str, ...] | None:
        """As the reader's language sorts titles; where there are none, as the model says."""
        language = active_language() or settings.LANGUAGE_CODE  # some commands speak none
        return (f"sort_{language}", "pk") if issubclass(self.model, Sortable) else None

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        address = getattr(obj, "get_absolute_url", None)
        return address() or None if address else None

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        """Also where only the case of a letter differs.

        SQLite folds ASCII letters only: "łączność" would not find "Łączność".
        """
        spellings = dict.fromkeys([search_term, search_term.lower(), search_term.title()])
        found, has_doubles = super().get_search_results(request, queryset, search_term)
        for spelling in list(spellings)[1:]:
            more, _more_doubles = super().get_search_results(request, queryset, spelling)
            found |= more
        return found, has_doubles

    def is_editor(self, request: HttpRequest) -> bool:
        """Whether the person may change everything here, not only texts."""
        return may_edit(request.user, self.model)


class ContentAdmin(ContentPage, admin.ModelAdmin):
    """Content without translated fields."""


class TranslatedAdmin(ContentPage, TabbedTranslationAdmin):
    """Content with translated fields: a tab for each language; lists say what is missing."""

    list_filter = (MissingFilter,)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        shares = [self._share_in(code) for code in language_codes()]
        return [*super().get_list_display(request), *shares]

    def parts(self, obj: TranslatedContent) -> Iterable[TranslatedContent]:
        """What is counted as an object's texts."""
        return [obj]

    def _share_in(self, language: str) -> Callable[[TranslatedContent], str]:
        """The column that says how many of the texts are there in a language."""

        @admin.display(description=language)
        def share(obj: TranslatedContent) -> str:
            missing, total = missing_in(language, self.parts(obj))
            return f"{total - missing}/{total}"

        share.__name__ = f"texts_{language}"
        return share
