from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")
    holds_content = True  # its permissions are those of editors and translators

    def ready(self) -> None:
        from search import upkeep
        from search.terms import find_terms
        from skills.finding import register_finder

        upkeep.connect_signals()
        register_finder(find_terms)
