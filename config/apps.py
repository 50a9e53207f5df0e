from django.apps import AppConfig
from django.contrib import admin
from django.contrib.admin.apps import SimpleAdminConfig


class RolebookConfig(AppConfig):
    name = "config"
    default = True


class AdminConfig(SimpleAdminConfig):
    """Admin, which is loaded when somebody first asks for one of its pages."""

    default_site = "config.admin.LazyAdminSite"

    def ready(self) -> None:
        """Has the site made, which is checked if it is there."""
        super().ready()
        admin.site.name  # noqa: B018 (asked for, it is made)
