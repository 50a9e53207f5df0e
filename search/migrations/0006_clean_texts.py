"""Cleans all texts that were stored before they were cleaned at every door.

Alternative titles, synonyms and identifiers that are empty or doubles then are deleted. What an
import remembers of a text follows it, so that the next one does not take it for an editor's. If
anything was changed, the search index is rebuilt at the next start.
"""

from hashlib import blake2b
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.models import F

from analysis import fold, words
from core.stored_text import Changes, clean_label, clean_named_row, unclean_rows

APPS = ("sources", "skills", "roles", "careers", "search")
# Models whose rows are labels of something, with the texts that each needs.
LABELS = {
    "alternativetitle": ("title",),
    "skilltitle": ("title",),
    "synonym": ("phrase", "meaning"),
    "identifier": ("scheme", "value"),
}
# What alternative titles are titles of.
OWNERS = {"alternativetitle": "role", "skilltitle": "skill"}
# Not content: tables of the search itself, which is rebuilt, and what was looked for.
LEFT_ALONE = ("passage", "term", "state", "pending", "miss")


def clean_texts(apps: Apps, schema_editor: Any) -> None:
    using = schema_editor.connection.alias
    is_changed = False
    for label in APPS:
        for model in apps.get_app_config(label).get_models():
            if model._meta.model_name not in LEFT_ALONE:
                is_changed |= _clean(apps, model, using)
    if is_changed:
        apps.get_model("search", "Pending").objects.using(using).create()
        versions = apps.get_model("core", "ContentVersion").objects.using(using)
        versions.update(number=F("number") + 1)


def _clean(apps: Apps, model: Any, using: str) -> bool:
    name, is_changed = model._meta.model_name, False
    for pk, changes in unclean_rows(model, using):
        is_changed = True
        texts = {column: clean for column, (_stored, clean) in changes.items()}
        if name in LABELS:
            _remember_title(apps, model, pk, changes, using)
            clean_label(model, pk, _with_key(texts), LABELS[name], using)
        else:
            _remember_texts(apps, model, pk, changes, using)
            clean_named_row(model, pk, texts, using)
    return is_changed


def _with_key(texts: dict[str, str]) -> dict[str, str]:
    """With the key of a synonym's phrase, if that has changed."""
    if "phrase" not in texts:
        return texts
    return texts | {"key": " ".join(filter(None, map(fold, words(texts["phrase"]))))[:100]}


def _remember_texts(apps: Apps, model: Any, pk: int, changes: Changes, using: str) -> None:
    """Renews the digests by which an import knows the texts of an object."""
    for identifier in _identifiers(apps, model, pk, using):
        for column, (stored, clean) in changes.items():
            if identifier.imported.get(column) == _digest(stored):
                identifier.imported[column] = _digest(clean)
        identifier.save(using=using, update_fields=["imported"])


def _remember_title(apps: Apps, model: Any, pk: int, changes: Changes, using: str) -> None:
    """Renews the digest by which an import knows an alternative title of an object."""
    owner = OWNERS.get(model._meta.model_name)
    if not owner or "title" not in changes:
        return
    row = model._base_manager.using(using).select_related(owner).get(pk=pk)
    stored, clean = (_digest(title)[:8] for title in changes["title"])
    key = f"titles_{row.language}"
    for identifier in _identifiers(apps, type(getattr(row, owner)), getattr(row, owner).pk, using):
        joined = identifier.imported.get(key, "")
        titles = {joined[start : start + 8] for start in range(0, len(joined), 8)}
        if stored in titles:
            identifier.imported[key] = "".join(sorted(titles - {stored} | {clean}))
            identifier.save(using=using, update_fields=["imported"])


def _digest(text: str) -> str:
    """As imports make it. Of an alternative title they remember the first eight characters."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _identifiers(apps: Apps, model: Any, pk: int, using: str) -> Any:
    """The identifiers that an import has given an object."""
    return (
        apps.get_model("sources", "Identifier")
        .objects.using(using)
        .filter(
            content_type__app_label=model._meta.app_label,
            content_type__model=model._meta.model_name,
            object_id=pk,
            imported__isnull=False,
        )
    )


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
        ("sources", "0004_plainer_texts"),
        ("skills", "0003_plainer_texts"),
        ("roles", "0005_plainer_texts"),
        ("careers", "0002_plainer_texts"),
        ("search", "0005_bound_synonyms"),
    ]
    operations = [migrations.RunPython(clean_texts, migrations.RunPython.noop)]
