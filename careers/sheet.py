"""A comparison as CSV, which a spreadsheet opens without running any formula."""

import csv
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from careers.comparison import Cell, Comparison, ComparisonEntry
from translations.languages import native_name
from translations.texts import Text

BYTE_ORDER_MARK = "\ufeff"  # without it, Excel does not read UTF-8
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\uff1d")  # the last one is a full-width "="


def as_csv(comparison: Comparison) -> str:
    """The rows of a comparison, in the active language."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    for row in _sheet_rows(comparison):
        writer.writerow([escape_formula(value) for value in row])
    return BYTE_ORDER_MARK + file.getvalue()


def escape_formula(value: str) -> str:
    """A value that a spreadsheet reads as text, even if it begins with a formula sign."""
    return f"'{value}" if value.startswith(FORMULA_SIGNS) else value


def _sheet_rows(comparison: Comparison) -> Iterator[list[str]]:
    titles = [plain_text(column.role.t.title) for column in comparison.columns]
    yield [_("Section"), _("What is compared"), *titles]
    for section in comparison.sections:
        about = plain_text(section.about)
        title = f"{section.title}: {about}" if about else section.title
        for row in section.rows:
            yield [title, plain_text(row.heading), *(_cell_text(cell) for cell in row.cells)]


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
