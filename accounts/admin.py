"""The admin of users and groups."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, SetUnusablePasswordMixin
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.choices import ChoiceOfSeveral
from accounts.lists import ListAdmin
from accounts.models import User
from accounts.rights import administrator, groups_within, may_administer, permissions_of

FIELDSETS: Any = DjangoUserAdmin.fieldsets
ADD_FIELDSETS: Any = DjangoUserAdmin.add_fieldsets
NEXT_STEP = _("Save first. You can set staff status, groups and languages on the next page.")
TRANSLATION: Any = (_("Translation"), {"fields": ("languages",)})

# Of kinds of objects that no group could be given: programs write them.
TECHNICAL_APPS = ("account", "admin", "contenttypes", "core", "mfa", "sessions")
PERMISSIONS = {Group: "permissions", User: "user_permissions"}


class PasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]  # generic in the stubs only
    """Django's form, whose warning is in English for good: it is put together too early."""

    usable_password_help_text: Any = format_lazy(
        '{}<ul id="id_unusable_warning" class="messagelist"><li class="warning">{}</li></ul>',
        SetUnusablePasswordMixin.usable_password_help_text,
        _(
            "If you disable password-based authentication, this user’s current password will "
            "be lost."
        ),
    )


class PeopleAdmin(ListAdmin):
    """Users or groups. Whoever may change them gives nobody, nor themselves, what they lack.

    What is done to them is in the audit log. Django's own would keep names that are to go.
    """

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _is_within(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _is_within(request, obj)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]  # no entry
        pass

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]  # no entry
        pass

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:  # type: ignore[override]  # no entries
        pass

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Leads to what the audit log knows."""
        obj = self.get_object(request, object_id)
        if obj is None or not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        address = reverse("admin:audit_event_changelist")
        return HttpResponseRedirect(f"{address}?{urlencode({'q': str(obj)})}")

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Names the users or groups alone: with each goes a row for all that it was given."""
        _deleted, _counts, missing, protected = super().get_deleted_objects(objs, request)
        count = {self.opts.verbose_name_plural: len(objs)}
        return [str(item) for item in objs], count, missing, protected

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        request.administered = obj  # type: ignore[attr-defined]  # travels with the request
        return super().get_form(request, obj, change=change, **options)

    def _given(self, request: HttpRequest) -> set[int]:
        """The permissions that somebody has by name: a form must not lose them."""
        given = getattr(getattr(request, "administered", None), PERMISSIONS[self.model], None)
        return set(given.values_list("pk", flat=True)) if given else set()

    def formfield_for_manytomany(
        self, db_field: "models.ManyToManyField[Any, Any]", request: HttpRequest, **options: Any
    ) -> Any:
        give = groups_within if db_field.related_model is Group else permissions_of
        options["queryset"] = give(administrator(request))
        if db_field.related_model is Permission:
            technical = Q(content_type__app_label__in=TECHNICAL_APPS)
            offered = options["queryset"].exclude(technical & ~Q(pk__in=self._given(request)))
            options["queryset"] = offered.select_related("content_type")
        options.setdefault("form_class", ChoiceOfSeveral)
        return super().formfield_for_manytomany(db_field, request, **options)


def _is_within(request: HttpRequest, obj: Any) -> bool:
    return obj is None or may_administer(administrator(request), obj)


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(PeopleAdmin, DjangoGroupAdmin):  # type: ignore[misc]  # the stubs name the options otherwise
    """Django's admin of groups."""


@admin.register(User)
class UserAdmin(PeopleAdmin, DjangoUserAdmin):  # type: ignore[type-arg]  # as above
    """Django's admin of users, with the languages that each may translate into."""

    change_password_form = PasswordForm
    fieldsets = (*FIELDSETS[:2], TRANSLATION, *FIELDSETS[2:])
    add_fieldsets = tuple(
        (name, {**options, "description": NEXT_STEP}) for name, options in ADD_FIELDSETS
    )
    list_display = (
        "username",
        "full_name",
        "is_staff",
        "groups_in_words",
        "languages_in_words",
        "last_login",
    )
    readonly_fields = ("last_login", "date_joined")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Only a superuser makes one."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return fields if administrator(request).is_superuser else (*fields, "is_superuser")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=_("groups"))
    def groups_in_words(self, user: User) -> str:
        return ", ".join(sorted(str(group) for group in user.groups.all()))

    @admin.display(description=_("languages"))
    def languages_in_words(self, user: User) -> str:
        names = dict(settings.LANGUAGES)
        return ", ".join(names.get(code, code) for code in user.languages)

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        if db_field.name != "languages":
            return super().formfield_for_dbfield(db_field, request, **options)
        return forms.MultipleChoiceField(
            choices=_languages_to_give(administrator(request)),
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=capfirst(db_field.verbose_name),
            help_text=db_field.help_text,
        )


def _languages_to_give(user: User) -> list[tuple[str, str]]:
    return [
        (code, name)
        for code, name in settings.LANGUAGES
        if user.is_superuser or code in user.languages
    ]
