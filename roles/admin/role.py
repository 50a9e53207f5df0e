"""The admin of the role itself, with its items as inlines."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from adminsortable2.admin import SortableAdminBase  # type: ignore[import-untyped]  # no types
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.views.main import ChangeList
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.publishing import may_publish
from roles.admin.items import has_changes, item_inlines, page_or_preview_url
from roles.models import Role
from roles.permissions import may_restore
from roles.registry import item_kinds
from roles.signals import relate_on_commit
from sources.admin import ABOUT_INLINES
from translations.admin import MissingFilter, TranslatedAdmin, in_all_languages
from translations.editing import TranslatedForm
from translations.models import TranslatedContent
from translations.texts import lacks_texts


class RoleForm(TranslatedForm):
    """The form of a role."""


class RoleMissingFilter(MissingFilter):
    """Filters roles on whose page a text is missing in a language."""

    def missing(self, model: type[TranslatedContent], language: str) -> Q:
        is_missing = lacks_texts(model, language)
        for kind in item_kinds():
            items: Any = kind.model.objects  # of a model with a role
            lacking = items.filter(lacks_texts(kind.model, language), role=OuterRef("pk"))
            is_missing |= Q(Exists(lacking))
        return is_missing


class RoleList(ChangeList):
    """A page of the list. Prefetches the items whose texts its columns count."""

    def get_queryset(self, *args: Any, **options: Any) -> QuerySet[Any]:
        names = [kind.relation for kind in item_kinds()]
        return super().get_queryset(*args, **options).prefetch_related(*names)


@admin.register(Role)
class RoleAdmin(SortableAdminBase, TranslatedAdmin):  # type: ignore[misc]  # adminsortable2 has no types
    """The form of a role, with an inline for each kind of items."""

    form = RoleForm
    list_display = ("__str__", "family", "stage", "status", "updated_on")
    list_filter = ("status", "stage", "family", RoleMissingFilter)
    list_select_related = ("family",)
    search_fields = ("slug", *in_all_languages("title"), "alternative_titles__title")
    autocomplete_fields = ("family", "replaced_by")
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = ("former_addresses", "published_at", "updated_at")
    fieldsets = (
        (
            None,
            {"fields": ("title", "slug", "former_addresses", "family", "stage", "source_language")},
        ),
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
    inlines: ClassVar["tuple[type[InlineModelAdmin[Any, Any]], ...]"] = (
        *item_inlines(),
        *ABOUT_INLINES,
    )
    actions = ("publish",)
    publishers_fields = ("status",)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_publish(request.user)

    @admin.action(description=_("Publish the selected roles"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Role]) -> None:
        """Publishes the drafts among the roles: maybe thousands that a classification brought."""
        drafts = list(queryset.filter(status=Role.Status.DRAFT))
        with transaction.atomic():
            count = Role.objects.filter(pk__in=[role.pk for role in drafts]).publish()
            user_id: Any = request.user.pk  # of someone who is signed in
            LogEntry.objects.log_actions(
                user_id, drafts, CHANGE, [{"changed": {"fields": ["status"]}}]
            )
            for role in drafts:
                relate_on_commit(role.pk, queryset.db)
        message = ngettext("%d role was published.", "%d roles were published.", count)
        self.message_user(request, message % count)

    @admin.display(description=_("former addresses"))
    def former_addresses(self, role: Role) -> str:
        """The slugs that lead on to the role."""
        return ", ".join(sorted(former.slug for former in role.former_addresses.all()))

    @admin.display(description=_("updated"), ordering="updated_at")
    def updated_on(self, role: Role) -> date:
        return timezone.localdate(role.updated_at)

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        return RoleList

    def get_view_on_site_url(self, obj: Role | None = None) -> str | None:
        return page_or_preview_url(obj) if obj else None

    def parts(self, obj: Any) -> Iterable[TranslatedContent]:
        items: list[TranslatedContent] = obj.items
        return items

    def is_public(self, obj: Role) -> bool:
        """Whether readers have its page, or had it: others may link to it."""
        return obj.was_public

    def has_restore_permission(self, request: HttpRequest, obj: Role) -> bool:
        return super().has_restore_permission(request, obj) and may_restore(request.user, obj)

    def save_related(
        self, request: HttpRequest, form: TranslatedForm, formsets: list[Any], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if has_changes(form, formsets):
            form.instance.touch()

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Saving and going on stays on the same pages of long sections."""
        response = super().response_change(request, obj)
        if "_continue" in request.POST and request.GET:
            return HttpResponseRedirect(request.get_full_path())
        return response

    def get_inline_formsets(self, request: HttpRequest, *args: Any, **options: Any) -> list[Any]:
        """Removes the drag handles for people who may not reorder items."""
        formsets = super().get_inline_formsets(request, *args, **options)
        if not self.is_editor(request):
            for formset in formsets:
                formset.classes = formset.classes.replace("sortable", "").strip()
        return formsets
