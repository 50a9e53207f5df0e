from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslatingConfig(AppConfig):
    name = "translating"
    verbose_name = _("Translating")

    def ready(self) -> None:
        from translating import upkeep

        upkeep.listen()
