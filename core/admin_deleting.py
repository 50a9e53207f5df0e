"""What the page that asks before a deletion names: items with what they are a part of."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import NestedObjects
from django.db import models, router
from django.utils.text import capfirst

ROW = re.compile(r"(\w+) object \((\d+)\)$")


def protected_in_words(objs: Any) -> list[str]:
    """What stands in the way of deleting some objects: "Role skill: Empathy (Team lead)"."""
    collector = NestedObjects(using=router.db_for_write(type(objs[0])), origin=objs)
    collector.collect(objs)
    items = list(collector.protected)
    _read_owners(items)
    return sorted(map(_in_words, items))


def rows_in_words(deleted: Iterable[Any]) -> list[Any]:
    """The same nested list, in which rows of many-to-many relations say what they relate."""
    return [
        rows_in_words(entry) if isinstance(entry, list) else _row_in_words(entry)
        for entry in deleted
    ]


def counts_in_words(counts: dict[Any, int]) -> dict[Any, int]:
    """How many objects of each kind; rows of many-to-many relations are none to people."""
    relations = {str(model._meta.verbose_name_plural) for model in _relations().values()}
    return {kind: count for kind, count in counts.items() if str(kind) not in relations}


def _row_in_words(entry: str) -> str:
    match = ROW.search(entry)
    model = match and _relations().get(match[1])
    row: Any = model._default_manager.filter(pk=match[2]).first() if match and model else None
    if row is None:
        return entry
    ends = [getattr(row, field.name) for field in row._meta.fields if field.is_relation]
    return " – ".join(map(_in_words, ends))


def _relations() -> dict[str, Any]:
    kinds = apps.get_models(include_auto_created=True)
    return {model.__name__: model for model in kinds if model._meta.auto_created}


def _read_owners(items: list[Any]) -> None:
    by_model: dict[Any, list[Any]] = defaultdict(list)
    for item in items:
        by_model[type(item)].append(item)
    for model, of_model in by_model.items():
        if part_of := getattr(model, "part_of", ""):
            models.prefetch_related_objects(of_model, part_of)


def _in_words(item: Any) -> str:
    text = f"{capfirst(item._meta.verbose_name)}: {item}"
    part_of = getattr(item, "part_of", "")
    return f"{text} ({getattr(item, part_of)})" if part_of else text
