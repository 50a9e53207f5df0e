"""Writes the whole content, drafts included, as fixtures: what `load_content` reads.

Loaded into an empty database they give the same content again, with the same slugs, keys and
identifiers.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import yaml
from django.db.models import NOT_PROVIDED, ForeignKey

from core.replicas import PRIMARY, reading_from
from core.snapshot import snapshot
from downloads.bulk.records import Exported, Records, Row
from downloads.bulk.statements import Statements
from roles.models import Role
from sources.loading import key_names
from translations.languages import language_codes
from translations.texts import lines_of

WIDTH = 100  # characters of a line, where a text has spaces to break it at


class _Dumper(yaml.CSafeDumper):
    """Texts of several lines as such."""


def _text(dumper: yaml.CSafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def write_fixtures(folder: Path) -> str:
    """Writes the fixtures into a folder that is empty or new, and returns what has been done."""
    if folder.is_dir() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    (folder / "roles").mkdir(parents=True)
    with reading_from(PRIMARY), snapshot(PRIMARY):
        count = _write(folder, Exported(has_all=True))
    return f"Objects written to {folder}: {count}"


def _write(folder: Path, exported: Exported) -> int:
    about, count = Statements(exported), 0
    for records in exported.whole:
        if records.model is Role:
            for slug, role in _of_each(records, about):
                count += _write_file(folder / "roles" / f"{slug}.yaml", role)
        else:
            objects = chain.from_iterable(one for _key, one in _of_each(records, about))
            count += _write_file(folder / f"{records.name}.yaml", objects)
    return count


def _of_each(records: Records, about: Statements) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each object with its parts, and the first part of its natural key."""
    for pks in records.batches():
        parts = {part: part.by_owner(pks) for part in records.parts}
        for row in records.rows_of(pks):
            items = [_object(records, row, about)]
            for part, rows in parts.items():
                items += [_object(part, one, about) for one in rows.get(row["pk"], ())]
            yield row[key_names(records.model)[0]], items


def _write_file(path: Path, objects: Iterable[dict[str, Any]]) -> int:
    """Writes a file, none without objects, and returns how many these are."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for item in objects:
            count += 1
            text = yaml.dump(
                [item], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH
            )
            file.write(text if count == 1 else f"\n{text}")
    if not count:
        path.unlink()
    return count


def _object(records: Records, row: Row, about: Statements) -> dict[str, Any]:
    """An object as fixtures have it: without what is empty, or as it would be anyway."""
    item: dict[str, Any] = {
        "model": records.model._meta.label_lower,
        "fields": {
            name: _value(records, name, row[name])
            for name in _in_reading_order(records)
            if not _is_default(records, name, row[name])
        },
    }
    sources = about.sources(records.model, row["pk"])
    if sources:
        item["sources"] = sources if set(sources) != {""} else sources[""]
    if identifiers := about.identifiers(records.model, row["pk"]):
        item["identifiers"] = [_plain(one) for one in identifiers]
    if outdated := [*_outdated(records, row)]:
        item["outdated"] = outdated
    return item


def _in_reading_order(records: Records) -> list[str]:
    """What names an object comes first."""
    keys = key_names(records.model)
    return [*keys, *(name for name in (*records.columns, *records.many) if name not in keys)]


def _is_default(records: Records, name: str, value: Any) -> bool:
    """Whether a field that no fixture names has this value."""
    field: Any = records.fields[name]
    default = getattr(field, "default", NOT_PROVIDED)
    if value in (None, "", []):
        return default in (NOT_PROVIDED, None, "")
    return not callable(default) and default is not NOT_PROVIDED and value == default


def _value(records: Records, name: str, value: Any) -> Any:
    """A value; what it refers to by natural keys."""
    if name in records.many:
        return [[slug] for slug in value]
    return [value] if isinstance(records.fields[name], ForeignKey) else value


def _plain(identifier: dict[str, Any]) -> dict[str, Any]:
    """An identifier without what is empty, or as it would be anyway."""
    usual = {"version": "", "match": "exact", "is_confirmed": True, "imported": None}
    return {
        name: value
        for name, value in identifier.items()
        if name not in usual or value != usual[name]
    }


def _outdated(records: Records, row: Row) -> Iterator[str]:
    """The columns with another number of lines than their source: it has changed since."""
    for name in getattr(records.model, "line_texts", ()):
        counts = {
            code: len(lines_of(row[f"{name}_{code}"]))
            for code in language_codes()
            if row[f"{name}_{code}"]
        }
        source = counts.get(row["source_language"], next(iter(counts.values()), 0))
        yield from (f"{name}_{code}" for code, count in counts.items() if count != source)
