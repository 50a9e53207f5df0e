"""What objects are called on the pages of translators."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from core.owners import Key, models_by_label
from translations.models import TranslatedContent
from translations.texts import Text, text_columns


def names_of(keys: Iterable[Key]) -> dict[Key, Any]:
    """The objects that are still there, of each no more than its name. A query for each kind."""
    pks: dict[str, list[int]] = defaultdict(list)
    for label, pk in keys:
        pks[label].append(pk)
    by_label: Any = models_by_label()
    return {
        (label, pk): item
        for label, of_kind in pks.items()
        for pk, item in _named(by_label[label]).in_bulk(of_kind).items()
    }


def _named(model: Any) -> Any:
    columns = text_columns(title_field(model))
    return model._default_manager.select_related(None).only("source_language", *columns)


def title_of(item: TranslatedContent) -> Text:
    """What an object is called, in the reader's language if it has a name there."""
    return item.shown_text(title_field(type(item)))


def title_field(model: type[TranslatedContent]) -> str:
    """The translated field that an object is called by: its title, or the only one it has."""
    names = model.translated_fields()
    return "title" if "title" in names else names[0]
