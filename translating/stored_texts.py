"""Reads the texts of objects with their parts, in all languages, to be counted."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, TextField, Value

from core.models import Content
from core.owners import Key, owner_columns, part_models
from translations.coverage import translated_models
from translations.languages import language_codes
from translations.models import TranslatedContent
from translations.states import source_of, text_fields
from translations.texts import text_columns

USING = "default"
AT_ONCE = 5_000  # rows

Model = type[TranslatedContent]
Chosen = Mapping[Model, Collection[int] | None]  # the primary keys of objects, None for all


@dataclass(frozen=True, slots=True)
class StoredField:
    """A field that has a text in some language: `source` is the language that it was written in."""

    owner: Key
    model: Model
    pk: int
    name: str
    texts: dict[str, str]
    source: str


def not_retired(model: type[Content], pks: Collection[int] | None) -> Any:
    found = model.not_retired().using(USING).order_by()
    return found if pks is None else found.filter(pk__in=pks)


def read_fields(chosen: Chosen) -> Iterator[StoredField]:
    """Each field of the chosen objects and their parts that has a text."""
    codes = language_codes()
    for owner, model, (owner_pk, pk, language, *values) in _rows_of(chosen):
        key = owner._meta.label_lower, owner_pk
        for n, name in enumerate(text_fields(model)):
            of_field = values[n * len(codes) : (n + 1) * len(codes)]
            if any(of_field):
                texts = {code: text or "" for code, text in zip(codes, of_field, strict=True)}
                yield StoredField(key, model, pk, name, texts, source_of(texts, language))


def _rows_of(chosen: Chosen) -> Iterator[tuple[Model, Model, Sequence[Any]]]:
    """An owner's model, that of a part or the same, and a row of it."""
    places = [(owner, model) for owner in chosen for model in _kinds(owner)]
    if None not in chosen.values():
        yield from _rows_at_once(chosen, places)
        return
    for owner, model in places:
        for row in _texts_of(owner, model, chosen[owner]).iterator(chunk_size=AT_ONCE):
            yield owner, model, row


def _rows_at_once(
    chosen: Chosen, places: Sequence[tuple[Model, Model]]
) -> Iterator[tuple[Model, Model, Sequence[Any]]]:
    """The rows of all kinds in one query: it is as wide as the widest of them."""
    nothing = Value(None, output_field=TextField())
    width = max(len(text_fields(model)) for _owner, model in places)
    first, *others = (
        _texts_of(
            owner,
            model,
            chosen[owner],
            *[nothing] * ((width - len(text_fields(model))) * len(language_codes())),
            Value(n),
        )
        for n, (owner, model) in enumerate(places)
    )
    for *row, n in first.union(*others, all=True):
        yield *places[n], row


def _kinds(owner: Model) -> list[Model]:
    """The kinds that the texts of an object are of: its own, and those of its parts."""
    parts = part_models(owner)
    return [owner, *(model for model in translated_models() if model in parts)]


def _texts_of(owner: Model, model: Model, pks: Collection[int] | None, *more: Any) -> Any:
    """Rows of an owner's key, their own, the source language, all texts, and what is added."""
    found = not_retired(model, pks if model is owner else None)
    above = F("pk")
    if model is not owner:
        column = owner_columns(model)[0]
        found = found.filter(**{f"{column}__in": not_retired(owner, pks)})
        above = F(f"{column}_id")
    # One of modeltranslation would bring the columns into an order of its own.
    plain: QuerySet[Any] = QuerySet(model, found.query, USING)
    return plain.values_list(
        above, "pk", "source_language", *text_columns(*text_fields(model)), *more
    )
