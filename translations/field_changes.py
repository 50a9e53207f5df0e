"""What becomes of the states of one field's translations when its texts are written.

`translations.state_changes` has the rules, hears of the writes, and stores what comes of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from core.owners import Key
from translations.models import SmallFix, SourceText, TextState, TranslatedContent
from translations.states import (
    UNKNOWN,
    FieldKey,
    Saying,
    State,
    digest,
    is_aligned,
    saying,
)

Model = type[TranslatedContent]
Changes = Mapping[int, Mapping[str, Any]]  # by primary key and column: the old and the new value
Texts = dict[str, str]  # by language


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
