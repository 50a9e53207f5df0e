"""The items of a role, as rows of the role's form and each on an admin page of its own."""

from typing import Any

from adminsortable2.admin import (  # type: ignore[import-untyped]  # it has no types
    CustomInlineFormSet,
    SortableStackedInline,
    SortableTabularInline,
)
from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
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
    """The form of an item. The role cannot change; without an order the item keeps its own."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "role" in self.fields:
            self.fields["role"].disabled = True

    def clean_order(self) -> int:
        order: int | None = self.cleaned_data["order"]
        current: int = self.instance.order
        return current if order is None else order


class ItemFormSet(UniqueRows, CustomInlineFormSet):  # type: ignore[misc]  # adminsortable2 has no types
    """The items of one role."""


class ItemSection(TranslatedInline):
    """The items of one kind in a section that opens; they are ordered by dragging.

    Django's own collapsible fieldset would break the dragging of adminsortable2.
    """

    form = ItemForm
    formset = ItemFormSet
    template = "admin/inline_section.html"
    rows_template = ""


class ItemInline(ItemSection, SortableStackedInline, TranslationStackedInline):  # type: ignore[misc, type-arg]  # adminsortable2 has no types, the inline is not generic at run time
    """Items with texts, stacked, each with an admin page of its own."""

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
    """The form of a title whose language is chosen beside it."""

    def language_of(self, name: str) -> str | None:
        return self.instance.language if name in ("title", "shown") else None


class AlternativeTitleInline(ItemSection, SortableTabularInline):  # type: ignore[misc]  # adminsortable2 has no types
    """The alternative titles of a role, in any language."""

    model = AlternativeTitle
    form = AlternativeTitleForm
    has_texts = True
    rows_template = SortableTabularInline.template
    fields = ("language", "title", "shown")


class ItemAdmin(TranslatedAdmin):
    """The admin page of an item, with its citations. Linked from its role only."""

    form = ItemForm
    list_display = ("__str__", "role")
    search_fields = ("role__slug",)
    inlines = (CitationInline,)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return obj and f"{page_or_preview_url(obj.role)}#{obj.anchor}"

    def save_related(
        self, request: HttpRequest, form: TranslatedForm, formsets: list[Any], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if has_changes(form, formsets):
            form.instance.role.touch()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        obj.role.touch()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        roles = list(Role.objects.filter(pk__in=queryset.values("role")))
        super().delete_queryset(request, queryset)
        for role in roles:
            role.touch()

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Back to the role."""
        return HttpResponseRedirect(reverse("admin:roles_role_change", args=[obj.role_id]))


def register_item_admin(inline: type[ItemInline]) -> None:
    """Registers an admin page for the items of an inline, with the same fields."""
    fields: Any = inline.fields
    options = {
        "fields": ("role", *fields),
        "autocomplete_fields": ("role", *inline.autocomplete_fields),
    }
    name = f"{inline.model.__name__}Admin"
    admin.site.register(inline.model, type(name, (ItemAdmin,), options))


def has_changes(form: "forms.ModelForm[Any]", formsets: list["forms.BaseFormSet[Any]"]) -> bool:
    """Whether the submitted form or one of the formsets differs from what is stored."""
    return form.has_changed() or any(formset.has_changed() for formset in formsets)


def page_or_preview_url(role: Role) -> str:
    """The address of a role's page; for a role that is not published, of its preview."""
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
    register_item_admin(inline)
