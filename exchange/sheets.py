"""Tables as files, CSV and XLSX: written and read row by row, whatever their length.

openpyxl takes 15 MB: it is loaded when somebody imports or exports a workbook.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils.translation import gettext as _

from core.sheet import Sheet, write_csv, write_xlsx
from exchange.cells import defused, from_workbook, in_workbook, original
from exchange.limits import (
    MAX_COLUMNS,
    MAX_ROWS,
    UnreadableError,
    check_workbook,
    not_a_workbook,
)

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SEPARATORS = (";", ",", "\t")
LONGEST_CELL = 1_000_000  # characters, in CSV
MOST_IN_CELL = 32_767  # characters that a cell of a workbook holds
ZIP_SIGNATURE = b"PK\x03\x04"

Row = Sequence[str]


class TooLongForCellError(Exception):
    """A text that no cell of a workbook holds."""


def is_zip(file: IO[bytes]) -> bool:
    """Whether a file is a zip, as XLSX is, by its content: its name may say anything."""
    file.seek(0)
    signature = file.read(len(ZIP_SIGNATURE))
    file.seek(0)
    return signature == ZIP_SIGNATURE


def csv_file(rows: Iterable[Row]) -> IO[bytes]:
    """A file on disk, with the rows in the active language's CSV."""
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    text = io.TextIOWrapper(file, "utf-8", "replace", newline="")
    write_csv(([*map(defused, row)] for row in rows), text)
    text.detach()
    file.seek(0)
    return file


def xlsx_file(rows: Iterable[Row], widths: Sequence[int]) -> IO[bytes]:
    """The same as a workbook with one sheet."""
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    write_xlsx([Sheet("Rolebook", ([*map(_fitting, row)] for row in rows), widths)], file)
    file.seek(0)
    return file


def _fitting(text: str) -> str | None:
    value = in_workbook(text)
    if len(value) > MOST_IN_CELL:
        raise TooLongForCellError
    return value or None


def read_csv(file: IO[bytes]) -> Iterator[list[str]]:
    """The rows of a file in UTF-8, whose cells are parted as its headings are."""
    file.seek(0)
    csv.field_size_limit(LONGEST_CELL)
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    try:
        first = text.readline()
        text.seek(0)
        for row in csv.reader(text, delimiter=_separator_of(first), strict=True):
            yield [original(cell) for cell in row[:MAX_COLUMNS]]
    except UnicodeDecodeError as error:
        raise UnreadableError(
            _("The file is not in UTF-8. In Excel, save it as “CSV UTF-8” or as “Excel workbook”.")
        ) from error
    except csv.Error as error:
        raise UnreadableError(_("The file is not a valid CSV file.")) from error
    finally:
        text.detach()


def _separator_of(headings: str) -> str:
    return max(SEPARATORS, key=headings.count)


def read_xlsx(file: IO[bytes]) -> Iterator[list[str]]:
    """The rows of the first sheet of a workbook."""
    check_workbook(file)
    with _opened(file) as book:
        if not book.worksheets:
            raise UnreadableError(not_a_workbook())
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its size need not be so
        try:
            rows = sheet.iter_rows(values_only=True, max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS)
            for row in rows:
                yield [*map(from_workbook, row)]
        except UnreadableError:
            raise
        except Exception as error:  # whatever openpyxl stumbles over in a damaged file
            raise UnreadableError(not_a_workbook()) from error


@contextmanager
def _opened(file: IO[bytes]) -> Iterator[Any]:
    from openpyxl import load_workbook  # lazily, see above

    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # the same
        raise UnreadableError(not_a_workbook()) from error
    try:
        yield book
    finally:
        book.close()
