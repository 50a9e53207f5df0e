"""The audit log in admin: for those who administer people, to be read only."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.lists import ListAdmin
from accounts.models import User
from audit import words
from audit.models import Event


@admin.register(Event)
class EventAdmin(ListAdmin):
    """The events, the last one first. Nobody adds, changes or deletes any."""

    list_display = ("at", "kind", "by_whom", "about_what", "what_changed", "address", "count")
    list_filter = ("kind", "at")
    search_fields = ("by__username", "about__username", "subject", "address")
    search_help_text = _("Search by username, group or IP address")
    list_per_page = 50
    show_full_result_count = False
    ordering = ("-pk",)
    fields = (*list_display[:-1], "count", "last_at")
    readonly_fields = fields
    actions = None

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may change users; the site's administrators at any rate."""
        return cast(User, request.user).has_perm("accounts.change_user")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        return super().get_queryset(request).select_related("by", "about")

    @admin.display(description=_("done by"), ordering="by__username")
    def by_whom(self, event: Event) -> str:
        return words.by_in_words(event) or self.get_empty_value_display()

    @admin.display(description=_("relates to"))
    def about_what(self, event: Event) -> str:
        return words.about_in_words(event) or self.get_empty_value_display()

    @admin.display(description=_("details"))
    def what_changed(self, event: Event) -> str:
        return words.details_in_words(event) or self.get_empty_value_display()
