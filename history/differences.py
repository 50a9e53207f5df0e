"""What differs between two versions of an object with its parts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from core.models import content_models
from core.owners import Key, model_of, owner_columns
from history.fields import Values, kept_fields, recorded_fields
from history.models import Verb
from history.naming import Names, field_label, field_language
from history.versions import State
from history.words import Piece, word_difference
from translations.languages import native_name

# Of an object that is there in one version only, these say nothing.
SELF_EVIDENT = ("order", "source_language")


@dataclass(frozen=True)
class FieldDifference:
    """How the values of a field differ, in words."""

    label: str
    language: str  # of a text, or ""
    pieces: list[Piece]

    @property
    def marked(self) -> SafeString:
        """Both values, with what is in one of them only as deleted or inserted."""
        return marked(self.pieces)

    @property
    def language_name(self) -> str:
        return native_name(self.language) if self.language else ""


def marked(pieces: Iterable[Piece]) -> SafeString:
    """How two texts differ, with what was taken out and what was put in marked."""
    return format_html_join("", "{}", ((_marked(piece),) for piece in pieces))


def _marked(piece: Piece) -> str:
    if not (piece.is_old or piece.is_new):
        return piece.text
    return format_html("<{0}>{1}</{0}>", "del" if piece.is_old else "ins", piece.text)


@dataclass(frozen=True)
class ObjectDifference:
    """An object that is in one version only, or not the same in both."""

    key: Key
    verb: Verb
    kind: str  # the name of its model
    name: str
    fields: list[FieldDifference]

    @property
    def verb_name(self) -> str:
        return str(self.verb.label)


def differences(old: State, new: State) -> list[ObjectDifference]:
    """All that differs: the owner first, then its parts by kind, in their order."""
    names = Names((old, new))
    keys = sorted({*old} | {*new}, key=lambda key: _place(key, new.get(key) or old[key]))
    found = (_object_difference(key, old.get(key), new.get(key), names) for key in keys)
    return [difference for difference in found if difference]


def _place(key: Key, values: Values) -> tuple[Any, ...]:
    model = model_of(key[0])
    if model is None:
        return (2, 0, 0, key[1])
    order = values.get("order") if model.part_of else 0
    return (bool(model.part_of), content_models().index(model), order or 0, key[1])


def _object_difference(
    key: Key, old: Values | None, new: Values | None, names: Names
) -> ObjectDifference | None:
    verb = Verb.CREATED if old is None else Verb.DELETED if new is None else Verb.CHANGED
    fields = [*_field_differences(key, old or {}, new or {}, names)]
    if verb == Verb.CHANGED and not fields:
        return None
    model = model_of(key[0])
    kind = capfirst(str(model._meta.verbose_name)) if model else key[0]
    return ObjectDifference(key, verb, kind, names.of(key), fields)


def _field_differences(
    key: Key, old: Values, new: Values, names: Names
) -> Iterator[FieldDifference]:
    model = model_of(key[0])
    if model is None:
        return
    for name in _shown_fields(key, old, new):
        before = names.value(model, name, old.get(name))
        after = names.value(model, name, new.get(name))
        if before != after:
            pieces = _pieces(kept_fields(model).get(name), before, after)
            yield FieldDifference(field_label(model, name), field_language(model, name), pieces)


def _shown_fields(key: Key, old: Values, new: Values) -> list[str]:
    """The fields that people edit, in the order of the model; then those that are gone since."""
    model: Any = model_of(key[0])
    values = {**old, **new}
    hidden = {*owner_columns(model), *(SELF_EVIDENT if not (old and new) else ())}
    recorded = [name for name in recorded_fields(model) if name not in hidden]
    gone = [name for name in values if name not in kept_fields(model)]
    return [*(name for name in recorded if name in values), *gone]


def _pieces(field: Any, before: str, after: str) -> list[Piece]:
    """Texts are compared word by word; of other values, the old one and the new one are shown."""
    is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
    if is_text or (field is not None and field.many_to_many):
        return word_difference(before, after)
    return [
        *([Piece(before, is_old=True)] if before else []),
        *([Piece(after, is_new=True)] if after else []),
    ]
