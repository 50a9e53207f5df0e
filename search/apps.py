from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")
    holds_content = True  # its permissions are those of editors and translators

    def ready(self) -> None:
        from search import upkeep

        upkeep.connect_signals()
