"""What is said about any object: its sources, and its identifiers in other references."""

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType

from core.models import Content
from downloads.bulk.records import Exported
from sources.models import Citation, Identifier, Source

Key = tuple[int, int]  # a type of content, and an object of it
IDENTIFIER_COLUMNS = ("scheme", "version", "value", "match")


class Statements:
    """The citations and identifiers of all objects, read once."""

    def __init__(self, exported: Exported) -> None:
        slugs = exported.records[Source].slugs
        types = ContentType.objects.get_for_models(*exported.records)
        self._type_ids = {model: content_type.pk for model, content_type in types.items()}
        self._citations: dict[Key, dict[str, list[str]]] = {}
        rows = Citation.objects.order_by("pk").values_list(
            "content_type", "object_id", "field", "source__slug"
        )
        for kind, pk, field, slug in rows.iterator():
            if slug in slugs:
                self._citations.setdefault((kind, pk), {}).setdefault(field, []).append(slug)
        self._identifiers = _identifiers(exported.has_all)

    def cites(self, model: type[Content]) -> bool:
        """Whether any object of a model has a source."""
        return self._type_ids[model] in {kind for kind, _pk in self._citations}

    def identifies(self, model: type[Content]) -> bool:
        """Whether any object of a model has an identifier."""
        return self._type_ids[model] in {kind for kind, _pk in self._identifiers}

    def sources(self, model: type[Content], pk: int) -> dict[str, list[str]]:
        """The slugs of the sources of an object, by the field that cites them; "" is the whole."""
        return self._citations.get((self._type_ids[model], pk), {})

    def identifiers(self, model: type[Content], pk: int) -> list[dict[str, Any]]:
        """The identifiers of an object; a match that is not confirmed is not used."""
        return self._identifiers.get((self._type_ids[model], pk), [])


def _identifiers(has_all: bool) -> dict[Key, list[dict[str, Any]]]:
    columns = (*IDENTIFIER_COLUMNS, *(("is_confirmed", "imported") if has_all else ()))
    found = Identifier.objects.all() if has_all else Identifier.objects.filter(is_confirmed=True)
    identifiers: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    rows = found.order_by().values_list("content_type", "object_id", *columns)
    for kind, pk, *values in sorted(rows, key=lambda row: row[: 2 + len(IDENTIFIER_COLUMNS)]):
        identifiers[kind, pk].append(dict(zip(columns, values, strict=True)))
    return identifiers
