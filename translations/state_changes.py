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
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import chain
from typing import Any

from django.utils import timezone

from core.bulk import batches, insert, update
from core.owners import Key, owner_columns, owners
from core.signals import objects_added, objects_changed, objects_deleted
from translations.languages import language_codes
from translations.models import SmallFix, SourceText, TextState, TranslatedContent
from translations.states import (
    UNKNOWN,
    FieldKey,
    Saying,
    State,
    digest,
    is_aligned,
    owner_of,
    saying,
    source_of,
)
from translations.texts import text_columns

Model = type[TranslatedContent]
Changes = Mapping[int, Mapping[str, Any]]  # by primary key and column: the old and the new value
Texts = dict[str, str]  # by language
AT_ONCE = 500  # objects
PLACE = ("model", "object_id", "field", "owner_model", "owner_id", "language", "digest")
CHANGING = ("state", "source_digest", "is_current", "at", "by")


def listen() -> None:
    objects_added.connect(_added)
    objects_changed.connect(_changed)
    objects_deleted.connect(_deleted)


def _is_translated(model: type[Any]) -> bool:
    return issubclass(model, TranslatedContent) and bool(model.translated_fields())


@dataclass(frozen=True)
class Write:
    """Who writes, when, and what is said of it."""

    model: Model
    using: str
    by: int | None
    is_restoring: bool = False
    saying: Saying = field(default_factory=saying)
    at: datetime = field(default_factory=timezone.now)


