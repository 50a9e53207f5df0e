"""Admin of positions, and of career steps within the form of their role."""

from django.contrib import admin

from careers.models import CareerStep, Position
from roles.admin import ITEM_INLINES, ItemInline, RoleAdmin, register_item_admin
from roles.models import Role
from skills.admin import TermAdmin
from sources.admin import ABOUT_INLINES
from translations.admin import MissingFilter


class CareerStepInline(ItemInline):
    model = CareerStep
    autocomplete_fields = ("positions",)
    fields = ("key", "kind", "stage", "positions", "advice", "source_language")


class RoleWithCareerAdmin(RoleAdmin):
    """The form of a role with its career steps, which the roles app does not know."""

    inlines = (*ITEM_INLINES, CareerStepInline, *ABOUT_INLINES)


admin.site.unregister(Role)
admin.site.register(Role, RoleWithCareerAdmin)
register_item_admin(CareerStepInline)


@admin.register(Position)
class PositionAdmin(TermAdmin):
    list_display = ("__str__", "slug", "lane", "stage", "role")
    list_filter = ("lane", "stage", MissingFilter)
    list_select_related = ("role",)
    autocomplete_fields = ("role",)
    fields = ("title", "slug", "role", "lane", "stage", "source_language")
