"""JSON: each object with its parts, its sources and its identifiers."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from downloads.bulk.flat import plain
from downloads.bulk.records import Records, Row
from downloads.bulk.statements import Statements
from translations.languages import language_codes
from translations.models import TranslatedContent


def json_file(records: Records, about: Statements, credits: Sequence[str]) -> Iterator[str]:
    """The text of the file of what is a part of nothing, an object a line."""
    yield f'{{"credits": {_json(credits)},\n"{records.name}": ['
    separator = "\n"
    for pks in records.batches():
        parts = {part: part.by_owner(pks) for part in records.parts}
        for row in records.rows_of(pks):
            item = _item(records, row, about)
            for part, rows in parts.items():
                if found := rows.get(row["pk"]):
                    item[part.name] = [_item(part, one, about) for one in found]
            yield separator + _json(item)
            separator = ",\n"
    yield "\n]}\n"


def _item(records: Records, row: Row, about: Statements) -> dict[str, Any]:
    """An object: its texts by language, everything else as it is; nothing that is empty."""
    item: dict[str, Any] = {}
    texts = _texts(records.model)
    for name in (*records.columns, *records.many):
        if name == records.model.part_of:
            continue
        text, language = texts.get(name, ("", ""))
        if (value := plain(row[name])) not in ("", []):
            if text:
                item.setdefault(text, {})[language] = value
            else:
                item[name] = value
    if sources := about.sources(records.model, row["pk"]):
        item["sources"] = sources if set(sources) != {""} else sources[""]
    if identifiers := about.identifiers(records.model, row["pk"]):
        item["identifiers"] = identifiers
    return item


@cache
def _texts(model: Any) -> dict[str, tuple[str, str]]:
    """The columns of texts, each with the field and the language."""
    fields = model.translated_fields() if issubclass(model, TranslatedContent) else ()
    return {f"{name}_{code}": (name, code) for name in fields for code in language_codes()}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
