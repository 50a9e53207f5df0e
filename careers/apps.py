from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CareersConfig(AppConfig):
    name = "careers"
    verbose_name = _("Careers")
    holds_content = True  # its permissions are those of editors and translators

    def ready(self) -> None:
        from careers import signals

        signals.connect_signals()