@dataclass
class FieldChange:
    """One field of an object, before and after a write, with its states by language.

    `versions` has all that are stored, by language and digest.
    """

    write: Write
    owner: Key
    pk: int
    name: str
    before: Texts
    after: Texts
    language_before: str  # of the source, "" if there was no text
    language: str
    versions: dict[tuple[str, int], TextState]
    dirty: list[TextState] = field(default_factory=list)

    @property
    def key(self) -> FieldKey:
        return self.write.model._meta.label_lower, self.pk, self.name

    @property
    def old_source(self) -> str:
        return self.before.get(self.language_before, "")

    @property
    def source(self) -> str:
        return self.after.get(self.language, "")

    def run(self) -> None:
        is_equivalent = self._is_equivalent()
        for code in self.after:
            if code == self.language or not self.after[code]:
                self._leave(code)
            elif code == self.language_before:
                self._was_source(code, is_equivalent)
            elif self.after[code] == self.before[code]:
                self._source_changed(code, is_equivalent)
            else:
                self._written(code)

    # What the source is now, compared with what it was

    def _is_equivalent(self) -> bool:
        """Whether what was in step with the source is so still."""
        if self.language == self.language_before:
            return self.source == self.old_source or self.write.saying.is_small_fix
        if not (self.old_source and self.before.get(self.language)):
            return True  # a text was missing, or was taken away: nothing was said anew
        state = self._current(self.language)
        is_same = self.after[self.language] == self.before[self.language]
        return is_same and state.state == State.REVIEWED

    # Languages, each by what has happened to it

    def _leave(self, code: str) -> None:
        """The text is gone, or is the source: the version that it was is kept."""
        if self.before[code] and code != self.language_before:
            self._set(self._current(code), is_current=False, is_news=False)

    def _was_source(self, code: str, is_equivalent: bool) -> None:
        """The source has become a translation of another one."""
        self._put(
            code,
            State.REVIEWED if is_equivalent else State.OUTDATED,
            digest(self.source) if is_equivalent else UNKNOWN,
        )

    def _source_changed(self, code: str, is_equivalent: bool) -> None:
        """The translation is as it was."""
        old, new = digest(self.old_source), digest(self.source)
        if old == new:
            return
        row = self._current(code)
        if is_equivalent and self._is_aligned(code):
            if row.pk and row.source_digest == old:  # one without a row is in step anyway
                self._set(row, source_digest=new, is_news=False)
        elif row.state == State.REVIEWED:
            self._set(row, state=State.OUTDATED)
        elif row.state == State.OUTDATED and row.source_digest == new:  # as it was made
            self._set(row, state=State.REVIEWED)

    def _written(self, code: str) -> None:
        """The translation is another one than it was."""
        old = self._current(code) if self.before[code] else None
        if old:
            self._set(old, is_current=False, is_news=False)
        known = self.versions.get((code, digest(self.after[code])))
        if self.write.is_restoring and known:
            self._bring_back(known)
            return
        said = self.write.saying
        seen = said.seen.get(self.key, digest(self.source))
        state = said.as_state or (old.state if old and old.state == State.DRAFT else State.REVIEWED)
        if seen != digest(self.source):
            said.behind.append(self.key)
        if said.is_small_fix and old:
            state, seen = old.state, old.source_digest
        if state == State.REVIEWED and (seen != digest(self.source) or not self._is_aligned(code)):
            state = State.OUTDATED
        self._put(code, state, seen)

    def _bring_back(self, known: TextState) -> None:
        state = known.state
        if state != State.DRAFT:
            is_same = known.source_digest == digest(self.source)
            state = State.REVIEWED if is_same else State.OUTDATED
        self._set(known, state=state, is_current=True)

    def _is_aligned(self, code: str) -> bool:
        return is_aligned(self.write.model, self.name, self.source, self.after[code])

    # Rows

    def _current(self, code: str) -> TextState:
        """The state of the translation that was there; of one without a row, a new row."""
        key = (code, digest(self.before[code]))
        if key not in self.versions:
            self.versions[key] = self._new(code, key[1], State.REVIEWED, digest(self.old_source))
        return self.versions[key]

    def _put(self, code: str, state: str, source: int) -> None:
        key = (code, digest(self.after[code]))
        row = self.versions.setdefault(key, self._new(code, key[1], state, source))
        self._set(row, state=state, source_digest=source, is_current=True)

    def _new(self, code: str, text: int, state: str, source: int) -> TextState:
        label, pk, name = self.key
        return TextState(
            model=label,
            object_id=pk,
            field=name,
            owner_model=self.owner[0],
            owner_id=self.owner[1],
            language=code,
            digest=text,
            state=state,
            source_digest=source,
            at=self.write.at,
        )

    def _set(self, row: TextState, is_news: bool = True, **values: Any) -> None:
        """Changes a row. It is news if the state is there since now, by whoever writes."""
        for name, value in values.items():
            setattr(row, name, value)
        if is_news:
            row.at, row.by_id = self.write.at, self.write.by
        if row not in self.dirty:
            self.dirty.append(row)

    # What else is kept

    def small_fix(self) -> SmallFix | None:
        """What is logged of a small fix of the source."""
        is_other = self.language == self.language_before and self.source != self.old_source
        if not (is_other and self.write.saying.is_small_fix):
            return None
        return SmallFix(
            **self._place(),
            language=self.language,
            before=self.old_source,
            after=self.source,
            at=self.write.at,
            by_id=self.write.by,
        )

    def replaced_source(self) -> SourceText | None:
        if not self.old_source or self.source == self.old_source:
            return None
        return SourceText(
            **self._place(),
            digest=digest(self.old_source),
            language=self.language_before,
            text=self.old_source,
        )

    def outdated(self) -> list[TextState]:
        rows = self.versions.values()
        return [row for row in rows if row.is_current and row.state == State.OUTDATED]

    def wanted_sources(self) -> set[int]:
        """The digests of the source texts that are kept: the last one, too, since somebody may be
        translating it."""
        return {digest(self.old_source), *(row.source_digest for row in self.versions.values())}

    def _place(self) -> dict[str, Any]:
        label, pk, name = self.key
        owner = {"owner_model": self.owner[0], "owner_id": self.owner[1]}
        return {"model": label, "object_id": pk, "field": name, **owner}


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
    label = model._meta.label_lower
    for pk, owner in owner_of(model, pks, using).items():
        for kept in (TextState, SourceText, SmallFix):
            rows: Any = kept._default_manager.using(using).filter(model=label, object_id=pk)
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
