"""The admin of role families and areas of responsibility."""

from django.contrib import admin

from roles.models import ResponsibilityArea, Role, RoleFamily
from skills.admin import TermAdmin


@admin.register(RoleFamily)
class RoleFamilyAdmin(TermAdmin):
    list_display = ("__str__", "path", "hue")
    autocomplete_fields = ("parent",)
    fields = ("title", "slug", "parent", "hue", "order", "description", "source_language")
    ordering = ("path",)  # each family is followed by its descendants

    def is_public(self, obj: RoleFamily) -> bool:
        return Role.objects.with_pages().filter(family__path__startswith=obj.path).exists()


@admin.register(ResponsibilityArea)
class ResponsibilityAreaAdmin(TermAdmin):
    list_display = ("__str__", "slug", "order")
    fields = ("title", "slug", "order", "source_language")
