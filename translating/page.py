"""The texts of an object with its parts for one who translates them, field by field."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from core.checking import Scope
from core.owners import key_of, owner_columns, part_models
from history.differences import marked
from history.naming import field_label
from history.words import word_difference
from roles.registry import kinds_by_model
from translating.models import DismissedWarning
from translating.text_forms import TranslationForm, is_short, text_form
from translating.warnings import Examined, TextPair, TextWarning, UsedTerm, examine, own_terms
from translations.languages import native_name
from translations.mending import mending_of
from translations.models import ReviewState, TranslatedContent
from translations.states import (
    MISSING,
    FieldKey,
    FieldStates,
    TranslationState,
    read_states,
    text_fields,
)
from translations.texts import exact_text

LETTERS_PER_LINE = 60
MIN_LINES, MAX_LINES = 2, 14


@dataclass
class TextRow:
    """A text with its source and its translation.

    `problem` is why it could not be marked, `is_saved` whether it has just been saved, `is_checked`
    whether what was typed has been checked: only then its errors are shown.
    """

    item: TranslatedContent
    states: FieldStates
    language: str
    form: TranslationForm
    stored: str
    examined: Examined = field(default_factory=Examined)
    dismissed: frozenset[str] = frozenset()
    problem: str = ""
    is_checked: bool = False

    @property
    def name(self) -> str:
        return self.states.name

    @property
    def prefix(self) -> str:
        return str(self.form.prefix)

    @property
    def input_name(self) -> str:
        return self.form.add_prefix(self.form.column)

    @property
    def label(self) -> str:
        return field_label(type(self.item), self.form.column)

    @property
    def state(self) -> TranslationState:
        return self.states[self.language]

    @property
    def state_label(self) -> str:
        if self.state.state == MISSING:
            return pgettext("translation", "Missing")
        return str(ReviewState(self.state.state).label)

    @property
    def is_to_do(self) -> bool:
        return self.state.state != ReviewState.REVIEWED

    @property
    def may_be_marked(self) -> bool:
        """Whether the text, as it is, may be called reviewed."""
        return self.state.state in (ReviewState.DRAFT, ReviewState.OUTDATED)

    @property
    def source_name(self) -> str:
        return native_name(self.states.source.language)

    @property
    def change(self) -> SafeString | None:
        """What has changed in the source since the translator saw it."""
        seen, now = self.state.source_seen, self.states.source.text
        if self.state.state == MISSING or seen in (None, now):
            return None
        return marked(word_difference(seen, now))

    @property
    def marked_source(self) -> SafeString:
        """The source, its terms marked."""
        text, end, parts = self.states.source.text, 0, []
        for term in self.terms:
            parts += [text[end : term.start], _marked_term(text, term)]
            end = term.end
        return format_html_join("", "{}", ((part,) for part in [*parts, text[end:]]))

    @property
    def terms(self) -> list[UsedTerm]:
        """The terms of the source that have an agreed translation."""
        return [term for term in self.examined.terms if term.translations]

    @property
    def term_list(self) -> list[tuple[str, str]]:
        """Each term once, as the source has it, with its agreed translation."""
        text = self.states.source.text
        found = {
            translation: text[term.start : term.end]
            for term in reversed(self.terms)
            for translation in reversed(term.translations)
        }
        return [(term, translation) for translation, term in reversed(found.items())]

    @property
    def warnings(self) -> list[TextWarning]:
        return [one for one in self.examined.warnings if one.code not in self.dismissed]

    @property
    def dismissed_warnings(self) -> list[TextWarning]:
        return [one for one in self.examined.warnings if one.code in self.dismissed]

    @property
    def is_typed(self) -> bool:
        """Whether something else was typed than there was when the page was opened."""
        return self.form.is_bound and self.form.has_changed()

    @property
    def errors(self) -> list[str]:
        found = [str(error) for errors in self._form_errors for error in errors]
        return [*found, *([self.problem] if self.problem else [])]

    @property
    def _form_errors(self) -> Sequence[Any]:
        return [*self.form.errors.values()] if self.is_checked else []

    @property
    def is_short(self) -> bool:
        return is_short(self.item, self.form.column)

    @property
    def longest(self) -> int | None:
        """The greatest number of characters."""
        field: Any = self.item._meta.get_field(self.form.column)
        return field.max_length  # type: ignore[no-any-return]  # of any field

    @property
    def lines(self) -> int:
        """How many lines the input has where it cannot grow with its text."""
        text = max(self.states.source.text, self.form.value, key=len)
        needed = sum(1 + len(line) // LETTERS_PER_LINE for line in text.split("\n"))
        return max(MIN_LINES, min(needed, MAX_LINES))

    def pair(self) -> TextPair:
        return TextPair(
            self.states.source.text,
            self.states.source.language,
            self.stored,
            self.language,
            own_terms(self.item),
            is_list=self.name in self.item.line_texts,
            names_job=self.item.names_job and self.name == "title",
        )


def _marked_term(text: str, term: UsedTerm) -> SafeString:
    return format_html(
        '<mark class="term" title="{}">{}</mark>',
        " · ".join(term.translations),
        text[term.start : term.end],
    )


@dataclass(frozen=True)
class ItemTexts:
    """The texts of one object: of the owner itself, or of one of its items."""

    name: str
    rows: list[TextRow]


@dataclass(frozen=True)
class Section:
    """The texts of all items of a kind."""

    title: str
    items: list[ItemTexts]


class TranslatingPage:
    """An object with its parts: the texts that somebody may write in a language.

    Texts that were written in the language itself have no source, and no row. With `data`, the
    forms hold what was typed.
    """

    def __init__(
        self,
        owner: TranslatedContent,
        language: str,
        user: User,
        data: Any = None,
    ) -> None:
        self.owner, self.language, self.user = owner, language, user
        self.data = data

    @cached_property
    def rows(self) -> list[TextRow]:
        states = read_states(self.owner)
        rows = [
            TextRow(
                item,
                of_field,
                self.language,
                text_form(item, f"{of_field.name}_{self.language}", self.user, self.data),
                exact_text(item, of_field.name, self.language),
            )
            for item in self._items()
            for of_field in states.of(item)
            if self.language in of_field
        ]
        dismissed = dismissed_codes(self.owner, self.language)
        for row, examined in zip(rows, examine([row.pair() for row in rows]), strict=True):
            row.examined = examined
            row.dismissed = dismissed.get((*key_of(row.item), row.name), frozenset())
        return rows

    def row(self, prefix: str) -> TextRow | None:
        return next((row for row in self.rows if row.prefix == prefix), None)

    def _items(self) -> Iterator[TranslatedContent]:
        """The object and its parts, as far as the person may write their texts."""
        may_mend = mending_of(self.user)
        for model in (type(self.owner), *_parts(type(self.owner))):
            if may_mend(Scope(model._meta.label_lower, self.language)):
                yield from [self.owner] if isinstance(self.owner, model) else self._parts_of(model)

    def _parts_of(self, model: type[TranslatedContent]) -> models.QuerySet[Any]:
        kind = kinds_by_model().get(model)
        relations = [*kind.joined] if kind else []
        found = model._default_manager.filter(**{owner_columns(model)[0]: self.owner})
        return found.select_related(*relations) if relations else found

    def take_over(self, refused: Iterable[TextRow]) -> None:
        """Shows why texts of an earlier page were not saved."""
        for old in refused:
            if row := self.row(old.prefix):
                row.is_checked, row.problem = old.is_checked, old.problem

    @property
    def is_unsaved(self) -> bool:
        """Whether something that was typed is not saved yet, or something is wrong."""
        return any(
            row.errors or (row.form.is_bound and row.form.has_changed()) for row in self.rows
        )

    @cached_property
    def sections(self) -> list[Section]:
        return [
            Section(_section_title(model), [*_item_texts(rows)])
            for model, rows in groupby(self.rows, lambda row: type(row.item))
        ]

    @property
    def done(self) -> int:
        return sum(not row.is_to_do for row in self.rows)

    @property
    def problems(self) -> list[TextRow]:
        return [row for row in self.rows if row.errors]


def _parts(model: type[TranslatedContent]) -> list[type[TranslatedContent]]:
    """The models of parts with texts, in the order of the reader's page."""
    kinds = kinds_by_model()
    parts: list[Any] = [part for part in part_models(model) if _has_texts(part)]
    return sorted(parts, key=lambda part: kinds[part].place if part in kinds else 0)


