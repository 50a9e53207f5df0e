"""What becomes of the states of translations when texts are written (`translations.states`).

Hears of every write as the history does, in its transaction. What the rules are, field by field:

- Another source text: reviewed translations are outdated; drafts stay drafts. If it is one that a
  translation was made from once, that one is reviewed again. After a small fix all stay valid.
- Another translation: it is made from the source of now, unless the saver says that they have seen
  an older one (`states.saved_as`). A small fix of it changes no state.
- Another source language: what was in step with the new source stays so, and all else is outdated.
- An earlier version that is restored has the state that it had.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, product
from typing import Any

from core.bulk import batches, insert, update
from core.owners import Key, owner_columns, owners
from core.signals import objects_added, objects_changed, objects_deleted
from translations.field_changes import Changes, FieldChange, Model, Write
from translations.languages import language_codes
from translations.models import SmallFix, SourceText, TextState, TranslatedContent
from translations.states import owner_of, source_of
from translations.texts import text_columns

AT_ONCE = 500  # objects
PLACE = ("model", "object_id", "field", "owner_model", "owner_id", "language", "digest")
CHANGING = ("state", "source_digest", "is_current", "at", "by")


def listen() -> None:
    objects_added.connect(_added)
    objects_changed.connect(_changed)
    objects_deleted.connect(_deleted)


def _is_translated(model: type[Any]) -> bool:
    return issubclass(model, TranslatedContent) and bool(model.translated_fields())


# --- Another source language -----------------------------------------------------------------


@dataclass(frozen=True)
class SourceSwitch:
    """What another source language would do to an object: numbers of texts.

    Those that become the source, those that keep theirs since they are missing in the new language,
    and translations that become outdated.
    """

    new: int = 0
    kept: int = 0
    outdated: int = 0


def source_switch(item: TranslatedContent, language: str, using: str = "default") -> SourceSwitch:
    """What another source language would do. Nothing is written."""
    write = Write(type(item), using, None)
    fields = item.translated_fields()
    versions = _stored_versions(item._meta.label_lower, [item.pk], using)
    new = kept = outdated = 0
    for pk, owner, row in _stored_texts(write, [item.pk], fields):
        for name in fields:
            after = {**row, "source_language": language}
            change = _field_change(write, owner, pk, name, row, after, versions)
            before = {id(one) for one in change.outdated()}
            change.run()
            new += change.language == language != change.language_before
            kept += bool(change.source) and change.language != language
            outdated += sum(id(one) not in before for one in change.outdated())
    return SourceSwitch(new, kept, outdated)


# --- Writes ----------------------------------------------------------------------------------


def _changed(
    sender: type[Any],
    changes: Changes,
    using: str,
    by: Callable[[], int | None],
    is_restoring: bool,
    **details: Any,
) -> None:
    if not _is_translated(sender):
        return
    model: Model = sender
    fields = _fields_by_column(model)
    moving = {*owner_columns(model)}
    touched = {pk: fields.keys() & values.keys() for pk, values in changes.items()}
    touched = {pk: columns for pk, columns in touched.items() if columns}
    write = Write(model, using, by(), is_restoring) if touched else None
    for pks in batches(touched, AT_ONCE):
        if write:
            _apply(write, {pk: changes[pk] for pk in pks})
    if moved := [pk for pk, values in changes.items() if moving & values.keys()]:
        _move(model, moved, using)


@cache
def _fields_by_column(model: Model) -> dict[str, tuple[str, ...]]:
    """The translated fields that a column tells something of: all if it is the source language."""
    fields = model.translated_fields()
    of_texts = {f"{name}_{code}": (name,) for name in fields for code in language_codes()}
    return {**of_texts, "source_language": fields}


def _apply(write: Write, changes: Changes) -> None:
    """Brings the states of some objects up to date with changes that are written already."""
    label, fields = write.model._meta.label_lower, _fields_by_column(write.model)
    names = {pk: {name for column in values for name in fields.get(column, ())}
             for pk, values in changes.items()}  # fmt: skip
    versions = _stored_versions(label, changes.keys(), write.using)
    done: list[FieldChange] = []
    for pk, owner, row in _stored_texts(write, changes.keys(), {*chain(*names.values())}):
        before = row | {name: old for name, (old, _new) in changes[pk].items() if name in row}
        for name in sorted(names[pk]):
            change = _field_change(write, owner, pk, name, before, row, versions)
            change.run()
            done.append(change)
    _store(done, write.using)


def _stored_texts(
    write: Write, pks: Collection[int], names: Collection[str]
) -> Iterator[tuple[int, Key, dict[str, Any]]]:
    """Objects as they are now: primary key, owner, texts and source language by column."""
    columns = ["source_language", *text_columns(*names)]
    owner = owner_columns(write.model)
    stored = write.model._base_manager.using(write.using).filter(pk__in=[*pks]).order_by("pk")
    rows = {row["pk"]: row for row in stored.values("pk", *columns, *owner)}
    of_rows = owners(write.model, rows, write.using, {})
    for pk, row in rows.items():
        yield pk, of_rows[pk], row


def _field_change(
    write: Write,
    owner: Key,
    pk: int,
    name: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    versions: Mapping[tuple[int, str], dict[tuple[str, int], TextState]],
) -> FieldChange:
    old, new = (
        {code: row[f"{name}_{code}"] or "" for code in language_codes()} for row in (before, after)
    )
    return FieldChange(
        write,
        owner,
        pk,
        name,
        old,
        new,
        source_of(old, before["source_language"]),
        source_of(new, after["source_language"]),
        versions.get((pk, name), {}),
    )


def _stored_versions(
    label: str, pks: Collection[int], using: str
) -> dict[tuple[int, str], dict[tuple[str, int], TextState]]:
    """The stored states by object and field, and by language and digest."""
    versions: dict[tuple[int, str], dict[tuple[str, int], TextState]] = defaultdict(dict)
    for row in TextState.objects.using(using).filter(model=label, object_id__in=[*pks]):
        versions[row.object_id, row.field][row.language, row.digest] = row
    return versions


def _store(done: list[FieldChange], using: str) -> None:
    rows = [row for change in done for row in change.dirty]
    new = (_values(row, (*PLACE, *CHANGING)) for row in rows if not row.pk)
    insert(TextState, (*PLACE, *CHANGING), (list(values.values()) for values in new), using)
    update(TextState, ((row.pk, _values(row, CHANGING)) for row in rows if row.pk), using)
    fixes = [fix for change in done if (fix := change.small_fix())]
    SmallFix.objects.using(using).bulk_create(fixes, AT_ONCE)
    _store_sources([change for change in done if change.source != change.old_source], using)


def _values(row: TextState, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, "by_id" if name == "by" else name) for name in names}


def _states(using: str) -> Any:
    return TextState.objects.using(using)


def _store_sources(done: list[FieldChange], using: str) -> None:
    """Keeps the source texts that were replaced, and forgets those that nothing was made from."""
    replaced = [text for change in done if (text := change.replaced_source())]
    if not replaced:
        return
    wanted = {change.key: change.wanted_sources() for change in done}
    texts = SourceText.objects.using(using)
    of_objects = texts.filter(model=replaced[0].model, object_id__in={pk for _, pk, _ in wanted})
    gone = [
        text.pk
        for text in of_objects.defer("text")
        if text.digest not in wanted.get((text.model, text.object_id, text.field), {text.digest})
    ]
    texts.filter(pk__in=gone).delete()
    texts.bulk_create(replaced, AT_ONCE, ignore_conflicts=True)


def _move(model: Model, pks: Collection[int], using: str) -> None:
    """Objects have become parts of others."""
    moved: dict[Key, list[int]] = defaultdict(list)
    for pk, owner in owner_of(model, pks, using).items():
        moved[owner].append(pk)
    for owner, of_owner in moved.items():
        for kept, batch in product((TextState, SourceText, SmallFix), batches(of_owner, AT_ONCE)):
            rows: Any = kept._default_manager.using(using)
            rows = rows.filter(model=model._meta.label_lower, object_id__in=batch)
            rows.update(owner_model=owner[0], owner_id=owner[1])


def _deleted(sender: type[Any], pks: Collection[int], using: str, **details: Any) -> None:
    """What is deleted has no state, until it is restored."""
    if _is_translated(sender):
        for batch in batches(pks, AT_ONCE):
            of_batch = {"model": sender._meta.label_lower, "object_id__in": batch}
            _states(using).filter(**of_batch, is_current=True).update(is_current=False)


def _added(
    sender: type[Any],
    pks: Collection[int],
    using: str,
    by: Callable[[], int | None],
    is_restoring: bool,
    **details: Any,
) -> None:
    """What somebody adds is theirs. What is brought back has the states of its texts again."""
    if not _is_translated(sender) or not (is_restoring or len(pks) == 1):
        return
    write = Write(sender, using, by(), is_restoring)
    if write.by is None and not is_restoring:
        return
    label, fields = sender._meta.label_lower, sender.translated_fields()
    versions = _stored_versions(label, pks, using) if is_restoring else {}
    done = []
    for pk, owner, row in _stored_texts(write, pks, fields):
        nothing = row | dict.fromkeys(text_columns(*fields), "")
        for name in fields:
            change = _field_change(write, owner, pk, name, nothing, row, versions)
            change.run()
            done.append(change)
    _store(done, using)
