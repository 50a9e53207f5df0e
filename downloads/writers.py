"""Writes a table as CSV, XLSX or JSON, row by row.

Each file says what it is about, from which version of the content it was made, and whose texts it
holds. Where that stands depends on the format: in CSV in the last column of the first row, so that
all rows have the same columns; in a workbook on a sheet of its own; in JSON beside the rows.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from itertools import chain, repeat
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from core.content_cache import first_version, read_version_again
from core.sheet import Sheet, write_csv, write_xlsx
from downloads.tables import FileTable, Labelled, Row, Value, in_words
from sources.acknowledgements import credits
from translations.languages import active_language
from translations.texts import Text

NOTES_WIDTH = 110  # characters


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format of files. `name` is the ending of their names, too."""

    name: str
    content_type: str
    write: Callable[[FileTable, Sequence[str], BinaryIO], None]


def _write_csv(table: FileTable, notes: Sequence[str], file: BinaryIO) -> None:
    text = TextIOWrapper(file, "utf-8", newline="")
    write_csv(_csv_rows(table, notes), text)
    text.flush()
    text.detach()  # or the file would be closed with it


def _csv_rows(table: FileTable, notes: Sequence[str]) -> Iterator[list[object]]:
    about = chain([" ".join((*_about(table), *notes))], repeat(""))
    yield [*(column.heading for column in table.columns), _("About this file")]
    for row, note in zip(table.rows, about, strict=False):
        yield [*("" if value is None else in_words(value) for value in row), note]


def _write_xlsx(table: FileTable, notes: Sequence[str], file: BinaryIO) -> None:
    header = [column.heading for column in table.columns]
    rows = ([in_words(value) for value in row] for row in table.rows)
    lines = [[line] for line in (*_about(table), *notes)]
    write_xlsx(
        [
            Sheet(table.title, chain([header], rows), [column.width for column in table.columns]),
            Sheet(_("About this file"), lines, [NOTES_WIDTH], has_header=False),
        ],
        file,
    )


def _write_json(table: FileTable, notes: Sequence[str], file: BinaryIO) -> None:
    head = {
        "title": table.title,
        "address": table.address,
        "language": active_language(),
        "content_version": content_version(),
        "credits": notes,
        "columns": {column.name: column.heading for column in table.columns},
    }
    names = [column.name for column in table.columns]
    file.write(_json(head)[:-1] + b',\n"rows": [')
    separator = b"\n"
    for row in table.rows:
        file.write(separator + _json(_named(names, row)))
        separator = b",\n"
    file.write(b"\n]}\n")


def _named(names: Sequence[str], row: Row) -> dict[str, Any]:
    return {name: _for_programs(value) for name, value in zip(names, row, strict=True)}


def _for_programs(value: Value) -> Any:
    """A value as JSON has it: a text with the language that it really is in."""
    if isinstance(value, Text):
        return {"text": value.value, "language": value.language} if value else None
    if isinstance(value, Labelled):
        return value.code
    return value.isoformat() if isinstance(value, date) else value


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def _about(table: FileTable) -> Iterator[str]:
    yield f"{table.title}, {table.address}"
    yield _("Content version: %(version)s.") % {"version": content_version()}


def content_version() -> int:
    """The version of the content that this file is made from."""
    return first_version() or read_version_again() or 0


FORMATS = {
    file_format.name: file_format
    for file_format in (
        FileFormat("csv", "text/csv; charset=utf-8", _write_csv),
        FileFormat(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _write_xlsx,
        ),
        FileFormat("json", "application/json", _write_json),
    )
}


def write(table: FileTable, name: str, file: BinaryIO) -> None:
    """Writes a table in the format with a name."""
    FORMATS[name].write(table, credits(active_language()), file)