def _has_texts(model: type[Any]) -> bool:
    return issubclass(model, TranslatedContent) and bool(text_fields(model))


def _section_title(model: type[TranslatedContent]) -> str:
    if kind := kinds_by_model().get(model):
        return _(kind.heading)
    return capfirst(str(model._meta.verbose_name))


def _item_texts(rows: Iterator[TextRow]) -> Iterator[ItemTexts]:
    for item, of_item in groupby(rows, lambda row: row.item):
        yield ItemTexts(_item_name(item), [*of_item])


def _item_name(item: TranslatedContent) -> str:
    """The title of an item, or of the term that it is about; "" if it has none."""
    kind = kinds_by_model().get(type(item))
    if kind is None or not kind.title:
        return ""
    owner, name = kind.titled(item)
    return str(owner.shown_text(name))


def dismissed_codes(owner: TranslatedContent, language: str) -> dict[FieldKey, frozenset[str]]:
    """The codes of the warnings that were dismissed, by object and field."""
    found: dict[FieldKey, frozenset[str]] = {}
    label, pk = key_of(owner)
    for one in DismissedWarning.objects.filter(owner_model=label, owner_id=pk, language=language):
        key = (one.model, one.object_id, one.field)
        found[key] = found.get(key, frozenset()) | {one.code}
    return found
