"""Tables as CSV, as the reader's spreadsheet expects it: opened with a click, no formula is run.

All that the site writes as CSV is written here. Between cells stands what a spreadsheet takes for
the list separator of the active language: a semicolon where numbers have a decimal comma.
"""

import csv
from collections.abc import Iterable
from io import StringIO

from django.http import HttpResponse
from django.utils.formats import get_format

BYTE_ORDER_MARK = "\ufeff"  # without it, Excel does not read UTF-8
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\uff1d")  # the last one is a full-width "="


def as_csv(rows: Iterable[Iterable[object]]) -> str:
    """The rows in the active language's CSV."""
    file = StringIO()
    # All are quoted: LibreOffice offers to part at semicolons, commas and tabs alike.
    writer = csv.writer(file, delimiter=separator(), lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return BYTE_ORDER_MARK + file.getvalue()


def csv_response(rows: Iterable[Iterable[object]], name: str) -> HttpResponse:
    """The rows as a file to download. Search engines do not index it."""
    response = HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def separator() -> str:
    """What stands between cells in the active language."""
    return ";" if get_format("DECIMAL_SEPARATOR") == "," else ","


def escape_formula(value: str) -> str:
    """A value that a spreadsheet reads as text, even if it begins with a formula sign."""
    return f"'{value}" if value.startswith(FORMULA_SIGNS) else value


def _cell(value: object) -> str:
    """A value as text; characters that UTF-8 cannot encode are replaced."""
    return escape_formula(str(value).encode("utf-8", "replace").decode())
