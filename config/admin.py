"""Admin as a whole."""

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from django.apps import AppConfig
from django.conf import settings
from django.contrib import admin
from django.core.checks import CheckMessage
from django.http import HttpRequest

from core.lazy_views import load_admin


class LazyAdminSite(admin.AdminSite):
    """Django's, which is loaded when somebody first asks for one of its pages (config/urls.py)."""

    site_header = site_title = settings.SITE_NAME

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self._app_lists: WeakKeyDictionary[HttpRequest, dict[str | None, list[Any]]]
        self._app_lists = WeakKeyDictionary()

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Makes it once for a page: the start page asks for it twice."""
        made = self._app_lists.setdefault(request, {})
        if app_label not in made:
            made[app_label] = super().get_app_list(request, app_label)
        return made[app_label]

    def check(self, app_configs: Sequence[AppConfig] | None) -> list[CheckMessage]:
        load_admin()
        found: list[Any] = super().check(app_configs)
        return found
