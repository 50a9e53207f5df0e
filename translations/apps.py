from typing import Any

from django.apps import AppConfig
from django.db.models import Field, Model
from django.utils.translation import gettext_lazy as _


class TranslationsConfig(AppConfig):
    name = "translations"
    verbose_name = _("Translations")

    def ready(self) -> None:
        from core import prepared
        from translations import state_changes
        from translations.admin_texts import register_yes_and_no
        from translations.languages import active_language

        register_yes_and_no()
        state_changes.listen()
        prepared.register_variant(active_language)
        prepared.register_hidden(is_never_shown)


def is_never_shown(model: type[Model], field: "Field[Any, Any]") -> bool:
    """Whether a column is a sort key, or the base column of a translated field, which repeats one
    language."""
    from translations.models import SortKeyField, TranslatedContent

    is_base = issubclass(model, TranslatedContent) and field.name in model.translated_fields()
    return is_base or isinstance(field, SortKeyField)
