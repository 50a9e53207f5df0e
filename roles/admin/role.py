"""The role itself, with everything that stands on its page."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from adminsortable2.admin import SortableAdminBase
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.views.main import ChangeList
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from roles.admin.items import ITEM_INLINES, has_changes, page_of
from roles.models import Role
from roles.permissions import may_publish
from roles.signals import relate_later
from sources.admin import ABOUT_INLINES
from translations.admin import MissingFilter, TranslatedAdmin, in_all_languages
from translations.editing import TranslatedForm
from translations.models import TranslatedContent
from translations.texts import lacks_texts


def texts_on_page() -> list[Any]:
    """The relations from a role to what stands on its page and is translated."""
    return [
        relation
        for relation in Role._meta.related_objects
        if relation.one_to_many
        and relation.field.name == "role"
        and issubclass(relation.related_model, TranslatedContent)
        and relation.related_model.translated_fields()
    ]


class RoleForm(TranslatedForm):
    """Publishing, and taking back, has a permission of its own."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_publish(self.user):
            self.fields["status"].disabled = True


class RoleMissingFilter(MissingFilter):
    """Roles on whose page something is not translated into a language."""

    def missing(self, model: type[TranslatedContent], language: str) -> Q:
        found = lacks_texts(model, language)
        for relation in texts_on_page():
            items = relation.related_model.objects.filter(
                lacks_texts(relation.related_model, language), role=OuterRef("pk")
            )
            found |= Q(Exists(items))
        return found


class RoleList(ChangeList):
    """A page of the list, with what its columns count."""

    def get_queryset(self, request: HttpRequest, **options: Any) -> QuerySet:
        names = [relation.get_accessor_name() for relation in texts_on_page()]
        return super().get_queryset(request, **options).prefetch_related(*names)


@admin.register(Role)
class RoleAdmin(SortableAdminBase, TranslatedAdmin):
    """The app of careers adds the steps of the ladder."""

    form = RoleForm
    list_display = ("__str__", "family", "stage", "status", "updated_on")
    list_filter = ("status", "stage", "family", RoleMissingFilter)
    list_select_related = ("family",)
    search_fields = ("slug", *in_all_languages("title"), "alternative_titles__title")
    autocomplete_fields = ("family", "replaced_by")
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = ("published_at", "updated_at")
    fieldsets = (
        (None, {"fields": ("title", "slug", "family", "stage", "source_language")}),
        (
            _("Publication"),
            {"fields": ("status", "replaced_by", "reviewed_on", ("published_at", "updated_at"))},
        ),
        (
            _("Texts"),
            {
                "fields": (
                    "summary",
                    "introduction",
                    "experience",
                    "growth",
                    "pay_note",
                    "conclusion",
                )
            },
        ),
    )
    inlines = (*ITEM_INLINES, *ABOUT_INLINES)
    actions = ("publish",)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_publish(request.user)

    @admin.action(description=_("Publish the chosen roles"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Drafts become published, thousands of a classification too."""
        drafts = list(queryset.filter(status=Role.Status.DRAFT))
        with transaction.atomic():
            count = Role.objects.filter(pk__in=[role.pk for role in drafts]).publish()
            LogEntry.objects.log_actions(
                request.user.pk, drafts, CHANGE, [{"changed": {"fields": ["status"]}}]
            )
            for role in drafts:
                relate_later(role.pk, queryset.db)
        message = ngettext("%d role was published.", "%d roles were published.", count)
        self.message_user(request, message % count)

    @admin.display(description=_("updated"), ordering="updated_at")
    def updated_on(self, role: Role) -> date:
        return timezone.localdate(role.updated_at)

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        return RoleList

    def get_view_on_site_url(self, obj: Role | None = None) -> str | None:
        return obj and page_of(obj)

    def parts(self, obj: Role) -> Iterable[TranslatedContent]:
        return obj.items

    def has_delete_permission(self, request: HttpRequest, obj: Role | None = None) -> bool:
        """Deleting what is published takes it back."""
        is_public = obj is not None and obj.is_published
        may_delete = super().has_delete_permission(request, obj)
        return may_delete and (not is_public or may_publish(request.user))

    def save_related(
        self, request: HttpRequest, form: TranslatedForm, formsets: list, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if has_changes(form, formsets):
            form.instance.touch()

    def get_inline_formsets(self, request: HttpRequest, *args: Any, **options: Any) -> list[Any]:
        """Who may not move items is given no handle."""
        formsets = super().get_inline_formsets(request, *args, **options)
        if not self.is_editor(request):
            for formset in formsets:
                formset.classes = formset.classes.replace("sortable", "").strip()
        return formsets
