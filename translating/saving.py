"""What somebody does on the translating page: saving texts, marking them, dismissing warnings."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.owners import key_of
from translating.models import DismissedWarning
from translating.page import TextRow, TranslatingPage
from translations.states import NotAligned, SourceIsNewer, State, mark, saved_as


@dataclass
class SaveOutcome:
    """What was written, and what the page says of it."""

    saved: list[TextRow] = field(default_factory=list)
    refused: list[TextRow] = field(default_factory=list)
    is_behind: bool = False

    @property
    def message(self) -> str:
        count = len(self.saved)
        return ngettext("%d text was saved.", "%d texts were saved.", count) % count


def save(
    page: TranslatingPage, as_state: str | None, rows: Iterable[TextRow] | None = None
) -> SaveOutcome:
    """Saves the texts that were changed, each by itself: what breaks a rule holds up no other.

    Without a state they are small fixes: each translation keeps the state that it has.
    """
    outcome = SaveOutcome()
    with saved_as(as_state, is_small_fix=as_state is None) as said:
        for row in page.rows if rows is None else rows:
            if row.is_typed:
                row.is_checked = True
                (outcome.saved if row.form.is_valid() else outcome.refused).append(row)
        for row in outcome.saved:
            row.form.save()
    outcome.is_behind = bool(said.behind)
    return outcome


def mark_reviewed(page: TranslatingPage, prefix: str) -> SaveOutcome:
    """Says that a text is reviewed, or still valid, as it is. What was typed is saved."""
    outcome = SaveOutcome()
    row = page.row(prefix)
    if row is None:
        return outcome
    if row.is_typed:
        return save(page, State.REVIEWED, [row])
    try:
        mark(row.item, row.name, page.language, State.REVIEWED, page.user, row.form.seen_source)
        outcome.saved.append(row)
    except SourceIsNewer:
        row.problem = _(
            "The source text has changed again in the meantime. Read the new version, then "
            "save again."
        )
        outcome.refused.append(row)
    except NotAligned:
        row.problem = _(
            "A translation can be marked as reviewed only if it has as many lines as the "
            "source text."
        )
        outcome.refused.append(row)
    return outcome


def dismiss(page: TranslatingPage, prefix: str, code: str) -> None:
    """Dismisses a warning of those that a text has."""
    row = page.row(prefix)
    if row and code in {warning.code for warning in row.examined.warnings}:
        DismissedWarning.objects.get_or_create(
            {"by": page.user, **_owner(page)}, **_place(row), code=code
        )


def warn_again(page: TranslatingPage, prefix: str, code: str) -> None:
    """Takes the dismissal of a warning back."""
    if row := page.row(prefix):
        DismissedWarning.objects.filter(**_place(row), code=code).delete()


def _owner(page: TranslatingPage) -> dict[str, Any]:
    label, pk = key_of(page.owner)
    return {"owner_model": label, "owner_id": pk}


def _place(row: TextRow) -> dict[str, Any]:
    label, pk = key_of(row.item)
    return {"model": label, "object_id": pk, "field": row.name, "language": row.language}
