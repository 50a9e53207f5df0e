from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig


class RolebookConfig(AppConfig):
    name = "config"
    default = True


class AdminConfig(SimpleAdminConfig):
    """Admin, which is loaded when somebody first asks for one of its pages."""

    default_site = "config.admin.Site"
