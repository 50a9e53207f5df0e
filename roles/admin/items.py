"""What stands on a role's page, as rows of the role's form and on a page of its own."""

from typing import Any

from adminsortable2.admin import CustomInlineFormSet, SortableStackedInline, SortableTabularInline
from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from modeltranslation.admin import TranslationStackedInline

from core.editing import UniqueRows
from roles.models import (
    AlternativeTitle,
    BestPractice,
    PayRange,
    Question,
    Responsibility,
    Role,
    RoleMetric,
    RoleSkill,
    ToolUse,
)
from sources.admin import CitationInline
from translations.admin import TranslatedAdmin, TranslatedInline
from translations.editing import TranslatedForm


class ItemForm(TranslatedForm):
    """An item stays with its role, and keeps its place unless it is given another."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "role" in self.fields:
            self.fields["role"].disabled = True

    def clean_order(self) -> int:
        order = self.cleaned_data["order"]
        return self.instance.order if order is None else order


class ItemFormSet(UniqueRows, CustomInlineFormSet):
    """The items of one role."""


class Section(TranslatedInline):
    """Items of a role in a section that can be opened, in the order they are dragged into.

    Not Django's own way to collapse: it stands between the items and what makes them sortable.
    """

    form = ItemForm
    formset = ItemFormSet
    template = "admin/inline_section.html"
    rows_template = ""


class ItemInline(Section, SortableStackedInline, TranslationStackedInline):
    """Items with texts, one below the other, each with a page of its own."""

    rows_template = SortableStackedInline.template
    show_change_link = True


class ResponsibilityInline(ItemInline):
    model = Responsibility
    autocomplete_fields = ("area",)
    prepopulated_fields = {"key": ("title",)}
    fields = ("title", "key", "area", "description", "tasks", "source_language")


class RoleSkillInline(ItemInline):
    model = RoleSkill
    autocomplete_fields = ("skill",)
    fields = ("skill", "requirement", "context", "points", "source_language")


class ToolUseInline(ItemInline):
    model = ToolUse
    autocomplete_fields = ("category", "tools")
    fields = ("category", "tools", "purpose", "source_language")


class RoleMetricInline(ItemInline):
    model = RoleMetric
    autocomplete_fields = ("metric",)
    fields = ("metric", "context", "source_language")


class PayRangeInline(ItemInline):
    model = PayRange
    prepopulated_fields = {"key": ("place",)}
    fields = (
        "place",
        "key",
        "audience",
        ("currency", "period", "minimum", "maximum", "as_of"),
        "source_language",
    )


class BestPracticeInline(ItemInline):
    model = BestPractice
    prepopulated_fields = {"key": ("title",)}
    fields = ("title", "key", "description", "points", "source_language")


class QuestionInline(ItemInline):
    model = Question
    prepopulated_fields = {"key": ("question",)}
    fields = ("question", "key", "answer", "source_language")


class AlternativeTitleForm(ItemForm):
    """A title is in the language that is chosen beside it."""

    def language_of(self, name: str) -> str | None:
        return self.instance.language if name in ("title", "shown") else None


class AlternativeTitleInline(Section, SortableTabularInline):
    """Other names of a role, in any language."""

    model = AlternativeTitle
    form = AlternativeTitleForm
    has_texts = True
    rows_template = SortableTabularInline.template
    fields = ("language", "title", "shown")


class ItemAdmin(TranslatedAdmin):
    """An item on a page of its own, with its sources. Reached from its role."""

    form = ItemForm
    list_display = ("__str__", "role")
    search_fields = ("role__slug",)
    inlines = (CitationInline,)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return obj and f"{page_of(obj.role)}#{obj.anchor}"

    def save_related(
        self, request: HttpRequest, form: TranslatedForm, formsets: list, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if has_changes(form, formsets):
            form.instance.role.touch()

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        super().delete_model(request, obj)
        obj.role.touch()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        roles = list(Role.objects.filter(pk__in=queryset.values("role")))
        super().delete_queryset(request, queryset)
        for role in roles:
            role.touch()

    def response_post_save_change(self, request: HttpRequest, obj: Model) -> HttpResponse:
        """Back to the role."""
        return HttpResponseRedirect(reverse("admin:roles_role_change", args=[obj.role_id]))


def register_page_of(inline: type[ItemInline]) -> None:
    """Gives the items of an inline pages of their own, with the same fields."""
    options = {
        "fields": ("role", *inline.fields),
        "autocomplete_fields": ("role", *inline.autocomplete_fields),
    }
    name = f"{inline.model.__name__}Admin"
    admin.site.register(inline.model, type(name, (ItemAdmin,), options))


def has_changes(form: forms.ModelForm, formsets: list[forms.BaseFormSet]) -> bool:
    """Whether what was sent differs from what was there."""
    return form.has_changed() or any(formset.has_changed() for formset in formsets)


def page_of(role: Role) -> str:
    """The address of a role's page; a draft's is its preview."""
    return role.get_absolute_url() + ("" if role.is_published else "?preview=1")


PAGE_INLINES = (
    ResponsibilityInline,
    RoleSkillInline,
    ToolUseInline,
    RoleMetricInline,
    PayRangeInline,
    BestPracticeInline,
    QuestionInline,
)
ITEM_INLINES = (AlternativeTitleInline, *PAGE_INLINES)
for inline in PAGE_INLINES:
    register_page_of(inline)
