"""Which texts every object has, as bits: what coverage is counted from, without reading all again.

A text is a field in a language. An object's mask has a bit for each text that it has.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from copy import copy
from functools import cache, cached_property, reduce
from itertools import product
from operator import add, or_
from typing import Any

from django.db.models import BigIntegerField, Case, QuerySet, Value, When

from core.changes import ContentChanges
from core.content_cache import kept_up_to_date
from core.owners import owner_columns
from core.prepared import PreparedQuery, PreparedRows, QueryParam
from translations.languages import language_codes
from translations.models import TranslatedContent
from translations.texts import exact_text, has_text, text_columns

BITS = 60  # of an integer in a database
# More changed owners than this, and all objects are read again.
MAX_OWNERS = 100

TextModel = type[TranslatedContent]


class TextMasks:
    """The masks of all objects of a model that readers may see.

    Parts of an object are found by its owner, and left out if they have no text. Equal masks are
    one number in `_masks`.
    """

    def __init__(self, model: TextModel) -> None:
        self._model = model
        # Before the rows, so that these are not older.
        self._shown_by = _shown_by(model)
        self.texts = _texts(model)
        self._masks: list[int] = []
        self._numbers: dict[int, int] = {}  # by mask
        rows = sorted((pk, self._number(mask)) for pk, mask in _read_all(model))
        self._owners = array("Q", (pk for pk, _ in rows))
        self._masks_of_owners = array("I", (number for _, number in rows))
        self._counts = Counter(self._masks_of_owners)

    @property
    def counts(self) -> dict[int, int]:
        """How many objects have each mask."""
        return {self._masks[number]: count for number, count in self._counts.items() if count}

    def bits(self, *, field: str = "", language: str = "") -> int:
        """The mask of the texts in a field, in a language, or both."""
        return sum(
            1 << bit
            for bit, (name, code) in enumerate(self.texts)
            if field in ("", name) and language in ("", code)
        )

    @cached_property
    def written(self) -> dict[str, int]:
        """How many texts there are in each language."""
        return {code: self._written(self.bits(language=code)) for code in language_codes()}

    def _written(self, language: int) -> int:
        return sum(count * (mask & language).bit_count() for mask, count in self.counts.items())

    @cached_property
    def total(self) -> int:
        """How many texts exist in some language."""
        of_fields = [self.bits(field=field) for field in self._model.translated_fields()]
        return sum(
            count * sum(mask & bits != 0 for bits in of_fields)
            for mask, count in self.counts.items()
        )

    def updated(self, changes: ContentChanges) -> "TextMasks | None":
        """The masks after changes; None if all are to be read again."""
        changed = changes.owners(_owner_model(self._model) or self._model, self._model)
        if self._model.shown_with is None or changed is None:
            return None
        new = copy(self)
        new._shown_by = _shown_by(self._model)
        for relation in new._shown_by:
            turned = self._turned(relation, new, changes)
            if turned is None or len(turned) > MAX_OWNERS:
                return None
            changed |= _owners_with(self._model, relation, turned)
        if len(changed) > MAX_OWNERS:
            return None
        return new._read(changed) if changed else new

    def _turned(self, relation: str, new: "TextMasks", changes: ContentChanges) -> set[int] | None:
        """What objects are related to that readers may see now and could not before, or the
        reverse; None if it may be anything."""
        if (edited := changes.owners(_related(self._model, relation))) is None:
            return None
        before, now = self._shown_by[relation], new._shown_by[relation]
        return {pk for pk in edited if before.has(pk) != now.has(pk)}

    def has(self, pk: int) -> bool:
        """Whether readers may see an object, or some part of it that has a text."""
        index = bisect_left(self._owners, pk)
        return index < len(self._owners) and self._owners[index] == pk

    def _read(self, changed: set[int]) -> "TextMasks":
        """Reads the objects of some owners again, into copies."""
        self._owners, self._masks_of_owners = self._owners[:], self._masks_of_owners[:]
        self._masks, self._numbers = self._masks[:], self._numbers.copy()
        self._counts = self._counts.copy()
        for computed in ("written", "total"):
            vars(self).pop(computed, None)
        numbers: dict[int, list[int]] = {owner: [] for owner in changed}
        for owner, mask in _read_some(self._model, changed):
            numbers[owner].append(self._number(mask))
        for owner, of_owner in numbers.items():
            self._replace(owner, of_owner)
        return self

    def _replace(self, owner: int, numbers: list[int]) -> None:
        start, stop = bisect_left(self._owners, owner), bisect_right(self._owners, owner)
        self._counts.subtract(self._masks_of_owners[start:stop])
        self._counts.update(numbers)
        self._owners[start:stop] = array("Q", [owner] * len(numbers))
        self._masks_of_owners[start:stop] = array("I", numbers)

    def _number(self, mask: int) -> int:
        """The number that stands for a mask."""
        if mask not in self._numbers:
            self._numbers[mask] = len(self._masks)
            self._masks.append(mask)
        return self._numbers[mask]


def _texts(model: TextModel) -> list[tuple[str, str]]:
    """All fields and languages of a model's texts, in the order of the bits."""
    return [*product(sorted(model.translated_fields()), language_codes())]


