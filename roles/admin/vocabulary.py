"""The admin of role families and areas of responsibility."""

from django.contrib import admin

from roles.models import ResponsibilityArea, RoleFamily
from skills.admin import TermAdmin


@admin.register(RoleFamily)
class RoleFamilyAdmin(TermAdmin):
    list_display = ("__str__", "path", "hue")
    autocomplete_fields = ("parent",)
    fields = ("title", "slug", "parent", "hue", "order", "description", "source_language")
    ordering = ("path",)  # each family is followed by its descendants


@admin.register(ResponsibilityArea)
class ResponsibilityAreaAdmin(TermAdmin):
    list_display = ("__str__", "slug", "order")
    fields = ("title", "slug", "order", "source_language")
