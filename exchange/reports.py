"""What a file would change, object by object: kept while it is read, and shown page by page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from core.bulk import BATCH
from exchange.limits import MAX_CHANGES, UnreadableError
from exchange.models import Upload, UploadedRow
from history.differences import FieldDifference
from history.words import word_difference

ROWS_PER_PAGE = 50
MOST_REFUSED = 1_000  # that are kept to be shown; all are counted


@dataclass(frozen=True)
class ValueChange:
    """A value that a file would change. `language` is that of a text, else ""."""

    label: str
    language: str
    old: str
    new: str


@dataclass(frozen=True)
class FileRow:
    """What a file says of one object, and what comes of it."""

    place: str
    name: str
    kind: str = ""
    address: str = ""
    changes: list[ValueChange] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)  # what it is about, what is wrong
    notes: list[str] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return bool(self.problems)

    @property
    def differences(self) -> Iterator[FieldDifference]:
        for change in self.changes:
            pieces = word_difference(change.old, change.new)
            yield FieldDifference(change.label, change.language, pieces)


class FileReport:
    """Counts what a file would do, and keeps for the preview what is changed or refused."""

    def __init__(self, upload: Upload | None = None) -> None:
        self.upload = upload
        self.unchanged = self.changed = self.refused = 0
        self._sum = sha256()
        self._rows: list[UploadedRow] = []

    @property
    def checksum(self) -> str:
        """Of all changes: what is written must be what was shown."""
        return self._sum.hexdigest()

    def add_unchanged(self) -> None:
        self.unchanged += 1

    def add(self, row: FileRow) -> None:
        if row.is_refused:
            self.refused += 1
        else:
            self.changed += 1
            self._refuse_too_many()
            changes = [(change.label, change.language, change.new) for change in row.changes]
            old = [change.old for change in row.changes]
            self._sum.update(repr((row.kind, row.name, row.notes, changes, old)).encode())
        if self.upload and (not row.is_refused or self.refused <= MOST_REFUSED):
            self._keep(row)

    def _refuse_too_many(self) -> None:
        if self.changed > MAX_CHANGES:
            message = _(
                "The file changes more than %(number)d entries. Split it into several files."
            )
            raise UnreadableError(message % {"number": MAX_CHANGES})

    def _keep(self, row: FileRow) -> None:
        content = _as_json(row)
        self._rows.append(
            UploadedRow(
                upload=self.upload, is_refused=row.is_refused, place=row.place, content=content
            )
        )
        if len(self._rows) >= BATCH // 5:
            self._write()

    def _write(self) -> None:
        UploadedRow.objects.bulk_create(self._rows)
        self._rows.clear()

    def finish(self) -> None:
        """Keeps the numbers, too."""
        if self.upload:
            self._write()
            self.upload.shown = self.checksum
            self.upload.unchanged, self.upload.changed = self.unchanged, self.changed
            self.upload.refused = self.refused
            self.upload.save()


def _as_json(row: FileRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "kind": row.kind,
        "address": row.address,
        "changes": [
            [change.label, change.language, change.old, change.new] for change in row.changes
        ],
        "problems": row.problems,
        "notes": row.notes,
    }


def _from_json(place: str, content: dict[str, Any]) -> FileRow:
    return FileRow(
        place=place,
        name=content["name"],
        kind=content["kind"],
        address=content["address"],
        changes=[ValueChange(*change) for change in content["changes"]],
        problems=[(about, problem) for about, problem in content["problems"]],
        notes=content["notes"],
    )


def shown_page(upload: Upload, number: str | None) -> tuple["Page[Any]", list[FileRow]]:
    """A page of the preview, those that are refused first."""
    page = Paginator(upload.rows.all(), ROWS_PER_PAGE).get_page(number)
    return page, [_from_json(row.place, row.content) for row in page.object_list]
