"""The admin of users."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import User

FIELDSETS: Any = DjangoUserAdmin.fieldsets
ADD_FIELDSETS: Any = DjangoUserAdmin.add_fieldsets
NEXT_STEP = _("Save first. You can set staff status, groups and languages on the next page.")
TRANSLATION: Any = (_("Translation"), {"fields": ("languages",)})


@admin.register(User)
class UserAdmin(DjangoUserAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    """Django's admin of users, with the languages that each may translate into."""

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

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=_("groups"))
    def groups_in_words(self, user: User) -> str:
        return ", ".join(sorted(group.name for group in user.groups.all()))

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
            choices=settings.LANGUAGES,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=capfirst(db_field.verbose_name),
            help_text=db_field.help_text,
        )
