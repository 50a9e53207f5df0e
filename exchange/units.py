"""Texts that a language lacks, or that are outdated in it, as units for translators."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, reduce
from hashlib import blake2s
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.bulk import batches
from core.models import Content, content_models
from core.owners import part_models
from exchange.xliff import TextUnit
from history.naming import field_label
from roles.models import Role, RoleFamily
from roles.registry import item_kinds, terms_of
from translating.models import TranslationWork
from translating.work import changed_since
from translations.models import SourceText, TextState, TranslatedContent
from translations.states import MISSING, FieldStates, State, States
from translations.texts import exact_text, lacks_texts

READ_AT_ONCE = 200  # objects
LONGEST_NAME = 80


@dataclass(frozen=True)
class TextChoice:
    """Which texts somebody wants: in which states, of what. Narrowed by nothing, of all content.

    `model` stands for its objects with their parts, `role` for all that is on its page. `since`
    leaves out objects in which nothing has come up since a day, as the translators' board does.
    """

    language: str
    states: Collection[str] = (MISSING, State.OUTDATED)
    role: Role | None = None
    family: RoleFamily | None = None
    model: type[TranslatedContent] | None = None
    since: date | None = None


@dataclass(frozen=True)
class FoundText:
    """A text that is to be translated."""

    item: Any
    states: FieldStates
    language: str

    @property
    def id(self) -> str:
        return f"{self.item._meta.label_lower}.{self.item.pk}.{self.states.name}"

    @property
    def target(self) -> str:
        return exact_text(self.item, self.states.name, self.language)

    @property
    def state(self) -> str:
        return self.states[self.language].state

    @property
    def entry(self) -> str:
        """What it is a text of: "Responsibility: Leading the team (Team lead)"."""
        kind = capfirst(str(self.item._meta.verbose_name))
        owner = getattr(self.item, self.item.part_of) if self.item.part_of else None
        name = f"{kind}: {name_of(self.item)}"
        return f"{name} ({owner})" if owner else name

    @property
    def label(self) -> str:
        return field_label(type(self.item), f"{self.states.name}_{self.language}")

    @property
    def earlier_source(self) -> str:
        """What the source said when the translation was made, if it says something else now."""
        seen = self.states[self.language].source_seen
        return seen if seen and seen != self.states.source.text else ""

    def as_unit(self) -> TextUnit:
        notes = [f"{self.entry} – {self.label}"]
        if self.state == State.OUTDATED:
            notes.append(_("Outdated: the source text has changed since this was translated."))
        if self.earlier_source:
            notes.append(_("The source text used to say: %(text)s") % {"text": self.earlier_source})
        return TextUnit(
            id=self.id,
            source=self.states.source.text,
            target=self.target,
            notes=tuple(notes),
            is_draft=self.state == State.DRAFT,
            version=version_of(self.target),
        )


def version_of(text: str) -> str:
    """Tells a translation from others; a word that no spreadsheet takes for a number."""
    return f"t{blake2s(text.encode(), digest_size=4).hexdigest()}"


def name_of(item: TranslatedContent) -> str:
    """The first short text of an object, e.g. its title, else what it calls itself."""
    for field in item.translated_fields():
        is_short = isinstance(item._meta.get_field(field), models.CharField)
        if is_short and (text := item.shown_text(field)):
            return str(text)[:LONGEST_NAME]
    return str(item)[:LONGEST_NAME]


def translated_models() -> list[type[TranslatedContent]]:
    """All kinds of content with texts in several languages: roles and their items first."""
    of_role: list[Any] = [Role, *(kind.model for kind in item_kinds())]
    others = [model for model in content_models() if model not in of_role]
    return [
        model
        for model in (*of_role, *others)
        if issubclass(model, TranslatedContent) and model.translated_fields()
    ]


@cache
def models_by_name() -> dict[str, type[TranslatedContent]]:
    return {model._meta.label_lower: model for model in translated_models()}


def find_texts(choice: TextChoice) -> Iterator[FoundText]:
    """The texts, kind by kind; a few hundred objects are in memory at a time."""
    for model in _chosen_models(choice):
        rows = _rows(model, choice)
        if rows is not None:
            candidates = rows.filter(_may_be_wanted(model, choice)).order_by("pk")
            for batch in batches(candidates.iterator(chunk_size=READ_AT_ONCE), READ_AT_ONCE):
                yield from _wanted(model, batch, choice)


def _chosen_models(choice: TextChoice) -> list[type[TranslatedContent]]:
    if choice.model is None:
        return translated_models()
    chosen = (choice.model, *part_models(choice.model))
    return [model for model in translated_models() if model in chosen]


def _rows(model: Any, choice: TextChoice) -> Any:
    """The objects of a model that are chosen; None if there can be none."""
    rows = model._default_manager.select_related(*joined(model))
    path = {Role: ""}.get(model, "role__" if model.part_of == "role" else None)
    if choice.role:
        found = [Q(pk__in=pks) for term, pks in terms_of(choice.role) if term is model]
        if path is not None:
            found.append(Q(**{f"{path}pk": choice.role.pk}))
        if not found:
            return None
        rows = rows.filter(reduce(or_, found))
    if choice.family:
        if path is None:
            return None
        rows = rows.filter(**{f"{path}family__path__startswith": choice.family.path})
    if choice.since:
        rows = rows.filter(_has_come_up(model, choice.language, choice.since))
    return rows


def _has_come_up(model: type[TranslatedContent], language: str, since: date) -> Q:
    """That something has, in what the object is or is a part of."""
    column = model.part_of or "pk"
    owner: Any = model._meta.get_field(model.part_of).related_model if model.part_of else model
    work = TranslationWork.objects.filter(
        changed_since(since),
        model=owner._meta.label_lower,
        language=language,
    )
    return Q(**{f"{column}__in": work.values("object_id")})


@cache
def joined(model: type[Content]) -> list[str]:
    """The relations that the names of objects are made of."""
    fields = model._meta.concrete_fields
    return [field.name for field in fields if field.is_relation and not field.null]


def _may_be_wanted(model: type[TranslatedContent], choice: TextChoice) -> Q:
    wanted = Q(pk__in=())
    if MISSING in choice.states:
        wanted |= lacks_texts(model, choice.language)
    stored = TextState.objects.filter(
        model=model._meta.label_lower,
        object_id=OuterRef("pk"),
        language=choice.language,
        is_current=True,
        state__in=[state for state in choice.states if state != MISSING],
    )
    return wanted | Q(Exists(stored))


def _wanted(
    model: type[TranslatedContent], items: Sequence[Any], choice: TextChoice
) -> Iterator[FoundText]:
    states = states_of(model, [item.pk for item in items])
    for item in items:
        for of_field in states.of(item):
            is_translated = choice.language in of_field
            if is_translated and of_field[choice.language].state in choice.states:
                yield FoundText(item, of_field, choice.language)


def states_of(model: type[TranslatedContent], pks: Collection[int]) -> States:
    """The states of some objects of one kind. Two queries."""
    about = {"model": model._meta.label_lower, "object_id__in": pks}
    rows = TextState.objects.filter(**about, is_current=True)
    return States(rows.select_related("by"), SourceText.objects.filter(**about))


@dataclass(frozen=True)
class UnitKey:
    """What the id of a unit names."""

    model: type[TranslatedContent]
    pk: int
    field: str


def key_of_unit(text: str) -> UnitKey | None:
    """What an id names; None if it is none of ours."""
    label, _dot, rest = text.rpartition(".")
    label, _dot, pk = label.rpartition(".")
    model = models_by_name().get(label)
    if model is None or rest not in model.translated_fields() or not pk.isdecimal():
        return None
    return UnitKey(model, int(pk[:18]), rest) if pk.isascii() else None


def model_named(label: str) -> type[TranslatedContent] | None:
    return models_by_name().get(label)


def admin_of(model: type[TranslatedContent]) -> Any:
    from django.contrib import admin

    return admin.site.get_model_admin(model)


def labels_of_models() -> list[tuple[str, str]]:
    """The kinds of content that can be chosen, by name. Parts come with what they are parts of."""
    return [
        (label, capfirst(str(model._meta.verbose_name_plural)))
        for label, model in models_by_name().items()
        if not model.part_of
    ]
