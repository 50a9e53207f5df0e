"""Counts what there is to translate, and keeps the counts (`TranslationWork`) up to date.

The counts say up to which content version they are. What was written since, `core.changes` tells:
those objects are counted anew after each commit, and all if it is not known. A count that was not
made, since a process died, is made up for by the next one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.bulk import batches, update
from core.change_notes import MAX_OBJECTS
from core.changes import changes_since
from core.content_version import read_version
from core.models import Content
from core.owners import models_by_label, owner_columns, part_models
from translating.models import CountedVersion, TranslationWork
from translations.coverage import translated_models
from translations.languages import language_codes
from translations.models import Sortable, TextState, TranslatedContent
from translations.states import State, source_of, text_fields
from translations.texts import text_columns

USING = "default"
AT_ONCE = 500
COUNTS = ("missing", "missing_words", "drafts", "draft_words", "outdated", "outdated_words")
# What is to be done next: outdated texts, those changed last first; then what is missing; then
# drafts. Within these, the most words.
OUTDATED_FIRST, MISSING_NEXT = 1 << 50, 1 << 40


@dataclass
class Counted:
    """What there is to do of an object in a language."""

    missing: int = 0
    missing_words: int = 0
    drafts: int = 0
    draft_words: int = 0
    outdated: int = 0
    outdated_words: int = 0
    outdated_at: datetime | None = None

    @property
    def words(self) -> int:
        return self.missing_words + self.draft_words + self.outdated_words

    @property
    def urgency(self) -> int:
        if self.outdated_at:
            return OUTDATED_FIRST + int(self.outdated_at.timestamp())
        return self.words + (MISSING_NEXT if self.missing else 0)

    def add(self, state: str, words: int, at: datetime | None) -> None:
        if state == State.DRAFT:
            self.drafts += 1
            self.draft_words += words
        elif state == State.OUTDATED:
            self.outdated += 1
            self.outdated_words += words
            self.outdated_at = max(filter(None, (self.outdated_at, at)), default=None)
        elif not state:
            self.missing += 1
            self.missing_words += words


Counts = dict[tuple[int, str], Counted]  # by primary key of the owner, and language


@cache
def owner_models() -> tuple[type[TranslatedContent], ...]:
    """The models whose objects translators work on: with texts, or with parts that have some."""
    return tuple(model for model in translated_models() if not model.part_of)


def changed_since(day: date) -> Q:
    """Of the counts of objects in languages in which something has come up since a day."""
    return Q(changed_at__gte=timezone.make_aware(datetime.combine(day, time.min)))


# --- Keeping up to date ----------------------------------------------------------------------


def catch_up() -> None:
    """Counts what was written since the last count. Where there is nothing, it only reads."""
    if is_current():
        return
    with transaction.atomic(using=USING):
        CountedVersion.objects.using(USING).bulk_create([CountedVersion()], ignore_conflicts=True)
        counted = CountedVersion.objects.using(USING).select_for_update().get()
        now = read_version(USING)
        if counted.number == now:
            return
        changed = _changed_owners(counted.number, now)
        count_all() if changed is None else _count_objects(changed)
        CountedVersion.objects.using(USING).update(number=now)


def is_current() -> bool:
    """Whether the counts are those of the content of now."""
    numbers = CountedVersion.objects.using(USING).values_list("number", flat=True)
    return [*numbers] == [read_version(USING)]


def _changed_owners(old: int, new: int) -> dict[type[TranslatedContent], set[int]] | None:
    """The objects that were written, with or by their parts; None if it may be any."""
    changes = changes_since(old, new, USING) if old >= 0 else None
    if changes is None:
        return None
    found: dict[type[TranslatedContent], set[int]] = defaultdict(set)
    by_label = {model._meta.label_lower: model for model in owner_models()}
    counted = _counted_kinds()
    for written in changes.written:
        if written.kind not in counted:
            continue
        if written.owner is None:
            return None
        if model := by_label.get(written.owner[0]):
            found[model].add(written.owner[1])
    return found


@cache
def _counted_kinds() -> frozenset[str]:
    """The labels of what counts hang on."""
    labels = {model._meta.label_lower for model in translated_models()}
    return frozenset({*labels, TextState._meta.label_lower})


# --- Counting --------------------------------------------------------------------------------


def count_all() -> None:
    """Counts all objects: one pass over all texts."""
    for model in owner_models():
        _write(model, _counts_of(model, None), None)


def _count_objects(changed: dict[type[TranslatedContent], set[int]]) -> None:
    for model, pks in changed.items():
        for batch in batches(sorted(pks), AT_ONCE):
            _write(model, _counts_of(model, batch), batch)


def _counts_of(model: type[TranslatedContent], pks: Collection[int] | None) -> Counts:
    """The counts of some objects of a model, or of all. A query for each kind of their parts."""
    counts: Counts = defaultdict(Counted)
    states = _states_of(model, pks)
    there = {*_objects(model, pks).values_list("pk", flat=True)} if pks is None else {*pks}
    kinds = [model, *(part for part in part_models(model) if part in translated_models())]
    for kind in kinds:
        for owner, pk, name, texts, source in _fields_of(kind, model, pks):
            if owner in there:
                words = len(texts[source].split())
                for code, text in texts.items():
                    state, at = _state(states, (kind, pk, name, code), text)
                    if code != source and state != State.REVIEWED:
                        counts[owner, code].add(state, words, at)
    return counts


def _objects(model: type[Content], pks: Collection[int] | None) -> Any:
    found = model.not_retired().using(USING).order_by()
    return found if pks is None else found.filter(pk__in=pks)


StateKey = tuple[type[Content], int, str, str]


def _state(
    states: dict[StateKey, tuple[str, datetime]], key: StateKey, text: str
) -> tuple[str, datetime | None]:
    return states.get(key, (State.REVIEWED, None)) if text else ("", None)


def _states_of(
    model: type[TranslatedContent], pks: Collection[int] | None
) -> dict[StateKey, tuple[str, datetime]]:
    """The states other than reviewed of objects and their parts."""
    rows = TextState.objects.using(USING).filter(
        owner_model=model._meta.label_lower, is_current=True
    )
    rows = rows.exclude(state=State.REVIEWED).order_by()
    if pks is not None:
        rows = rows.filter(owner_id__in=pks)
    by_label = models_by_label()
    values = rows.values_list("model", "object_id", "field", "language", "state", "at")
    return {(by_label[label], pk, name, code): (state, at)
            for label, pk, name, code, state, at in values.iterator(chunk_size=5_000)
            if label in by_label}  # fmt: skip


def _fields_of(
    kind: type[TranslatedContent], owner: type[Content], pks: Collection[int] | None
) -> Iterator[tuple[int, int, str, dict[str, str], str]]:
    """Each field that has a text: owner, object, name, texts, language of the source."""
    names, codes = text_fields(kind), language_codes()
    above = () if kind is owner else (f"{owner_columns(kind)[0]}_id",)
    found = _objects(kind, None)
    if pks is not None:
        found = found.filter(**{f"{(*above, 'pk')[0]}__in": pks})
    rows = found.values_list("pk", "source_language", *text_columns(*names), *above)
    for row in rows.iterator(chunk_size=5_000):
        pk, language, *values = row
        for n, name in enumerate(names):
            of_field = values[n * len(codes) : (n + 1) * len(codes)]
            if any(of_field):
                texts = {code: text or "" for code, text in zip(codes, of_field, strict=True)}
                yield (row[-1] if above else pk), pk, name, texts, source_of(texts, language)


# --- Writing ---------------------------------------------------------------------------------


def _write(model: type[TranslatedContent], counts: Counts, pks: Collection[int] | None) -> None:
    """Makes the rows of some objects of a model, or of all, those of the counts."""
    label, now = model._meta.label_lower, timezone.now()
    stored = TranslationWork.objects.using(USING).filter(model=label)
    if pks is not None:
        stored = stored.filter(object_id__in=pks)
    rows = {(row.object_id, row.language): row for row in stored}
    keys = _sort_keys(model, {pk for pk, _code in counts})
    new: list[TranslationWork] = []
    changed: list[TranslationWork] = []
    for (pk, code), counted in counts.items():
        row = rows.pop((pk, code), None)
        is_first = row is None and pks is None
        work = row or TranslationWork(model=label, object_id=pk, language=code)
        if _fill_in(work, counted, keys.get((pk, code), b""), None if is_first else now):
            (changed if row else new).append(work)
    stored.filter(pk__in=[row.pk for row in rows.values()]).delete()
    stored.bulk_create(new, AT_ONCE)
    values = ((row.pk, {name: getattr(row, name) for name in WRITTEN}) for row in changed)
    update(TranslationWork, values, USING)


WRITTEN = (*COUNTS, "words", "changed_at", "urgency", "sort_key")


def _fill_in(
    work: TranslationWork, counted: Counted, sort_key: bytes, now: datetime | None
) -> bool:
    """Writes counts into a row; whether they are others than before."""
    before = [getattr(work, name) for name in WRITTEN]
    if counted.missing > work.missing and now:
        work.changed_at = now
    times = filter(None, (work.changed_at, counted.outdated_at))
    work.changed_at = max(times, default=None)
    for name in (*COUNTS, "words", "urgency"):
        setattr(work, name, getattr(counted, name))
    work.sort_key = sort_key
    before[-1] = bytes(before[-1])
    return before != [getattr(work, name) for name in WRITTEN]


def _sort_keys(model: type[TranslatedContent], pks: Iterable[int]) -> dict[tuple[int, str], bytes]:
    """The sort keys of objects in each language."""
    if not issubclass(model, Sortable):
        return {}
    codes = language_codes()
    columns = [f"sort_{code}" for code in codes]
    return {
        (pk, code): bytes(key)
        for batch in batches(pks, MAX_OBJECTS)
        for pk, *keys in _objects(model, batch).values_list("pk", *columns)
        for code, key in zip(codes, keys, strict=True)
    }
