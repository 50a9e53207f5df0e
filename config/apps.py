from django.apps import AppConfig


class RolebookConfig(AppConfig):
    name = "config"
