from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    name = "sources"
    verbose_name = _("Sources")
    holds_content = True  # its permissions are those of editors and translators

    def ready(self) -> None:
        from sources import signals

        signals.connect_signals()
