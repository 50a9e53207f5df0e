"""The states of translations. The door for all who show or set them.

Each translated field of an object has a state in each language, except in the one that it was
written in, its source language:

- *missing*: the field has a text in some language, but not in this one. Computed, never stored.
- *draft*: somebody has saved the text as a draft. It stays one until somebody says otherwise.
- *reviewed*: the text says what its source says, as far as anybody knows.
- *outdated*: it was reviewed, and its source says something else since.

A field that is empty in every language has no state. States hang on digests of texts, not on saves,
and are stored beside the content (`TextState`); a text without a row is reviewed. So a whole
classification has its states at once, and what is stored grows with what is edited. Writes of all
kinds are heard of in `translations.state_changes`, in their transaction.

How a page of one object reads and sets them:

    states = read_states(role)         # two queries, however many items and fields
    for item in (role, *its_items):    # as the page has read them anyway
        for of_field in states.of(item):    # a FieldStates for each field that has a text
            of_field.source                 # its SourceVersion: language, text, digest
            of_field["nb"]                  # a TranslationState: state, at, by, source_seen

- **A save**: set the columns and save the object, within `saved_as(...)`, which says that the texts
  are drafts, or a small fix, and which version of the source the translator had before them
  (`SourceVersion.digest`, sent along in the form). If the source is newer by then, the text becomes
  outdated at once (or stays a draft), and the page can say so: `saved_as` yields what tells which
  fields these are (`behind`). What somebody else wrote of the same text, the form has to look after
  (`core.merging`).
- **Without a change of text**: `mark(item, field, language, state, by, source_digest)`: to say that
  a text is reviewed, a draft, or still valid (which is reviewed, too). It raises `SourceIsNewer` if
  the source is not the one that the person has seen.
- **The diff**: from `TranslationState.source_seen`, the source text that the translation was made
  from, to `FieldStates.source.text`. `source_seen` is None if it is unknown, and the same as the
  source's text if nothing has changed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from core.change_notes import note_changes
from core.owners import Key, key_of, owner_columns, owner_values, owners
from translations.languages import fallback_languages, language_codes
from translations.models import ReviewState, SourceText, TextState, TranslatedContent
from translations.texts import exact_text, lines_of

State = ReviewState
MISSING = "missing"
UNKNOWN = 0  # the digest of a source text that nobody knows

FieldKey = tuple[str, int, str]  # the label of a model, a primary key, the name of a field


def digest(text: str) -> int:
    """What tells a version of a text from others, as a database's integer; 0 if there is none."""
    if not text:
        return UNKNOWN
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)


def source_of(texts: Mapping[str, str], source_language: str) -> str:
    """The language that a field was written in, given its texts; "" if there are none.

    That of the object, or, if it has no text in it, the one that readers are shown instead.
    """
    codes = fallback_languages(source_language or settings.LANGUAGE_CODE)
    return next((code for code in codes if texts.get(code)), "")


def is_aligned(model: type[TranslatedContent], name: str, source: str, text: str) -> bool:
    """Whether a translation has as many lines as its source, where each line is an item."""
    return name not in model.line_texts or len(lines_of(source)) == len(lines_of(text))


@cache
def text_fields(model: type[TranslatedContent]) -> tuple[str, ...]:
    """The translated fields of a model, in the order in which it declares them."""
    translated = {*model.translated_fields()}
    return tuple(column.name for column in model._meta.fields if column.name in translated)


# --- What is said of a save ------------------------------------------------------------------


@dataclass(frozen=True)
class Saying:
    """What somebody says of the texts that they save.

    `is_small_fix`: translations of a changed source stay valid, and a changed translation keeps its
    state. `as_state`: draft or reviewed; None keeps drafts drafts. `seen` has the digests of the
    sources that were seen, by the key of the field; others are those of now. `behind` is filled
    in: the fields whose source is newer than the one that was seen.
    """

    is_small_fix: bool = False
    as_state: str | None = None
    seen: dict[FieldKey, int] = field(default_factory=dict)
    behind: list[FieldKey] = field(default_factory=list)


_saying: ContextVar[Saying | None] = ContextVar("saying", default=None)


def saying() -> Saying:
    """What is said of the texts that are being saved."""
    return _saying.get() or Saying()


@contextmanager
def saved_as(
    as_state: str | None = None,
    *,
    is_small_fix: bool = False,
    seen: Mapping[FieldKey, int] | None = None,
) -> Iterator[Saying]:
    """What is written within is saved as that: see `Saying`."""
    said = Saying(is_small_fix, as_state, {**(seen or {})})
    token = _saying.set(said)
    try:
        yield said
    finally:
        _saying.reset(token)


# --- Reading ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class SourceVersion:
    """The source text of a field, and what tells this version from others."""

    language: str
    text: str

    @property
    def digest(self) -> int:
        return digest(self.text)