def _related(model: TextModel, name: str) -> TextModel:
    relation: Any = model._meta.get_field(name)
    related: TextModel = relation.related_model
    return related


def _owner_model(model: TextModel) -> TextModel | None:
    """The model whose objects have those of a model as parts."""
    return _related(model, owner_columns(model)[0]) if model.part_of else None


def _shown_by(model: TextModel) -> "dict[str, TextMasks]":
    """The masks of what decides whether readers see an object, by its relation."""
    owner = owner_columns(model)[:1] if model.part_of else ()
    return {name: text_masks(_related(model, name)) for name in (*owner, *(model.shown_with or ()))}


def _owners_with(model: TextModel, relation: str, related: set[int]) -> set[int]:
    """By what the objects are found that are related to some others."""
    if relation in owner_columns(model) or not related:
        return related
    return {pk for (pk,) in _owners_related(model, relation)(related=[*related])}


@cache
def _owners_related(model: TextModel, relation: str) -> PreparedRows:
    condition = {f"{relation}__in": QueryParam("related")}
    return PreparedRows(
        model,
        lambda _: model._base_manager.filter(**condition).order_by(),
        _owner_column(model),
    )


def _owner_column(model: TextModel) -> str:
    return f"{owner_columns(model)[0]}_id" if model.part_of else "pk"


def _read_all(model: TextModel) -> Iterable[tuple[int, int]]:
    """The owner and the mask of every object."""
    if model.shown_with is None:
        yield from _masks_of(model, model.with_visible_texts())
        return
    texts = _texts(model)
    objects: QuerySet[Any] = model.visible().order_by()
    if model.part_of:
        objects = objects.filter(reduce(or_, (has_text(*text) for text in texts)))
    parts = [texts[start : start + BITS] for start in range(0, len(texts), BITS)]
    rows = objects.values_list(_owner_column(model), *map(_mask, parts))
    for owner, *masks in rows.iterator(chunk_size=5_000):
        yield owner, sum(mask << BITS * part for part, mask in enumerate(masks))


def _mask(texts: list[tuple[str, str]]) -> Any:
    """The mask of some texts, as an expression."""
    number = BigIntegerField()
    bits = (
        Case(When(has_text(*text), then=Value(1 << bit)), default=Value(0), output_field=number)
        for bit, text in enumerate(texts)
    )
    return reduce(add, bits)


def _read_some(model: TextModel, owners: set[int]) -> Iterable[tuple[int, int]]:
    """The owner and the mask of the objects of some owners."""
    return _masks_of(model, _objects_of(model)(owners=[*owners]))


@cache
def _objects_of(model: TextModel) -> PreparedQuery[Any]:
    column = _owner_column(model)
    names = [*text_columns(*model.translated_fields()), *owner_columns(model)]
    return PreparedQuery(
        model,
        lambda _: (
            model.visible()
            .select_related(None)
            .filter(**{f"{column}__in": QueryParam("owners")})
            .only(*names)
        ),
    )


def _masks_of(model: TextModel, objects: Iterable[Any]) -> Iterable[tuple[int, int]]:
    column, texts = _owner_column(model), _texts(model)
    for item in objects:
        mask = sum(1 << bit for bit, text in enumerate(texts) if exact_text(item, *text))
        if mask or not model.part_of:
            yield getattr(item, column), mask


def _updated(masks: TextMasks, changes: ContentChanges, model: TextModel) -> TextMasks | None:
    return masks.updated(changes)


@kept_up_to_date(_updated)
def text_masks(model: TextModel) -> TextMasks:
    """Which texts the objects of a model have that readers may see. One query, and its owner's."""
    return TextMasks(model)
