"""Admin of the vocabulary that roles share."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.forms import BaseInlineFormSet

from core.admin import ContentAdmin
from core.rows import ContentRows
from skills.models import Metric, Skill, SkillGroup, SkillTitle, Tool, ToolCategory
from sources.admin import ABOUT_INLINES, IdentifiedAdmin
from translations.admin import (
    MissingFilter,
    SortedContentAdmin,
    TranslatedAdmin,
    TranslatedInline,
    in_all_languages,
)
from translations.editing import OtherTitleForm


class TermAdmin(IdentifiedAdmin, TranslatedAdmin):
    """A term that roles share, with its sources and its identifiers in other references."""

    list_display: tuple[str, ...] = ("__str__", "slug")
    search_fields = ("slug", *in_all_languages("title"))
    prepopulated_fields = {"slug": ("title",)}
    inlines: ClassVar["tuple[type[InlineModelAdmin[Any, Any]], ...]"] = ABOUT_INLINES


class UsedTermAdmin(ContentAdmin):
    """A term with a page, which is public as soon as a public role uses the term."""

    def is_public(self, obj: Any) -> bool:
        is_public: bool = self.model.objects.filter(pk=obj.pk).is_public()
        return is_public


@admin.register(SkillGroup)
class SkillGroupAdmin(TermAdmin):
    list_display = ("__str__", "slug", "order")
    fields = ("title", "slug", "order", "source_language")

    def is_public(self, obj: SkillGroup) -> bool:
        return Skill.objects.filter(group=obj).is_public()


class SkillTitleRows(ContentRows, BaseInlineFormSet):  # type: ignore[type-arg]  # stubs only
    """The other titles of one skill."""


class SkillTitleInline(TranslatedInline, admin.TabularInline):  # type: ignore[type-arg]  # stubs
    """The other titles of a skill, each with its language."""

    model = SkillTitle
    form = OtherTitleForm
    has_texts = True
    formset = SkillTitleRows
    fields = ("language", "title", "shown", "order")


@admin.register(Skill)
class SkillAdmin(UsedTermAdmin, TermAdmin):
    list_display = ("__str__", "slug", "group", "kind", "reuse")
    list_filter = ("group", "kind", "reuse", "is_retired", MissingFilter)
    list_select_related = ("group",)
    autocomplete_fields = ("group", "replaced_by")
    fields = (
        "title",
        "slug",
        ("group", "kind", "reuse"),
        "description",
        ("is_retired", "replaced_by"),
        "source_language",
    )
    inlines = (SkillTitleInline, *ABOUT_INLINES)
    publishers_fields = ("is_retired",)


@admin.register(ToolCategory)
class ToolCategoryAdmin(UsedTermAdmin, TermAdmin):
    list_display = ("__str__", "slug", "order")
    fields = ("title", "slug", "order", "description", "source_language")


@admin.register(Tool)
class ToolAdmin(UsedTermAdmin, SortedContentAdmin):
    list_display = ("name", "slug")
    search_fields = ("name", "slug")
    fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    inlines = ABOUT_INLINES


@admin.register(Metric)
class MetricAdmin(UsedTermAdmin, TermAdmin):
    list_display = ("__str__", "abbreviation", "unit", "rise", "order")
    list_filter = ("unit", MissingFilter)
    search_fields = ("abbreviation", *TermAdmin.search_fields)
    fields = (
        "title",
        "slug",
        "abbreviation",
        "unit",
        "rise",
        "order",
        "definition",
        "source_language",
    )
