"""Admin as a whole."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib import admin
from django.core.checks import CheckMessage

from core.lazy_views import load_admin


class LazyAdminSite(admin.AdminSite):
    """Django's, which is loaded when somebody first asks for one of its pages (config/urls.py)."""

    site_header = site_title = settings.SITE_NAME

    def check(self, app_configs: Sequence[AppConfig] | None) -> list[CheckMessage]:
        load_admin()
        found: list[Any] = super().check(app_configs)
        return found
