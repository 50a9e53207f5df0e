"""Writes down what was done to objects, in the transaction in which it is done."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from core.bulk import insert
from core.models import Content
from core.owners import Key, owner_columns, owners
from core.signals import objects_added, objects_changed, objects_deleted
from core.transactions import waiting_callback
from history.fields import Values, stored_values
from history.models import Change, Entry, Origin, Verb
from history.occasions import Occasion, current_occasion

COLUMNS = ("change", "owner_model", "owner_id", "model", "object_id", "verb", "fields", "values")
EntryRow = tuple[Key, Key, Verb, str, Any]  # owner, object, verb, fields, values


@dataclass(eq=False)
class OpenChange:
    """The change that a transaction writes on an occasion. Waits for the commit to end with it."""

    pk: int
    occasion: Occasion
    # New objects: what is done to them and to their parts in this change needs no entry.
    created: set[Key] = field(default_factory=set)
    # What deleted objects were parts of.
    owners: dict[Key, Key] = field(default_factory=dict)
    # Entries of objects that are about to be deleted.
    deleting: list[EntryRow] = field(default_factory=list)

    def __call__(self) -> None:
        """The transaction is committed, and the change with it."""


def find_change(using: str) -> OpenChange | None:
    """The change that is written now, if it has an entry already."""
    occasion = current_occasion()
    return waiting_callback(OpenChange, using, lambda change: change.occasion is occasion)


def open_change(using: str) -> OpenChange:
    """The change that is written now; begins one if there is none."""
    if change := find_change(using):
        return change
    occasion = current_occasion()
    row = Change.objects.using(using).create(origin=occasion.origin, by_id=occasion.user_id())
    change = OpenChange(row.pk, occasion)
    transaction.on_commit(change, using=using)
    return change


def _circumstances(using: str) -> dict[str, Any]:
    """What signals say of every change."""
    now = current_occasion()
    return {"using": using, "by": now.user_id, "is_restoring": now.origin == Origin.RESTORE}


def record_created(model: type[Content], rows: Mapping[int, Values], using: str) -> None:
    """Records new objects, given the values of their `owner_columns`."""
    objects_added.send(sender=model, pks=rows.keys(), **_circumstances(using))
    label, change = model._meta.label_lower, find_change(using)
    known = change.created if change else set()
    of_rows = owners(model, rows, using, change.owners if change else {})
    new = {pk: owner for pk, owner in of_rows.items() if owner not in known}
    if new:
        change = change or open_change(using)
        change.created.update((label, pk) for pk in new)
        _write(
            change,
            ((owner, (label, pk), Verb.CREATED, "", None) for pk, owner in new.items()),
            using,
        )


def record_changes(model: type[Content], changes: Mapping[int, Values], using: str) -> None:
    """Records the old and new values of changed fields, by the primary key of the object."""
    if any(changes.values()):
        objects_changed.send(sender=model, changes=changes, **_circumstances(using))
    label, change = model._meta.label_lower, find_change(using)
    known = change.created if change else set()
    changes = {pk: values for pk, values in changes.items() if values and (label, pk) not in known}
    if not changes:
        return
    of_rows = _owners_of_stored(model, changes.keys(), using, change)
    rows = [
        (owner, (label, pk), Verb.CHANGED, ",".join(changes[pk]), changes[pk])
        for pk, owner in of_rows.items()
        if owner not in known
    ]
    if rows:
        _write(change or open_change(using), rows, using)


def _owners_of_stored(
    model: type[Content], pks: Collection[int], using: str, change: OpenChange | None
) -> dict[int, Key]:
    names = owner_columns(model)
    rows = stored_values(model, pks, names, using) if names else {pk: {} for pk in pks}
    return owners(model, rows, using, change.owners if change else {})


def record_deleting(model: type[Content], rows: Mapping[int, Values], using: str) -> None:
    """Notes objects that are about to be deleted, with all their values."""
    objects_deleted.send(sender=model, pks=rows.keys(), **_circumstances(using))
    label, change = model._meta.label_lower, open_change(using)
    for pk, owner in owners(model, rows, using, change.owners).items():
        change.owners[label, pk] = owner
        change.deleting.append((owner, (label, pk), Verb.DELETED, "", rows[pk]))


def record_deleted(using: str) -> None:
    """Writes the entries of those that were noted."""
    if (change := find_change(using)) and change.deleting:
        rows, change.deleting = change.deleting, []
        _write(change, rows, using)


def _write(change: OpenChange, rows: Iterable[EntryRow], using: str) -> None:
    insert(
        Entry,
        COLUMNS,
        (
            (change.pk, *owner, *key, verb.value, fields, values)
            for owner, key, verb, fields, values in rows
        ),
        using,
    )
