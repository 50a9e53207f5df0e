"""Titles that an import wrote as the classification writes them begin with a capital, as new ones do.

A title that an editor has changed since is left as it is. What the import remembers of a title
follows it, so that the next one does not take it for an editor's. If anything was changed, the
search index is rebuilt at the next start.
"""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.models import F

TITLES = "title_"  # columns: one for each language
ROWS = 500  # identifiers at a time


def capitalise_titles(apps: Apps, schema_editor: Any) -> None:
    using = schema_editor.connection.alias
    identifiers = apps.get_model("sources", "Identifier").objects.using(using)
    is_changed = False
    kinds = apps.get_model("contenttypes", "ContentType").objects.using(using)
    for kind in kinds.filter(pk__in=identifiers.values("content_type")):
        model = apps.get_model(kind.app_label, kind.model)
        imported = identifiers.filter(content_type=kind, imported__isnull=False)
        pks = list(imported.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(pks), ROWS):
            batch = list(imported.filter(pk__in=pks[start : start + ROWS]))
            is_changed |= _capitalise(model, batch, using)
    if is_changed:
        apps.get_model("search", "Pending").objects.using(using).create()
        versions = apps.get_model("core", "ContentVersion").objects.using(using)
        versions.update(number=F("number") + 1)


def _capitalise(model: Any, identifiers: list[Any], using: str) -> bool:
    """Changes the objects that the identifiers are of; whether there was anything to change."""
    rows = model._base_manager.using(using)
    objects = rows.in_bulk([identifier.object_id for identifier in identifiers])
    changed: dict[str, list[Any]] = {}
    known = []
    for identifier in identifiers:
        item = objects.get(identifier.object_id)
        columns = list(_small_titles(item, identifier.imported)) if item else []
        for column in columns:
            title = _with_capital(getattr(item, column))
            setattr(item, column, title)
            identifier.imported[column] = _digest(title)
            changed.setdefault(column, []).append(item)
        if columns:
            known.append(identifier)
    for column, items in changed.items():
        rows.bulk_update(items, [column])
    if known:
        type(known[0])._base_manager.using(using).bulk_update(known, ["imported"])
    return bool(known)


def _small_titles(item: Any, imported: dict[str, str]) -> Iterator[str]:
    """The columns of titles that are as the import wrote them, and that get a capital."""
    for column, digest in imported.items():
        title = getattr(item, column, None) if column.startswith(TITLES) else None
        if title and digest == _digest(title) and title != _with_capital(title):
            yield column


def _with_capital(title: str) -> str:
    """As imports write it: unless the first word is written in a way of its own, as "iOS" is."""
    return title[:1].upper() + title[1:] if title.partition(" ")[0].islower() else title


def _digest(text: str) -> str:
    """As imports make it."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("search", "0006_clean_texts"),
    ]
    operations = [migrations.RunPython(capitalise_titles, migrations.RunPython.noop)]
