"""The admin of the role itself, with its items as inlines."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, ClassVar

from adminsortable2.admin import SortableAdminBase  # type: ignore[import-untyped]  # no types
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.views.main import ChangeList
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core import background
from core.content_version import read_version
from core.publishing import may_publish
from roles.admin.citing import CitingForm
from roles.admin.items import has_changes, item_inlines, page_or_preview_url
from roles.admin.schedule import (
    FutureField,
    StatusFilter,
    ZonedTimeInput,
    schedule_of,
    state_of,
    time_in_words,
)
from roles.models import Role
from roles.models.role import UNSCHEDULED
from roles.permissions import may_restore
from roles.publishing import ThinPoint, is_publishable, missing_basics, thin_points
from roles.registry import item_kinds
from roles.signals import relate_on_commit
from sources.admin import ABOUT_INLINES, IdentifiedAdmin
from translations.admin import MissingFilter, TranslatedAdmin, in_all_languages
from translations.models import TranslatedContent
from translations.texts import lacks_texts

PUBLIC = (Role.Status.PUBLISHED, Role.Status.RETIRED)  # readers may open their pages
PUBLISHING = {"publish_at", "publishes_thin"}  # what only those who publish a role are asked
NOT_PUBLISHED = _(
    "The role was saved as a draft but not published: %(points)s. Tick “Publish even if "
    "content is missing” to publish it anyway."
)
NOT_SCHEDULED = _(
    "The role was saved but not scheduled for %(time)s: %(points)s. Tick “Publish even if "
    "content is missing” to schedule it anyway."
)


class RoleForm(CitingForm):
    """The form of a role. What readers need must be there as long as they may open its page."""

    class Meta:
        field_classes = {"publish_at": FutureField}
        widgets = {"publish_at": ZonedTimeInput}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        is_public = self._value_of("status") in PUBLIC
        if is_public or self.is_scheduled:
            missing = missing_basics(self._value_of)
            is_new = self.goes_public or self.is_scheduled
            for name in missing if is_new else {*missing} & {*self.changed_data}:
                self.add_error(name, _("This field is required before the role can be published."))
        if is_public and self.is_scheduled:
            self.add_error("publish_at", _("Only a draft can be scheduled for publication."))
        return cleaned

    @property
    def goes_public(self) -> bool:
        """Whether readers could not open its page before, and are to do so."""
        return self._value_of("status") in PUBLIC and self.stored.get("status") not in PUBLIC

    @property
    def is_scheduled(self) -> bool:
        """Whether a time is set now at which it goes public."""
        return "publish_at" in self.changed_data and bool(self.cleaned_data.get("publish_at"))

    @property
    def confirms_thin(self) -> bool:
        """Whether it is to go public even if it is thin."""
        stored = bool(self.stored.get("publishes_thin"))
        return bool(self.cleaned_data.get("publishes_thin", stored))

    def _value_of(self, name: str) -> Any:
        return self.cleaned_data.get(name, getattr(self.instance, name))


class RoleMissingFilter(MissingFilter):
    """Filters roles on whose page a text is missing in a language."""

    def missing(self, model: type[TranslatedContent], language: str) -> Q:
        is_missing = lacks_texts(model, language)
        for kind in item_kinds():
            items: Any = kind.model.objects  # of a model with a role
            lacking = items.filter(lacks_texts(kind.model, language), role=OuterRef("pk"))
            is_missing |= Q(Exists(lacking))
        return is_missing


class ReviewFilter(admin.SimpleListFilter):
    """Filters roles whose review is overdue."""

    title = _("review")
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        return [("overdue", _("Overdue"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.review_overdue() if self.value() == "overdue" else queryset


class RoleList(ChangeList):
    """A page of the list. Prefetches the items whose texts its columns count."""

    def get_queryset(self, *args: Any, **options: Any) -> QuerySet[Any]:
        names = [kind.relation for kind in item_kinds()]
        return super().get_queryset(*args, **options).prefetch_related(*names)


@admin.register(Role)
class RoleAdmin(SortableAdminBase, IdentifiedAdmin, TranslatedAdmin):  # type: ignore[misc]  # adminsortable2 has no types
    """The form of a role, with an inline for each kind of items."""

    form = RoleForm
    list_display = ("__str__", "family", "stage", "state", "updated_on")
    list_filter = (StatusFilter, ReviewFilter, "stage", "family", RoleMissingFilter)
    list_select_related = ("family",)
    search_fields = ("slug", *in_all_languages("title"), "alternative_titles__title")
    autocomplete_fields = ("family", "replaced_by")
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = ("former_addresses", "schedule", "published_at", "updated_at")
    fieldsets = (
        (
            None,
            {"fields": ("title", "slug", "former_addresses", "family", "stage", "source_language")},
        ),
        (
            _("Publication"),
            {
                "fields": (
                    "schedule",
                    "status",
                    "publish_at",
                    "publishes_thin",
                    "replaced_by",
                    ("reviewed_on", "review_on"),
                    ("published_at", "updated_at"),
                )
            },
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
        (_("Sources"), {"fields": ("cited_by_all",)}),
    )
    inlines: ClassVar["tuple[type[InlineModelAdmin[Any, Any]], ...]"] = (
        *item_inlines(),
        *ABOUT_INLINES,
    )
    actions = ("publish",)
    publishers_fields = ("status", *UNSCHEDULED)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_publish(request.user)

    @admin.action(description=_("Publish the selected roles"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Role]) -> HttpResponse | None:
        """Publishes the drafts among the roles: maybe thousands that a classification brought."""
        chosen = queryset.order_by().values("pk")
        drafts = Role.objects.filter(pk__in=chosen, status=Role.Status.DRAFT)
        ready = drafts.filter(is_publishable())
        left_out = drafts.count() - ready.count()
        if "confirmed" not in request.POST and (thin := thin_points(ready)):
            return self._ask_before_publishing(request, ready.count(), thin, left_out)
        count = publish_roles(request, list(ready))
        message = ngettext("%d role was published.", "%d roles were published.", count)
        self.message_user(request, message % count)
        if left_out:
            self.message_user(request, _left_out(left_out), messages.WARNING)
        return None

    def _ask_before_publishing(
        self, request: HttpRequest, count: int, thin: list[ThinPoint], left_out: int
    ) -> HttpResponse:
        """Says what is thin, and asks whether to publish all the same."""
        question = ngettext("%d role will be published.", "%d roles will be published.", count)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Content is missing from some roles"),
            "opts": self.opts,
            "question": question % count,
            "thin": thin,
            "left_out": _left_out(left_out) if left_out else "",
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "chosen": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "select_across": request.POST.get("select_across", "0"),
            "back": request.get_full_path(),
        }
        return TemplateResponse(request, "admin/publish_thin.html", context)

    @admin.display(description=_("former web addresses"))
    def former_addresses(self, role: Role) -> str:
        """The slugs that lead on to the role."""
        slugs = sorted(former.slug for former in role.former_addresses.all())
        return ", ".join(slugs) or self.get_empty_value_display()

    @admin.display(description=_("status"), ordering="status")
    def state(self, role: Role) -> str:
        return state_of(role)

    @admin.display(description=_("publication schedule"))
    def schedule(self, role: Role) -> str:
        return schedule_of(role)

    @admin.display(description=_("updated"), ordering="updated_at")
    def updated_on(self, role: Role) -> date:
        return timezone.localdate(role.updated_at)

    def changelist_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        """What is due by the clock is done before it is shown."""
        read_version()
        return super().changelist_view(request, *args, **options)

    def change_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        read_version()
        return super().change_view(request, *args, **options)

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

    def get_fieldsets(self, request: HttpRequest, obj: Role | None = None) -> Any:
        """Only who may publish a role, and is yet to do so, is asked when, and about a thin one."""
        fieldsets = super().get_fieldsets(request, obj)
        unasked = set() if may_publish(request.user) and not (obj and obj.has_page) else PUBLISHING
        if not (obj and obj.has_schedule):
            unasked = {*unasked, "schedule"}
        return [(name, _without(options, unasked)) for name, options in fieldsets]

    def save_model(self, request: HttpRequest, obj: Role, form: RoleForm, change: bool) -> None:
        """A role that goes public, or is to, waits until its items are saved: they count, too."""
        if form.goes_public:
            obj.status = Role.Status.DRAFT
        if form.is_scheduled:
            obj.publish_at = form.stored.get("publish_at")
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: RoleForm, formsets: list[Any], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        form.cite_by_all()
        if form.goes_public or form.is_scheduled:
            self._go_public(request, form)
        if has_changes(form, formsets):
            form.instance.touch()

    def _go_public(self, request: HttpRequest, form: RoleForm) -> None:
        """Publishes or retires a draft, or schedules it; a thin one only if that is confirmed."""
        role = form.instance
        thin = thin_points(Role.objects.filter(pk=role.pk))
        if not thin or form.confirms_thin:
            role.status = form.cleaned_data.get("status", role.status)
            if form.is_scheduled:
                vars(role).update(UNSCHEDULED, publish_at=form.cleaned_data["publish_at"])
                role.publishes_thin = form.confirms_thin
            role.save()
            return
        name, message = (
            ("publish_at", NOT_SCHEDULED) if form.is_scheduled else ("status", NOT_PUBLISHED)
        )
        form.changed_data.remove(name)
        points = ", ".join(str(point.label) for point in thin)
        time = time_in_words(form.cleaned_data.get("publish_at"))
        self.message_user(request, message % {"points": points, "time": time}, messages.WARNING)
        request.stays_open = True  # type: ignore[attr-defined]  # travels with the request

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> HttpResponse:
        response = super().response_add(request, obj, *args)
        return self._reopened(request, obj) or response

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Saving and going on stays on the same pages of long sections."""
        response = super().response_change(request, obj)
        if "_continue" in request.POST and request.GET:
            return HttpResponseRedirect(request.get_full_path())
        return self._reopened(request, obj) or response

    def _reopened(self, request: HttpRequest, role: Role) -> HttpResponse | None:
        """The form again, if something in it is still to be confirmed."""
        if not getattr(request, "stays_open", False):
            return None
        return HttpResponseRedirect(reverse("admin:roles_role_change", args=[role.pk]))

    def get_inline_formsets(self, request: HttpRequest, *args: Any, **options: Any) -> list[Any]:
        """Removes the drag handles for people who may not reorder items."""
        formsets = super().get_inline_formsets(request, *args, **options)
        if not self.is_editor(request):
            for formset in formsets:
                formset.classes = formset.classes.replace("sortable", "").strip()
        return formsets


def publish_roles(request: HttpRequest, drafts: list[Role]) -> int:
    """Publishes drafts together, and notes it in the log of each; returns their number."""
    with background.deferring(), transaction.atomic():
        count = Role.objects.filter(pk__in=[role.pk for role in drafts]).publish()
        user_id: Any = request.user.pk  # of someone who is signed in
        LogEntry.objects.log_actions(user_id, drafts, CHANGE, [{"changed": {"fields": ["status"]}}])
        for role in drafts:
            relate_on_commit(role.pk, DEFAULT_DB_ALIAS)
    return count


def _left_out(count: int) -> str:
    message = ngettext(
        "%d role remains a draft because its title, summary or source language is missing.",
        "%d roles remain drafts because each is missing its title, summary or source language.",
        count,
    )
    return message % count


def _without(options: Any, names: Collection[str]) -> dict[str, Any]:
    """The options of a fieldset without some fields, of which one may stand beside another."""
    rows = [row if isinstance(row, tuple) else (row,) for row in options["fields"]]
    kept = [tuple(field for field in row if field not in names) for row in rows]
    return {**options, "fields": [row for row in kept if row]}
