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
TRANSLATION: Any = (_("Translation"), {"fields": ("languages",)})


@admin.register(User)
class UserAdmin(DjangoUserAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    """Django's admin of users, with the languages that each may translate into."""

    fieldsets = (*FIELDSETS[:2], TRANSLATION, *FIELDSETS[2:])
    list_display = ("username", "first_name", "last_name", "languages_in_words", "is_staff")

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
