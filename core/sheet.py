"""Tables as CSV and XLSX, as the reader's spreadsheet expects them: no formula is run.

All that the site writes as either is written here. Between the cells of CSV stands what a
spreadsheet takes for the list separator of the active language: a semicolon where numbers have a
decimal comma.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any, BinaryIO, TextIO

from django.utils.formats import get_format

BYTE_ORDER_MARK = "\ufeff"  # without it, Excel does not read UTF-8
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\uff1d")  # the last one is a full-width "="
# Characters that no XML can hold.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MAX_SHEET_NAME = 31  # characters, as Excel has it
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


def as_csv(rows: Iterable[Iterable[object]]) -> str:
    """The rows in the active language's CSV."""
    file = StringIO()
    write_csv(rows, file)
    return file.getvalue()


def write_csv(rows: Iterable[Iterable[object]], file: TextIO) -> None:
    """Writes the rows in the active language's CSV to a file with newline=""."""
    # All are quoted: LibreOffice offers to part at semicolons, commas and tabs alike.
    writer = csv.writer(file, delimiter=separator(), lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    file.write(BYTE_ORDER_MARK)
    writer.writerows(map(_cell, row) for row in rows)


def separator() -> str:
    """What stands between cells in the active language."""
    return ";" if get_format("DECIMAL_SEPARATOR") == "," else ","


def escape_formula(value: str) -> str:
    """A value that a spreadsheet reads as text, even if it begins with a formula sign."""
    return f"'{value}" if value.startswith(FORMULA_SIGNS) else value


def _cell(value: object) -> str:
    """A value as text; characters that UTF-8 cannot encode are replaced."""
    return escape_formula(str(value).encode("utf-8", "replace").decode())


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook. Numbers and dates stay what they are. `widths` are in characters.

    The first row heads the columns: it stays in sight, unless there is none.
    """

    name: str
    rows: Iterable[Sequence[object]]
    widths: Sequence[float]
    has_header: bool = True


def write_xlsx(sheets: Iterable[Sheet], file: BinaryIO) -> None:
    """Writes a workbook row by row: no more than a row is in memory."""
    # Not at the top: few files are workbooks, and it takes several megabytes.
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    for sheet in sheets:
        _write_sheet(workbook.create_sheet(_sheet_name(sheet.name)), sheet)
    workbook.save(file)


def _write_sheet(worksheet: Any, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter

    for number, width in enumerate(sheet.widths, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = width
    rows = iter(sheet.rows)
    if sheet.has_header:
        worksheet.freeze_panes = "A2"
        worksheet.append([_bold(worksheet, value) for value in next(rows, ())])
    for row in rows:
        worksheet.append([_typed(value) for value in row])


def _bold(worksheet: Any, value: object) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(worksheet, _typed(value))
    cell.font = Font(bold=True)
    return cell


def _typed(value: Any) -> Any:
    """A value as a cell has it: a text that is no formula and fits into XML, or as it is."""
    return _NOT_IN_XML.sub("", escape_formula(value)) if isinstance(value, str) else value


def _sheet_name(name: str) -> str:
    name = _NOT_IN_SHEET_NAME.sub("", _NOT_IN_XML.sub("", name))
    return name[:MAX_SHEET_NAME].strip() or "1"
