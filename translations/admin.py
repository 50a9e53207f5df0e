"""What the admin of translated content shares."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, cast

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TabbedTranslationAdmin

from accounts.models import User
from core.admin import ContentAdmin, ContentInline, ContentPart
from core.editing import ContentForm
from translations.editing import TranslatedForm, language_of, may_translate
from translations.languages import active_language, language_codes, native_name
from translations.models import Sortable, TranslatedContent
from translations.states import saved_as
from translations.texts import lacks_texts, missing_in

SMALL_FIX = "small_fix"  # the name of the box to tick
BEHIND = _(
    "The source text was changed while you were translating, so what you saved has been marked "
    "as outdated. Check your translation against the new source text."
)


def in_all_languages(*fields: str) -> tuple[str, ...]:
    """The columns of translated fields, e.g. to search in."""
    return tuple(f"{field}_{code}" for field in fields for code in language_codes())


class MissingFilter(admin.SimpleListFilter):
    """Filters a list by the language that a translation is missing in."""

    title = _("missing translation")
    parameter_name = "missing"

    def lookups(
        self, request: HttpRequest, model_admin: "admin.ModelAdmin[Any]"
    ) -> list[tuple[str, str]]:
        return [(code, native_name(code)) for code in language_codes()]

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet[Any]
    ) -> models.QuerySet[Any]:
        language = self.value()
        if language is None or language not in language_codes():
            return queryset
        return queryset.filter(self.missing(queryset.model, language))

    def missing(self, model: type[TranslatedContent], language: str) -> models.Q:
        """Filters objects of `model` that lack a text in `language`."""
        return lacks_texts(model, language)


class TranslatedPart(ContentPart):
    """What pages and inlines of translated content share: translators may change their texts."""

    form: type[ContentForm] = TranslatedForm
    # Whether a translator may write texts in it; None: if the model has translated fields.
    has_texts: bool | None = None

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) or self._may_translate(request)

    def _may_translate(self, request: HttpRequest) -> bool:
        has_texts = self.model.translated_fields() if self.has_texts is None else self.has_texts
        may_see = self.has_view_permission(request)
        return bool(has_texts) and may_see and may_translate(cast(User, request.user))

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field and (language := language_of(db_field)):
            field.widget.attrs["lang"] = language
        if field and db_field.name == "source_language":
            field.initial = active_language()
        return field


class TranslatedInline(TranslatedPart, ContentInline):  # type: ignore[misc]  # Django's is no ClassVar
    """Rows of translated content on the page of what they belong to."""


class SortedContentAdmin(ContentAdmin):
    """Content whose list is in the alphabetical order of the language that admin is shown in."""

    @property
    def ordering(self) -> tuple[str, ...] | None:  # type: ignore[override]  # Django only reads it
        language = active_language() or settings.LANGUAGE_CODE  # some commands activate none
        return (f"sort_{language}", "pk") if issubclass(self.model, Sortable) else None


class TranslatedAdmin(TranslatedPart, SortedContentAdmin, TabbedTranslationAdmin):  # type: ignore[type-arg]  # no type
    """Content with translated fields: a tab for each language; lists count what is translated."""

    list_filter: ClassVar[tuple[Any, ...]] = (MissingFilter,)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        counts = [self._text_count_in(code) for code in language_codes()]
        return [*super().get_list_display(request), *counts]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Saves all texts of the page as what the person says of them: a small fix or not."""
        asked = {"asks_small_fix": bool(object_id and self.model.translated_fields())}
        with saved_as(is_small_fix=SMALL_FIX in request.POST) as said:
            response = super().changeform_view(
                request, object_id, form_url, {**(extra_context or {}), **asked}
            )
        if said.behind and not hasattr(response, "context_data"):  # it is saved
            messages.warning(request, BEHIND)
        return response

    def parts(self, obj: TranslatedContent) -> Iterable[TranslatedContent]:
        """The objects whose texts count as those of `obj`."""
        return [obj]

    def _text_count_in(self, language: str) -> Callable[[TranslatedContent], str]:
        """The column that counts how many of the texts are translated into a language."""

        @admin.display(description=language)
        def text_count(obj: TranslatedContent) -> str:
            missing, total = missing_in(language, self.parts(obj))
            return f"{total - missing}/{total}"

        text_count.__name__ = f"texts_{language}"
        return text_count
