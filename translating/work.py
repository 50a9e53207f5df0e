"""Counts what there is to translate, and keeps the counts (`TranslationWork`) up to date.

The counts say up to which content version they are. What was written since, `core.changes` tells:
whoever looks at the counts has those objects counted anew first (`catch_up`), and all if it is not
known. So a save costs one query; only where much was written, it is counted at once.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.bulk import batches, delete, update
from core.change_notes import MAX_OBJECTS
from core.changes import changes_one_by_one
from core.content_version import read_version, time_of
from core.models import Content, ContentChange
from core.owners import Key, models_by_label
from translating.models import CountedVersion, TranslationWork
from translating.stored_texts import USING, Chosen, not_retired, read_fields
from translations.coverage import translated_models
from translations.languages import language_codes
from translations.models import Sortable, TextState, TranslatedContent
from translations.states import State

AT_ONCE = 500
FEW = 20  # objects that whoever looks at the counts has to wait for
NEVER = -1
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


Counts = dict[tuple[Key, str], Counted]  # by owner and language
Written = dict[type[TranslatedContent], dict[int, datetime]]  # when objects were written, by key


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
    seen, now = _numbers()
    if seen == now:
        return
    with transaction.atomic(using=USING):
        counted = _lock()
        if counted != seen:  # by somebody else, meanwhile
            now = read_version(USING)
        written = _written_objects(counted, now) if counted != now else {}
        if written is None:
            count_all(time_of(now))
        else:
            _count_written(written)
        CountedVersion.objects.using(USING).update(number=now)


def is_current() -> bool:
    """Whether the counts are those of the content of now."""
    seen, now = _numbers()
    return seen == now


def count_if_much() -> None:
    """Counts if whoever looks at the counts next would have to wait for it."""
    numbers = CountedVersion.objects.using(USING).values("number")
    changes = ContentChange.objects.using(USING).filter(
        version__gt=Coalesce(Subquery(numbers), NEVER), kind__in=["", *_counted_kinds()]
    )
    owners = changes.values_list("owner_kind", "owner_id").order_by().distinct()[: FEW + 1]
    if len(owners) > FEW or any(pk is None for _kind, pk in owners):
        catch_up()


def _numbers() -> tuple[int, int]:
    """The versions that is counted up to, and that of now."""
    counted = CountedVersion.objects.using(USING).values_list("number", flat=True).first()
    return NEVER if counted is None else counted, read_version(USING)


def _lock() -> int:
    """Has others wait who would count, too; the version that is counted up to."""
    rows = CountedVersion.objects.using(USING)
    locked = rows.select_for_update().values_list("number", flat=True)
    if (number := locked.first()) is None:
        rows.bulk_create([CountedVersion(number=NEVER)], ignore_conflicts=True)
        number = locked.get()
    return number


def _written_objects(old: int, new: int) -> Written | None:
    """The objects that were written, with or by their parts, and when; None if it may be any."""
    versions = changes_one_by_one(old, new, USING) if old >= 0 else None
    if versions is None:
        return None
    found: Written = defaultdict(dict)
    by_label = {model._meta.label_lower: model for model in owner_models()}
    counted = _counted_kinds()
    for changes in versions:
        for written in changes.written:
            if written.kind not in counted:
                continue
            if written.owner is None:
                return None
            if model := by_label.get(written.owner[0]):
                found[model][written.owner[1]] = time_of(changes.version)
    return found


@cache
def _counted_kinds() -> frozenset[str]:
    """The labels of what counts hang on."""
    labels = {model._meta.label_lower for model in translated_models()}
    return frozenset({*labels, TextState._meta.label_lower})


# --- Counting --------------------------------------------------------------------------------


def count_all(at: datetime) -> None:
    """Counts all objects as they have been since a time: one pass over all texts."""
    for model in owner_models():
        _write({model: None}, _counts_of({model: None}), lambda key: at)


def _count_written(written: Written) -> None:
    """A fixed number of queries for some hundred objects, whatever their kinds are."""
    keys = [(model, pk) for model, of_model in written.items() for pk in sorted(of_model)]
    for batch in batches(keys, AT_ONCE):
        chosen: dict[type[TranslatedContent], list[int]] = defaultdict(list)
        for model, pk in batch:
            chosen[model].append(pk)
        times = {(model._meta.label_lower, pk): written[model][pk] for model, pk in batch}
        _write(chosen, _counts_of(chosen), times.__getitem__)


def _counts_of(chosen: Chosen) -> Counts:
    """The counts of the chosen objects."""
    counts: Counts = defaultdict(Counted)
    states = _states_of(chosen)
    for field in read_fields(chosen):
        words = len(field.texts[field.source].split())
        for code, text in field.texts.items():
            state, at = _state(states, (field.model, field.pk, field.name, code), text)
            if code != field.source and state != State.REVIEWED:
                counts[field.owner, code].add(state, words, at)
    return counts


def _of(chosen: Chosen, label: str, pk: str) -> Q:
    """The chosen objects, where columns name the label of a model and a primary key."""
    conditions = (
        Q(**{label: model._meta.label_lower}, **({} if pks is None else {f"{pk}__in": pks}))
        for model, pks in chosen.items()
    )
    return reduce(or_, conditions)


StateKey = tuple[type[Content], int, str, str]


def _state(
    states: dict[StateKey, tuple[str, datetime]], key: StateKey, text: str
) -> tuple[str, datetime | None]:
    return states.get(key, (State.REVIEWED, None)) if text else ("", None)


def _states_of(chosen: Chosen) -> dict[StateKey, tuple[str, datetime]]:
    """The states other than reviewed of objects and their parts."""
    rows = TextState.objects.using(USING).filter(
        _of(chosen, "owner_model", "owner_id"), is_current=True
    )
    rows = rows.exclude(state=State.REVIEWED).order_by()
    by_label = models_by_label()
    values = rows.values_list("model", "object_id", "field", "language", "state", "at")
    return {(by_label[label], pk, name, code): (state, at)
            for label, pk, name, code, state, at in values.iterator(chunk_size=5_000)
            if label in by_label}  # fmt: skip


# --- Writing ---------------------------------------------------------------------------------


def _write(chosen: Chosen, counts: Counts, written_at: Callable[[Key], datetime]) -> None:
    """Makes the rows of the chosen objects those of the counts."""
    stored = TranslationWork.objects.using(USING).filter(_of(chosen, "model", "object_id"))
    rows = {((row.model, row.object_id), row.language): row for row in stored}
    keys = _sort_keys(chosen, {owner for owner, _code in counts})
    new: list[TranslationWork] = []
    changed: list[TranslationWork] = []
    for (owner, code), counted in counts.items():
        row = rows.pop((owner, code), None)
        is_first = row is None and None in chosen.values()
        work = row or TranslationWork(model=owner[0], object_id=owner[1], language=code)
        at = None if is_first else written_at(owner)
        if _fill_in(work, counted, keys.get((owner, code), b""), at):
            (changed if row else new).append(work)
    delete(TranslationWork, [row.pk for row in rows.values()], USING)
    stored.bulk_create(new, AT_ONCE)
    values = ((row.pk, {name: getattr(row, name) for name in WRITTEN}) for row in changed)
    update(TranslationWork, values, USING)


WRITTEN = (*COUNTS, "words", "changed_at", "urgency", "sort_key")


def _fill_in(work: TranslationWork, counted: Counted, sort_key: bytes, at: datetime | None) -> bool:
    """Writes counts into a row; whether they are others than before.

    What is missing and was not before has been since `at`.
    """
    before = [getattr(work, name) for name in WRITTEN]
    since = at if counted.missing > work.missing else None
    times = filter(None, (work.changed_at, since, counted.outdated_at))
    work.changed_at = max(times, default=None)
    for name in (*COUNTS, "words", "urgency"):
        setattr(work, name, getattr(counted, name))
    work.sort_key = sort_key
    before[-1] = bytes(before[-1])
    return before != [getattr(work, name) for name in WRITTEN]


def _sort_keys(chosen: Chosen, owners: Iterable[Key]) -> dict[tuple[Key, str], bytes]:
    """The sort keys of objects in each language. A query for each kind of them."""
    pks: dict[str, list[int]] = defaultdict(list)
    for label, pk in owners:
        pks[label].append(pk)
    codes = language_codes()
    return {
        ((label, pk), code): bytes(key)
        for model in chosen
        if issubclass(model, Sortable)
        for label in [model._meta.label_lower]
        for batch in batches(pks[label], MAX_OBJECTS)
        for pk, *keys in _sort_columns(model, batch)
        for code, key in zip(codes, keys, strict=True)
    }


def _sort_columns(model: type[Content], pks: Collection[int]) -> Any:
    columns = [f"sort_{code}" for code in language_codes()]
    return not_retired(model, pks).values_list("pk", *columns)
