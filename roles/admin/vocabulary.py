"""The admin of role families and areas of responsibility."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from roles.models import ResponsibilityArea, Role, RoleFamily
from skills.admin import TermAdmin


@admin.register(RoleFamily)
class RoleFamilyAdmin(TermAdmin):
    list_display = ("__str__", "whole_path", "hue")
    autocomplete_fields = ("parent",)
    fields = ("title", "slug", "parent", "hue", "order", "description", "source_language")
    ordering = ("path",)  # each family is followed by its descendants

    @admin.display(description=_("path"), ordering="path")
    def whole_path(self, family: RoleFamily) -> str:
        return family.path

    def is_public(self, obj: RoleFamily) -> bool:
        return Role.objects.with_pages().filter(family__path__startswith=obj.path).exists()


@admin.register(ResponsibilityArea)
class ResponsibilityAreaAdmin(TermAdmin):
    list_display = ("__str__", "slug", "order")
    fields = ("title", "slug", "order", "source_language")