@dataclass(frozen=True)
class TranslationState:
    """The state of a field in a language: one of `State`, or `MISSING`.

    Since when, and because of whom: None if nobody has changed anything since it came.
    `source_seen` is the source text that it was made from.
    """

    state: str
    at: datetime | None = None
    by: User | None = None
    source_seen: str | None = None


@dataclass(frozen=True)
class FieldStates:
    """The states of a field that has a text, by language; not of its source language."""

    name: str
    source: SourceVersion
    by_language: Mapping[str, TranslationState]

    def __getitem__(self, language: str) -> TranslationState:
        return self.by_language[language]

    def __contains__(self, language: str) -> bool:
        return language in self.by_language


class States:
    """The states of an object and its parts, as they are stored."""

    def __init__(self, rows: Iterable[TextState], sources: Iterable[SourceText]) -> None:
        self._rows = {(row.model, row.object_id, row.field, row.language): row for row in rows}
        self._sources = {
            (kept.model, kept.object_id, kept.field, kept.digest): kept.text for kept in sources
        }

    def of(self, item: TranslatedContent) -> list[FieldStates]:
        """The states of an object's fields, in their order. Asks no database."""
        fields = (self.of_field(item, name) for name in text_fields(type(item)))
        return [found for found in fields if found]

    def of_field(self, item: TranslatedContent, name: str) -> FieldStates | None:
        """None if the field has no text in any language."""
        texts = {code: exact_text(item, name, code) for code in language_codes()}
        code = source_of(texts, item.source_language)
        if not code:
            return None
        source = SourceVersion(code, texts[code])
        states = {
            other: self._state((*key_of(item), name), other, source) if text else NO_TEXT
            for other, text in texts.items()
            if other != code
        }
        return FieldStates(name, source, states)

    def _state(self, key: FieldKey, language: str, source: SourceVersion) -> TranslationState:
        row = self._rows.get((*key, language))
        if row is None:
            return TranslationState(State.REVIEWED, source_seen=source.text)
        is_same = row.source_digest == source.digest
        seen = source.text if is_same else self._sources.get((*key, row.source_digest))
        return TranslationState(row.state, row.at, row.by, seen)


NO_TEXT = TranslationState(MISSING)


def read_states(owner: models.Model) -> States:
    """The states of an object with its parts, e.g. a role with all its items. Two queries."""
    label = owner._meta.label_lower
    of_owner = {"owner_model": label, "owner_id": owner.pk}
    rows = TextState.objects.filter(**of_owner, is_current=True).select_related("by")
    return States(rows, SourceText.objects.filter(**of_owner))


# --- Setting ---------------------------------------------------------------------------------


class SourceIsNewer(Exception):
    """The source is not the one that the person has seen."""


class NotTranslated(Exception):
    """There is no translation in the language: no text at all, or the source itself."""


class NotAligned(Exception):
    """The translation has not as many lines as its source, where each line is an item."""


def mark(
    item: TranslatedContent,
    name: str,
    language: str,
    state: str,
    by: User | None,
    source_digest: int | None = None,
) -> None:
    """Says that a text, as it is, is reviewed or a draft. "Mark as still valid" is reviewed, too.

    `source_digest` is the version of the source that the person has seen, None for that of now.
    Readers see the numbers of states (coverage), so the content version is raised.
    """
    model = type(item)
    with transaction.atomic():
        stored: Any = model._base_manager.select_for_update().get(pk=item.pk)
        texts = {code: exact_text(stored, name, code) for code in language_codes()}
        written = source_of(texts, stored.source_language)
        if not texts[language] or language == written:
            raise NotTranslated
        source, text = texts[written], texts[language]
        if source_digest not in (None, digest(source)):
            raise SourceIsNewer
        if state == State.REVIEWED and not is_aligned(model, name, source, text):
            raise NotAligned
        key = (*key_of(item), name)
        owner = owner_of(model, [item.pk])[item.pk]
        _set_state(key, owner, language, digest(text), state, digest(source), by)
        note_changes(TextState._meta.label_lower, [owner], "default")


def _set_state(
    key: FieldKey,
    owner: Key,
    language: str,
    text: int,
    state: str,
    source: int,
    by: User | None,
) -> None:
    label, pk, name = key
    TextState.objects.filter(
        model=label, object_id=pk, field=name, language=language, is_current=True
    ).exclude(digest=text).update(is_current=False)
    TextState.objects.update_or_create(
        {
            "owner_model": owner[0],
            "owner_id": owner[1],
            "state": state,
            "source_digest": source,
            "is_current": True,
            "at": timezone.now(),
            "by": by,
        },
        model=label,
        object_id=pk,
        field=name,
        language=language,
        digest=text,
    )


def owner_of(model: type[TranslatedContent], pks: Collection[int], using: str = "default") -> Any:
    """What each of some objects is a part of, or the object itself."""
    names = owner_columns(model)
    rows = owner_values(model, pks, using) if names else {pk: {} for pk in pks}
    return owners(model, rows, using, {})
