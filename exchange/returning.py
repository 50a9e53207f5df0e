"""Translations that come back: what of a file is taken, and what is refused with which reason.

A unit says what its source said when it was exported. Texts are checked and written by the form of
admin, in the translator's language only, so that its rules and rights hold. Nothing is written
while a file is checked.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from core.bulk import batches
from core.clean_text import clean_line, clean_text
from core.fields import TextField
from core.locking import lock, locks_rows
from core.owners import key_of
from exchange.reports import FileReport, FileRow, ValueChange
from exchange.units import (
    UnitKey,
    admin_of,
    joined,
    key_of_unit,
    name_of,
    states_of,
    version_of,
)
from exchange.xliff import ReadUnit
from history.naming import field_label
from translations.models import TranslatedContent
from translations.states import (
    MISSING,
    FieldKey,
    FieldStates,
    State,
    digest,
    is_aligned,
    mark,
    saved_as,
)
from translations.texts import exact_text

READ_AT_ONCE = 200  # units


@dataclass(frozen=True)
class Wishes:
    """What somebody wants of a file: see the form."""

    language: str
    state: str = State.DRAFT
    keeps_drafts: bool = False  # translations of a source that has changed since
    replaces: bool = False  # translations that are reviewed, or that somebody has changed since


@dataclass
class TextAnswer:
    """What comes of a unit: a text to be written, or the same one, which is reviewed now."""

    unit: ReadUnit
    key: UnitKey
    item: Any
    text: str
    old: str
    state: str
    source: int  # the digest of the source that it was made from
    language: str
    note: str
    is_same: bool = False

    @property
    def column(self) -> str:
        return f"{self.key.field}_{self.language}"


class Returning:
    """A file that is checked, or written. `units` are read in turn, some hundred at a time."""

    def __init__(
        self, request: HttpRequest, wishes: Wishes, report: FileReport, place: str
    ) -> None:
        self.request, self.wishes, self.report, self.place = request, wishes, report, place
        self._seen: dict[str, str] = {}
        self._touched: dict[tuple[Any, int], Any] = {}

    def check(self, units: Iterable[ReadUnit]) -> None:
        self._go_through(units, is_written=False)

    def write(self, units: Iterable[ReadUnit]) -> None:
        self._go_through(units, is_written=True)
        for owner in self._touched.values():
            owner.touch()

    def _go_through(self, units: Iterable[ReadUnit], is_written: bool) -> None:
        for batch in batches(units, READ_AT_ONCE):
            answers: dict[Any, list[TextAnswer]] = defaultdict(list)
            for answer in self._answers(batch, is_written):
                answers[key_of(answer.item)].append(answer)
            for of_item in answers.values():
                self._take(of_item, is_written)

    # --- What a unit says ---

    def _answers(self, batch: Sequence[ReadUnit], is_written: bool) -> Iterator[TextAnswer]:
        keys = {unit.number: key_of_unit(unit.id) for unit in batch}
        items, states = self._read([key for key in keys.values() if key], is_written)
        for unit in batch:
            key = keys[unit.number]
            item = items.get((key.model, key.pk)) if key else None
            if unit.id in self._seen:
                self._refuse(unit, item, key, twice(self._seen[unit.id], self.place))
                continue
            self._seen[unit.id] = unit.number
            found = states[key.model].of_field(item, key.field) if key and item else None
            if key is None or found is None or self.wishes.language not in found:
                self._refuse(unit, item, key, unknown())
            else:
                yield from self._answer(unit, key, item, found)

    def _read(self, keys: list[UnitKey], is_written: bool) -> tuple[dict[Any, Any], dict[Any, Any]]:
        pks: dict[type[TranslatedContent], set[int]] = defaultdict(set)
        for key in keys:
            pks[key.model].add(key.pk)
        items: dict[Any, Any] = {}
        for model, of_model in pks.items():
            if is_written and locks_rows(model):
                for pk in sorted(of_model):
                    lock(model, pk)
            rows = model._default_manager.select_related(*joined(model)).in_bulk(of_model)
            items |= {(model, pk): item for pk, item in rows.items()}
        return items, {model: states_of(model, of_model) for model, of_model in pks.items()}

    def _answer(
        self, unit: ReadUnit, key: UnitKey, item: Any, found: FieldStates
    ) -> Iterator[TextAnswer]:
        language, wishes = self.wishes.language, self.wishes
        old = exact_text(item, key.field, language)
        text, source = _cleaned(key, unit.target), _cleaned(key, unit.source)
        is_same_source = source == _cleaned(key, found.source.text)
        is_same = text == _cleaned(key, old)
        if not text or (is_same and not (is_same_source and self._is_confirmed(unit, key, found))):
            self.report.add_unchanged()
        elif unit.is_partial:
            self._refuse(unit, item, key, partial_translation())
        elif not is_same_source and not wishes.keeps_drafts:
            self._refuse(unit, item, key, source_changed(found.source.text))
        elif not is_same and (reason := self._is_taken(unit, found, old)):
            self._refuse(unit, item, key, reason)
        else:
            yield TextAnswer(
                unit=unit,
                key=key,
                item=item,
                text=text,
                old=old,
                state=wishes.state if is_same_source else State.DRAFT,
                source=found.source.digest if is_same_source else digest(source),
                language=language,
                note="" if is_same_source else kept_as_draft(),
                is_same=is_same,
            )

    def _is_confirmed(self, unit: ReadUnit, key: UnitKey, found: FieldStates) -> bool:
        """Whether a tool says that a translation, as it is, is right, and that is news."""
        is_open = found[self.wishes.language].state in (State.DRAFT, State.OUTDATED)
        is_wished = unit.is_confirmed and self.wishes.state == State.REVIEWED
        return is_open and is_wished and is_aligned(key.model, key.field, unit.source, unit.target)

    def _is_taken(self, unit: ReadUnit, found: FieldStates, old: str) -> str:
        """Why a translation that is there is not replaced unasked; "" if it is."""
        if not old or self.wishes.replaces:
            return ""
        if found[self.wishes.language].state not in (State.DRAFT, State.OUTDATED, MISSING):
            return already_reviewed()
        return translation_changed() if unit.version not in ("", version_of(old)) else ""

    # --- What comes of it ---

    def _take(self, answers: list[TextAnswer], is_written: bool) -> None:
        """Lets the form of admin check the texts of an object, and write those that are right."""
        form = self._form(answers)
        while answers and (errors := self._errors(form, answers)):
            for answer in [*answers]:
                if problems := errors.get(answer.column):
                    answers.remove(answer)
                    self._refuse(answer.unit, answer.item, answer.key, " ".join(problems))
            form = self._form(answers)
        for answer in answers:
            self.report.add(self._row(answer))
        if is_written:
            self._write(form, answers)

    def _form(self, answers: list[TextAnswer]) -> Any:
        if not answers:
            return None
        item = copy(answers[0].item)  # a form sets what it was sent, also if it is wrong
        names = [answer.column for answer in answers]
        admin = admin_of(type(item))
        form = admin.get_form(self.request, item, change=True, fields=names)
        others = {name: getattr(item, name) for name in ("status",) if hasattr(item, name)}
        data = {answer.column: answer.text for answer in answers}
        return form(data, instance=item, initial=others)

    def _errors(self, form: Any, answers: list[TextAnswer]) -> dict[str, list[str]]:
        """What is wrong, by column. What is wrong with the whole is wrong with each."""
        errors = {name: [*map(str, found)] for name, found in form.errors.items()}
        for name in [answer.column for answer in answers]:
            if form.fields[name].disabled:
                errors[name] = [not_your_language()]
        if general := [text for name in errors if name not in form.fields for text in errors[name]]:
            return {answer.column: general for answer in answers}
        return errors

    def _write(self, form: Any, answers: list[TextAnswer]) -> None:
        for answer in answers:
            if answer.is_same:
                self._mark_reviewed(answer)
        if changed := [answer for answer in answers if not answer.is_same]:
            self._write_texts(form, changed)

    def _write_texts(self, form: Any, answers: list[TextAnswer]) -> None:
        admin = admin_of(type(answers[0].item))
        by_state: dict[str, list[TextAnswer]] = defaultdict(list)
        for answer in answers:
            by_state[answer.state].append(answer)
        item = form.save(commit=False)
        for state, of_state in by_state.items():
            seen: dict[FieldKey, int] = {
                (*key_of(item), answer.key.field): answer.source for answer in of_state
            }
            with saved_as(state, seen=seen):
                item.save(update_fields=[answer.column for answer in of_state])
        admin.log_change(
            self.request, item, admin.construct_change_message(self.request, form, [], False)
        )
        owner = getattr(item, item.part_of) if item.part_of else item
        self._touched[key_of(owner)] = owner

    def _mark_reviewed(self, answer: TextAnswer) -> None:
        item, by = answer.item, cast(User, self.request.user)
        mark(item, answer.key.field, answer.language, State.REVIEWED, by, answer.source)
        label = field_label(answer.key.model, answer.column)
        admin_of(type(item)).log_change(self.request, item, [{"changed": {"fields": [label]}}])

    def _row(self, answer: TextAnswer) -> FileRow:
        change = ValueChange(
            field_label(answer.key.model, answer.column), answer.language, answer.old, answer.text
        )
        notes = [str(State(answer.state).label), *filter(None, [answer.note])]
        return self._about(answer.unit, answer.item, changes=[change], notes=notes)

    def _refuse(self, unit: ReadUnit, item: Any, key: UnitKey | None, reason: str) -> None:
        label = field_label(key.model, f"{key.field}_{self.wishes.language}") if key else ""
        self.report.add(self._about(unit, item, problems=[(label, reason)]))

    def _about(self, unit: ReadUnit, item: Any, **more: Any) -> FileRow:
        place = self.place % {"number": unit.number}
        if item is None:
            return FileRow(place, clean_line(unit.id)[:50], **more)
        owner = getattr(item, item.part_of) if item.part_of else None
        name = f"{name_of(item)} ({owner})" if owner else name_of(item)
        kind = capfirst(str(item._meta.verbose_name))
        return FileRow(place, name, kind=kind, address=_address(item), **more)


def _cleaned(key: UnitKey, text: str) -> str:
    is_long = isinstance(key.model._meta.get_field(key.field), TextField)
    return clean_text(text) if is_long else clean_line(text)


def _address(item: Any) -> str:
    name = item._meta.label_lower.replace(".", "_")
    try:
        return reverse(f"admin:{name}_change", args=[item.pk])
    except NoReverseMatch:
        return ""


def twice(number: str, place: str) -> str:
    return _("The same id appears twice in the file: %(place)s") % {
        "place": place % {"number": number}
    }


def unknown() -> str:
    return _(
        "This text was not found among those to be translated into this language. It may have "
        "been deleted."
    )


def partial_translation() -> str:
    return _(
        "Only part of this text is translated, so the translation cannot be imported. Complete "
        "it and import the file again."
    )


def source_changed(now: str) -> str:
    message = _("The source text has changed since the file was exported. It now says: %(text)s")
    return message % {"text": now}


def already_reviewed() -> str:
    return _(
        "There is already a reviewed translation. It will not be replaced unless you choose to "
        "replace it."
    )


def translation_changed() -> str:
    return _(
        "Somebody has saved another translation of this text since the file was exported. It "
        "will not be replaced unless you choose to replace it."
    )


def not_your_language() -> str:
    return _("You do not have permission to make this change.")


def kept_as_draft() -> str:
    return _("The source text has changed")
