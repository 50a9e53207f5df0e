"""Whatever writes content, the history has it: every model, every way to write, every module."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS

from core import bulk
from core.models import content_models
from tests.support.history import recorded
from tests.support.makers import MAKERS, edited

ROOT = Path(__file__).resolve().parent.parent
# What writes rows past the signals of content, by module: each of them tells the history, or writes
# what is no content.
UNSEEN = {
    "backup.restoring": {"cursor"},  # replaces everything, the history too
    "backup.snapshot": {"cursor"},  # reads
    "core.snapshot": {"cursor"},  # reads
    "core.bulk": {"_raw_delete", "cursor", "QuerySet"},  # watched (core.watching)
    "classification.writing.writer": {"QuerySet"},  # reads a parent
    "classification.writing.stored": {"QuerySet"},  # reads
    "classification.importing": {"cursor"},  # locks tables, renews statistics
    "careers.find": {"cursor"},  # reads
    "core.content_version": {"cursor"},  # the content version
    "core.prepared": {"cursor"},  # reads
    "core.transactions": {"cursor"},  # how long is waited for a lock
    "core.waiting": {"cursor"},  # the same
    "search.engines.base": {"cursor"},  # the index
}
WRITES_UNSEEN = {"_raw_delete", "cursor", "QuerySet", "through"}
BASE_WRITES = {"update", "delete", "bulk_create", "bulk_update", "create"}


def test_every_model_of_content_is_tried():
    assert {*MAKERS} == {*content_models()}


@pytest.fixture(params=sorted(MAKERS, key=lambda model: model._meta.label))
def item(request, db):
    """An object of each model in turn."""
    made = MAKERS[request.param]()
    return request.param._default_manager.get(pk=made.pk)


def entry(item, verb, values):
    return (item._meta.label_lower, item.pk, verb, values)


def test_saving_is_recorded(item):
    name, old, new = edited(item)

    setattr(item, name, new)
    with recorded() as rows:
        item.save()

    assert entry(item, "changed", {name: [old, new]}) in rows


def test_updating_a_queryset_is_recorded(item):
    name, old, new = edited(item)

    with recorded() as rows:
        type(item)._default_manager.filter(pk=item.pk).update(**{name: new})

    assert rows == [entry(item, "changed", {name: [old, new]})]


def test_updating_in_bulk_is_recorded(item):
    name, old, new = edited(item)

    setattr(item, name, new)
    with recorded() as rows:
        type(item)._default_manager.bulk_update([item], [name])

    assert rows == [entry(item, "changed", {name: [old, new]})]


def test_updating_rows_is_recorded(item):
    name, old, new = edited(item)

    with recorded() as rows:
        bulk.update(type(item), [(item.pk, {name: new})], DEFAULT_DB_ALIAS)

    assert rows == [entry(item, "changed", {name: [old, new]})]


def test_deleting_is_recorded(item):
    key = item._meta.label_lower, item.pk, "deleted"

    with recorded() as rows:
        type(item)._default_manager.filter(pk=item.pk).delete()

    assert [row[:3] for row in rows if row[0] == key[0]] == [key]


def test_creating_is_recorded(db):
    """Objects of all models at once: each that stands on its own has an entry."""
    with recorded() as rows:
        made = [MAKERS[model]() for model in MAKERS]

    labels = {row[0] for row in rows if row[2] == "created"}
    assert labels >= {type(item)._meta.label_lower for item in made if not type(item).part_of}


def modules():
    for config in apps.get_app_configs():
        if (settings.BASE_DIR / config.name).is_dir():
            for path in sorted((ROOT / config.name).rglob("*.py")):
                if "migrations" not in path.parts:
                    name = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
                    yield name, ast.parse(path.read_text())


def calls(tree):
    """The names that a module calls as attributes, each with what stands before the point."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, ast.unparse(node.func.value)


def test_modules_that_write_past_the_signals_are_known():
    """A new one tells the history what it writes, or is listed here with what it does."""
    found = {}
    for name, tree in modules():
        names = {called for called, owner in calls(tree) if called in WRITES_UNSEEN}
        if names:
            found[name] = names

    assert found == UNSEEN


def test_no_module_writes_through_the_base_manager_or_the_rows_of_a_relation():
    """They are no ContentQuerySet: nobody hears of what they write."""
    found = {
        name
        for name, tree in modules()
        for called, owner in calls(tree)
        if called in BASE_WRITES and ("_base_manager" in owner or ".through" in owner)
    }

    assert found == {"core.stored_text"}  # in migrations, which know no history
