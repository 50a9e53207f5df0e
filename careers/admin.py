"""Admin of positions. Career steps are edited with their role (`careers.kinds`)."""

from django.contrib import admin

from careers.models import CareerStep, Position
from roles.models import Role
from skills.admin import TermAdmin
from translations.admin import MissingFilter


@admin.register(Position)
class PositionAdmin(TermAdmin):
    list_display = ("__str__", "slug", "lane", "stage", "role")
    list_filter = ("lane", "stage", MissingFilter)
    list_select_related = ("role",)
    autocomplete_fields = ("role",)
    fields = ("title", "slug", "role", "lane", "stage", "source_language")

    def is_public(self, obj: Position) -> bool:
        """Whether it stands on the ladder of a role that readers may open."""
        roles = Role.objects.with_pages()
        return CareerStep.objects.filter(positions=obj, role__in=roles).exists()
