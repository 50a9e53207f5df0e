"""Notes what changes: rows of `ContentChange`, in the transaction that writes the content.

Every change raises the content version, once per transaction, and its rows carry that version. So
who knows an older one can tell what to read again (`core.changes`).
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import SET_NULL, Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from core.content_version import insert_note, raise_number, raised_version, was_raised
from core.models import Content, ContentChange, content_models
from core.owners import Key, owner_columns, owner_values, owners
from core.signals import content_changed
from core.transactions import open_savepoints, waiting_callbacks
from core.watching import BulkWrite, WriteKind, watch

# Of one kind in one transaction; more are noted as any of the kind.
MAX_OBJECTS = 500
# So many rows are kept, and those that come until they are pruned next.
KEPT_ROWS = 10_000
PRUNED_EVERY = 500

ANY_OBJECT: Key = ("", 0)
# The attributes of an object that is being written: what it was a part of, what is related to it.
OLD_OWNER, HOLDERS = "_owner_before", "_holders_before"


@dataclass(eq=False)
class _Noted:
    """What a transaction has noted under the version that it raised, or a savepoint of it.

    `fields` are those of the notes by kind and owner. Waits for the commit to end with it, and is
    dropped if its savepoint is rolled back.
    """

    version: object
    savepoints: frozenset[str]
    fields: dict[str, dict[Key, set[str]]] = field(default_factory=dict)

    def __call__(self) -> None:
        """The transaction is committed, and its notes with it."""

    def says(self, kind: str, owner: Key, fields: str) -> bool:
        """Whether one of the notes says this already."""
        of_kind = self.fields.get(kind, {})
        return ANY_OBJECT in of_kind or not of_kind.get(owner, set()).isdisjoint({"", fields})

    def add(self, kind: str, owner: Key, fields: str) -> None:
        self.fields.setdefault(kind, {}).setdefault(owner, set()).add(fields)


def note_changes(
    kind: str, changed: Iterable[Key], using: str, fields: Iterable[str] | None = None
) -> None:
    """Raises the content version and notes the owners of objects of a kind that were written.

    `fields` are the written ones, None for all.
    """
    names = "" if fields is None else ",".join(sorted(fields))
    with transaction.atomic(using=using, savepoint=False):
        if not was_raised(using):
            raise_number(using)
        for owner in changed:
            _note(kind, owner, names, using)


def note_any(kind: str, using: str) -> None:
    """Raises the content version and notes that any object of a kind may have changed."""
    note_changes(kind, [ANY_OBJECT], using)


def _note(kind: str, owner: Key, fields: str, using: str) -> None:
    """Writes a note, unless another one of this transaction says it already."""
    version, here = raised_version(using), open_savepoints(using)
    noted = [one for one in waiting_callbacks(_Noted, using) if one.version is version]
    if any(one.says(kind, owner, fields) for one in noted):
        return
    if sum(len(one.fields.get(kind, ())) for one in noted) >= MAX_OBJECTS:
        owner, fields = ANY_OBJECT, ""
    noted_here = next((one for one in noted if one.savepoints == here), None)
    if noted_here is None:
        noted_here = _Noted(version, here)
        transaction.on_commit(noted_here, using=using)
    noted_here.add(kind, owner, fields)
    pk = insert_note(kind, owner[0], owner[1] or None, fields, using)
    if pk % PRUNED_EVERY == 0:
        _prune(using)


def _prune(using: str) -> None:
    """Deletes all versions but the latest, never a part of one."""
    rows = ContentChange.objects.using(using)
    newest_first = rows.order_by("-pk").values_list("version", flat=True)
    for version in newest_first[KEPT_ROWS : KEPT_ROWS + 1]:
        rows.filter(version__lte=version, version__lt=newest_first[0]).delete()


# --- Single objects --------------------------------------------------------------------------


def listen() -> None:
    """Connects to all ways in which content is written."""
    for model in content_models():
        pre_save.connect(_before_save, sender=model)
        post_save.connect(_after_save, sender=model)
        pre_delete.connect(_before_delete, sender=model)
        post_delete.connect(_after_delete, sender=model)
        for relation in model._meta.many_to_many:
            through = relation.remote_field.through
            m2m_changed.connect(_relation_receiver(model, relation), sender=through, weak=False)
    content_changed.connect(_other_change)
    watch(note_bulk_write)


def _before_save(
    sender: type[Content],
    instance: Content,
    using: str,
    update_fields: Collection[str] | None = None,
    **details: Any,
) -> None:
    """Remembers what a part belonged to, if that may be about to change."""
    names = owner_columns(sender)
    may_move = update_fields is None or not {*names}.isdisjoint(update_fields)
    if names and may_move and instance.pk is not None:
        setattr(instance, OLD_OWNER, _stored_owners(sender, [instance.pk], using))


def _after_save(
    sender: type[Content],
    instance: Content,
    using: str,
    update_fields: Collection[str] | None = None,
    **details: Any,
) -> None:
    changed = {_owner(instance, using), *vars(instance).pop(OLD_OWNER, ())}
    note_changes(sender._meta.label_lower, changed, using, update_fields)
    content_changed.send(sender=sender, using=using, instance=instance)


def _before_delete(sender: type[Content], instance: Content, using: str, **details: Any) -> None:
    """Notes what refers to the object and will do so no more."""
    for relation in sender._meta.related_objects:
        model: Any = relation.related_model
        if getattr(relation, "on_delete", None) is SET_NULL and issubclass(model, Content):
            rows = model._base_manager.using(using).filter(**{relation.field.name: instance.pk})
            emptied = [*rows.order_by().values_list("pk", flat=True)[: MAX_OBJECTS + 1]]
            _note_stored(model, emptied, using, [relation.field.name])


def _after_delete(sender: type[Content], instance: Content, using: str, **details: Any) -> None:
    note_changes(sender._meta.label_lower, [_owner(instance, using)], using)
    content_changed.send(sender=sender, using=using, instance=instance)


def _owner(instance: Content, using: str) -> Key:
    model = type(instance)
    values = {name: _key(instance, name) for name in owner_columns(model)}
    return owners(model, {instance.pk: values}, using, {})[instance.pk]


def _key(instance: Content, name: str) -> Any:
    return getattr(instance, instance._meta.get_field(name).attname)  # type: ignore[union-attr]  # a column


def _stored_owners(model: type[Content], pks: Collection[int], using: str) -> set[Key]:
    """The owners of rows, as the database has them."""
    names = owner_columns(model)
    rows = owner_values(model, pks, using) if names else {pk: {} for pk in pks}
    return {*owners(model, rows, using, {}).values()}


def _note_stored(
    model: type[Content],
    pks: Collection[int],
    using: str,
    fields: Iterable[str] | None = None,
    before: Collection[Key] = (),
) -> None:
    """Notes rows that were written: those of any object, if they are many."""
    kind = model._meta.label_lower
    if len(pks) > MAX_OBJECTS:
        note_any(kind, using)
    elif pks:
        note_changes(kind, {*_stored_owners(model, pks, using), *before}, using, fields)


def _relation_receiver(model: type[Content], relation: Any) -> Callable[..., None]:
    """Receives changes of a many-to-many field, from either side."""

    def receive(
        instance: Content,
        action: str,
        reverse: bool,
        using: str,
        pk_set: set[int] | None,
        **details: Any,
    ) -> None:
        holders = (pk_set if reverse else {instance.pk}) or set()
        if action == "pre_clear" and reverse:
            related = {relation.m2m_reverse_field_name(): instance.pk}
            rows = relation.remote_field.through._base_manager.using(using).filter(**related)
            setattr(instance, HOLDERS, {*rows.values_list(relation.m2m_field_name(), flat=True)})
        elif action.startswith("post_"):
            holders |= vars(instance).pop(HOLDERS, set())
            _note_stored(model, holders, using, [relation.name])
            content_changed.send(
                sender=relation.remote_field.through, using=using, instance=instance
            )

    return receive


# --- Bulk writes -----------------------------------------------------------------------------


@contextmanager
def note_bulk_write(write: BulkWrite) -> Iterator[None]:
    """Notes a write of content, or of what is computed of it and says what it is a part of; others
    are let through."""
    model: Any = write.model
    if not hasattr(model, "part_of"):
        yield
        return
    is_few = len(write.pks) <= MAX_OBJECTS
    before = _stored_owners(model, write.pks, write.using) if is_few and _ends(write) else ()
    yield
    if write.kind is WriteKind.DELETE and write.pks and is_few:
        note_changes(model._meta.label_lower, before, write.using)
    elif write.kind is not WriteKind.INSERT and write.pks:
        _note_stored(model, write.pks, write.using, _written(write), before)
    elif write.kind in (WriteKind.CREATE, WriteKind.INSERT):
        # Which rows are new is not known, without reading all.
        note_any(model._meta.label_lower, write.using)


def _ends(write: BulkWrite) -> bool:
    """Whether rows may be parts of something else afterwards, or of nothing."""
    model: Any = write.model
    columns = [model._meta.get_field(name) for name in owner_columns(model)]
    names = {name for column in columns for name in (column.name, column.attname)}
    is_moved = not names.isdisjoint(write.names)
    return write.kind is WriteKind.DELETE or (write.kind is WriteKind.UPDATE and is_moved)


def _written(write: BulkWrite) -> Collection[str] | None:
    return write.names if write.kind is WriteKind.UPDATE else None


def _other_change(
    sender: type[Model], using: str, instance: Model | None = None, pks: Any = (), **details: Any
) -> None:
    """Receives `content_changed`: of a writer that says nothing of objects, any may have changed.

    Those that name an instance or rows are heard of above.
    """
    if instance is None and pks in ((), None):
        note_any(sender._meta.label_lower, using)
