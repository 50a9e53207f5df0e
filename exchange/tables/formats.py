"""The formats of django-import-export, streamed: no table is in memory as a whole."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from django.utils.translation import gettext as _
from import_export.formats.base_formats import Format

from exchange.limits import MAX_ROWS, UnreadableError
from exchange.sheets import (
    CSV_TYPE,
    XLSX_TYPE,
    Row,
    csv_file,
    read_csv,
    read_xlsx,
    xlsx_file,
)
from exchange.tables.words import empty_file, too_many_rows

NUMBER = "#"  # the name that the number of a row has among its values


@dataclass
class StreamedRows:
    """Stands for a `tablib.Dataset`, of which the library asks no more: headers, rows in turn."""

    headers: list[str]
    rows: Iterable[Row]
    count: int = field(default=0)

    def __iter__(self) -> Iterator[Row]:
        for row in self.rows:
            self.count += 1
            if self.count > MAX_ROWS:
                raise UnreadableError(too_many_rows())
            yield row

    def __len__(self) -> int:
        return self.count

    def __bool__(self) -> bool:
        return bool(self.headers)


def numbered(rows: Iterator[list[str]]) -> StreamedRows:
    """The rows of a file below its headings, each with the number that a spreadsheet shows."""
    headers = [name.strip() for name in next(rows, [])]
    while headers and not headers[-1]:
        headers.pop()
    if not headers:
        raise UnreadableError(empty_file())
    width = len(headers)
    body = (
        [*row[:width], *[""] * (width - len(row)), str(number)]
        for number, row in enumerate(rows, 2)
        if any(row)
    )
    return StreamedRows([*headers, NUMBER], body)


class SheetFormat(Format):  # type: ignore[misc]  # the library has no types
    """A format that is written to a file on disk, and read from one."""

    def __init__(self, encoding: str | None = None) -> None:
        self.encoding = encoding

    def can_import(self) -> bool:
        return True

    def can_export(self) -> bool:
        return True


class CsvFormat(SheetFormat):
    def get_title(self) -> str:
        return "CSV"

    def get_extension(self) -> str:
        return "csv"

    def get_content_type(self) -> str:
        return CSV_TYPE

    def create_dataset(self, in_stream: IO[bytes]) -> StreamedRows:
        return numbered(read_csv(in_stream))

    def export_data(self, dataset: StreamedRows, **options: Any) -> IO[bytes]:
        return csv_file(_all_rows(dataset))


class XlsxFormat(SheetFormat):
    def get_title(self) -> str:
        return _("Excel (XLSX)")

    def get_extension(self) -> str:
        return "xlsx"

    def get_content_type(self) -> str:
        return XLSX_TYPE

    def create_dataset(self, in_stream: IO[bytes]) -> StreamedRows:
        return numbered(read_xlsx(in_stream))

    def export_data(self, dataset: StreamedRows, **options: Any) -> IO[bytes]:
        return xlsx_file(_all_rows(dataset), [30] * len(dataset.headers))


def _all_rows(dataset: StreamedRows) -> Iterator[Row]:
    yield dataset.headers
    yield from dataset


FORMATS = (XlsxFormat, CsvFormat)
