"""The vocabulary that roles share."""

from django.contrib import admin

from core.admin import ContentInline
from skills.models import Metric, Skill, SkillGroup, SkillTitle, Tool, ToolCategory
from sources.admin import ABOUT_INLINES
from translations.admin import (
    MissingFilter,
    SortedContentAdmin,
    TranslatedAdmin,
    in_all_languages,
)


class WordAdmin(TranslatedAdmin):
    """A word that roles share, with its sources and what it is called elsewhere."""

    list_display = ("__str__", "slug")
    search_fields = ("slug", *in_all_languages("title"))
    prepopulated_fields = {"slug": ("title",)}
    inlines = ABOUT_INLINES


@admin.register(SkillGroup)
class SkillGroupAdmin(WordAdmin):
    list_display = ("__str__", "slug", "order")
    fields = ("title", "slug", "order", "source_language")


class SkillTitleInline(ContentInline, admin.TabularInline):
    """What a skill is called otherwise, a row a language and title."""

    model = SkillTitle
    fields = ("language", "title", "shown", "order")


@admin.register(Skill)
class SkillAdmin(WordAdmin):
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


@admin.register(ToolCategory)
class ToolCategoryAdmin(WordAdmin):
    list_display = ("__str__", "slug", "order")
    fields = ("title", "slug", "order", "description", "source_language")


@admin.register(Tool)
class ToolAdmin(SortedContentAdmin):
    list_display = ("name", "slug")
    search_fields = ("name", "slug")
    fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    inlines = ABOUT_INLINES


@admin.register(Metric)
class MetricAdmin(WordAdmin):
    list_display = ("__str__", "abbreviation", "unit", "rise", "order")
    list_filter = ("unit", MissingFilter)
    search_fields = ("abbreviation", *WordAdmin.search_fields)
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
