"""The rows of a comparison for a spreadsheet."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from careers.comparison import Cell, Comparison, ComparisonEntry, ComparisonRow
from translations.languages import native_name
from translations.texts import Text


def sheet_rows(comparison: Comparison) -> Iterator[list[str]]:
    """The rows, in the active language; the first one heads the columns."""
    titles = [plain_text(column.role.t.title) for column in comparison.columns]
    yield [_("Section"), _("What is compared"), *titles]
    for section in comparison.sections:
        about = plain_text(section.about)
        title = f"{section.title}: {about}" if about else section.title
        for row in section.rows:
            yield [title, _heading_text(row), *(_cell_text(cell) for cell in row.cells)]


def _heading_text(row: ComparisonRow) -> str:
    heading = plain_text(row.heading)
    return f"{heading} ({row.note})" if row.note else heading


def _cell_text(cell: Cell) -> str:
    return "\n".join(_entry_text(entry) for entry in cell.entries)


def _entry_text(entry: ComparisonEntry) -> str:
    parts = [plain_text(entry.text)]
    if entry.bar:
        pay = entry.bar.pay
        parts.append(f"{pay.minimum}–{pay.maximum} {pay.currency}")
    parts.append(plain_text(entry.note))
    return ": ".join(filter(None, parts))


def plain_text(text: Text | str) -> str:
    """A text without markup; a fallback names its language in brackets."""
    if isinstance(text, Text) and text.is_fallback:
        return f"{text} ({native_name(text.language)})"
    return str(text)
