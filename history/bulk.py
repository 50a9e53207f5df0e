"""Records what is written in bulk."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db.models import Max

from core.bulk import batches
from core.models import Content
from core.owners import owner_columns
from core.watching import BulkWrite, WriteKind, watch
from history.fields import (
    Values,
    columns,
    difference,
    kept_fields,
    recorded_columns,
    related_keys,
    stored_values,
)
from history.recording import record_changes, record_created, record_deleted, record_deleting

NEW_AT_ONCE = 10_000  # rows


def watch_bulk_writes() -> None:
    watch(record_bulk_write)


@contextmanager
def record_bulk_write(write: BulkWrite) -> Iterator[None]:
    """Records a write of content; others are let through."""
    if issubclass(write.model, Content):
        yield from RECORDERS[write.kind](write, write.model)
    else:
        yield


def _record_update(write: BulkWrite, model: type[Content]) -> Iterator[None]:
    names = recorded_columns(model, write.names)
    before = stored_values(model, write.pks, names, write.using, lock=True) if names else {}
    yield
    after = stored_values(model, before, names, write.using)
    changes = {pk: difference(values, after[pk]) for pk, values in before.items() if pk in after}
    record_changes(model, changes, write.using)


def _record_create(write: BulkWrite, model: type[Content]) -> Iterator[None]:
    yield
    for pks in batches(write.pks, NEW_AT_ONCE):
        names = owner_columns(model)
        rows: dict[int, Values] = {pk: {} for pk in pks}
        if names:
            rows = stored_values(model, pks, names, write.using)
        record_created(model, rows, write.using)


def _record_insert(write: BulkWrite, model: type[Content]) -> Iterator[None]:
    stored = model._base_manager.using(write.using).order_by("pk")
    last = stored.aggregate(last=Max("pk"))["last"] or 0
    yield
    names = owner_columns(model)
    new = stored.filter(pk__gt=last).values_list("pk", *names).iterator(chunk_size=NEW_AT_ONCE)
    for batch in batches(new, NEW_AT_ONCE):
        rows = {pk: dict(zip(names, values, strict=True)) for pk, *values in batch}
        record_created(model, rows, write.using)


def _record_delete(write: BulkWrite, model: type[Content]) -> Iterator[None]:
    names = columns(kept_fields(model).values())
    rows = stored_values(model, write.pks, names, write.using)
    for field in model._meta.many_to_many:
        for pk, keys in related_keys(field, rows.keys(), write.using).items():
            rows[pk][field.name] = keys
    if rows:
        record_deleting(model, rows, write.using)
    yield
    record_deleted(write.using)


RECORDERS: dict[WriteKind, Callable[[BulkWrite, type[Content]], Iterator[None]]] = {
    WriteKind.UPDATE: _record_update,
    WriteKind.CREATE: _record_create,
    WriteKind.INSERT: _record_insert,
    WriteKind.DELETE: _record_delete,
}
