"""The items of a role, as rows of the role's form and each on an admin page of its own."""

from functools import cache
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

from core.rows import ContentRows
from roles.models import AlternativeTitle, Role, RoleItem
from roles.permissions import may_restore
from roles.registry import ItemKind, item_kinds
from sources.admin import CitationInline
from translations.admin import TranslatedAdmin, TranslatedInline
from translations.editing import OtherTitleForm, TranslatedForm


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


class ItemFormSet(ContentRows, CustomInlineFormSet):  # type: ignore[misc]  # adminsortable2 has no types
    """The items of one role. A long section is paged: each row takes some ms, here and there."""

    rows_per_page = 25


class ItemSection(TranslatedInline):
    """The items of one kind in a section that opens; they are ordered by dragging.

    Django's own collapsible fieldset would break the dragging of adminsortable2.
    """

    form = ItemForm
    formset = ItemFormSet
    template = "admin/inline_section.html"
    rows_template = ""

    def get_extra(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        """A new role begins with an empty item of each kind."""
        return 0 if obj else 1


class ItemInline(ItemSection, SortableStackedInline, TranslationStackedInline):  # type: ignore[misc, type-arg]  # adminsortable2 has no types, the inline is not generic at run time
    """Items with texts, stacked, each with an admin page of its own."""

    rows_template = SortableStackedInline.template
    show_change_link = True


class AlternativeTitleForm(OtherTitleForm, ItemForm):
    """The form of an alternative title of a role."""


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

    def has_restore_permission(self, request: HttpRequest, obj: Any) -> bool:
        role = Role.objects.filter(pk=obj.role_id).first()
        may_restore_role = role is None or may_restore(request.user, role)
        return super().has_restore_permission(request, obj) and may_restore_role

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
        """Redirects to the role."""
        return HttpResponseRedirect(reverse("admin:roles_role_change", args=[obj.role_id]))


@cache
def item_inline(kind: ItemKind) -> type[ItemInline]:
    """The inline of a kind."""
    has_key = bool(kind.own_title) and issubclass(kind.model, RoleItem)
    options = {
        "model": kind.model,
        "fields": _fields(kind),
        "autocomplete_fields": _relations(kind),
        "prepopulated_fields": {"key": (kind.own_title,)} if has_key else {},
    }
    return type(f"{kind.model.__name__}Inline", (ItemInline,), options)


def item_inlines() -> list[Any]:
    """The inlines of all items of a role: its alternative titles, then kind by kind."""
    return [AlternativeTitleInline, *map(item_inline, item_kinds())]


def register_item_admin(kind: ItemKind) -> None:
    """Registers an admin page for the items of a kind, with the fields of its inline."""
    options = {
        "fields": ("role", *_fields(kind)),
        "autocomplete_fields": ("role", *_relations(kind)),
    }
    admin.site.register(kind.model, type(f"{kind.model.__name__}Admin", (ItemAdmin,), options))


def _fields(kind: ItemKind) -> tuple[str | tuple[str, ...], ...]:
    """The fields of a form: the title, all that is no text, the other texts."""
    if kind.admin_fields:
        return kind.admin_fields
    title = (kind.own_title,) if kind.own_title else ()
    return (*title, *_plain_fields(kind), *kind.texts, "source_language")


def _plain_fields(kind: ItemKind) -> list[str]:
    """The fields that people edit besides the role, the order and the texts."""
    elsewhere = {"role", "order", "source_language", *kind.model.translated_fields()}
    options = kind.model._meta
    return [
        field.name
        for field in (*options.fields, *options.many_to_many)
        if field.editable
        and not (field.auto_created or field.name in elsewhere)
        and not hasattr(field, "translated_field")  # a text's column for one language
    ]


def _relations(kind: ItemKind) -> tuple[str, ...]:
    """The fields that lead to other objects than the role."""
    fields = (kind.model._meta.get_field(name) for name in _plain_fields(kind))
    return tuple(field.name for field in fields if field.is_relation)


def has_changes(form: "forms.ModelForm[Any]", formsets: list["forms.BaseFormSet[Any]"]) -> bool:
    """Whether the submitted form or one of the formsets differs from what is stored."""
    return form.has_changed() or any(formset.has_changed() for formset in formsets)


def page_or_preview_url(role: Role) -> str:
    """The address of a role's page; for a role that is not published, of its preview."""
    return role.get_absolute_url() + ("" if role.is_published else "?preview=1")


for kind in item_kinds():
    register_item_admin(kind)
