"""A CSV reader that survives damage: it reports each bad row with its line and reads on."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from classification.concepts import ClassificationError
from core.clean_text import clean_text
from core.report import Report

MAX_CELL_LENGTH = 100_000  # characters; the longest real one has about 10,000
MAX_LINE_BYTES = 32_000_000  # the rest of a longer line is skipped
# A no-break space in UTF-8 that was decoded as Latin-1. ESCO has some.
BROKEN_SPACE = "Â\N{NO-BREAK SPACE}"
# Signs of damage: NUL, a surrogate (a byte that is not UTF-8), a replacement character.
UNREADABLE = re.compile("[\x00\ud800-\udfff\ufffd]")

# The column and the message of a problem.
Problem = tuple[str, str]


@dataclass(slots=True)
class TableRow:
    """A row of a file: the physical line where it starts, and its cells by column."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell, clean and with broken spaces mended; empty if the column is missing."""
        return clean_text(self.cells.get(column, "").replace(BROKEN_SPACE, " "))


class LineReader:
    """The physical lines of a file. Lines of the current row can be pushed back."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._pushed_back: deque[str] = deque()
        self.number = 0
        self.row_lines: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._pushed_back.popleft() if self._pushed_back else self._read()
        if not line:
            raise StopIteration
        self.number += 1
        self.row_lines.append(line)
        return line

    def start_row(self) -> int:
        """Begins a new row, and returns the number of its first line."""
        self.row_lines = []
        return self.number + 1

    def push_back(self, count: int) -> None:
        """The last `count` lines of the row will be read again."""
        if count:
            self._pushed_back.extendleft(reversed(self.row_lines[-count:]))
            self.number -= count

    def _read(self) -> str:
        line = self._stream.readline(MAX_LINE_BYTES)
        rest = line
        while len(rest) == MAX_LINE_BYTES and not rest.endswith(b"\n"):
            rest = self._stream.readline(MAX_LINE_BYTES)
        if not self.number and not self.row_lines:
            line = _strip_bom(line)
        return line.decode("utf-8", "surrogateescape")


def _strip_bom(line: bytes) -> bytes:
    if line.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ClassificationError("it is UTF-16, not UTF-8: save it as “CSV UTF-8”.")
    return line.removeprefix(b"\xef\xbb\xbf")


@contextmanager
def unlimited_cells() -> Iterator[None]:
    """Lifts the cell limit of Python's reader, so that a cell too long can be reported as such."""
    before = csv.field_size_limit(2 * MAX_LINE_BYTES)
    try:
        yield
    finally:
        csv.field_size_limit(before)


class TableReader:
    """The rows of one CSV file.

    `row_starts` are prefixes that only the first line of a row has: after broken quotes, reading
    resumes at the next such line. `lost` holds the first line of each unreadable row, and an empty
    string where it is unknown how many rows were lost.
    """

    def __init__(
        self, name: str, stream: IO[bytes], row_starts: tuple[str, ...], report: Report
    ) -> None:
        self._name = name
        self._lines = LineReader(stream)
        self._row_starts = row_starts
        self._report = report
        self.lost: list[str] = []
        self.columns = self._header()

    def __iter__(self) -> Iterator[TableRow]:
        with unlimited_cells():
            yield from self._rows()

    def _header(self) -> list[str]:
        try:
            cells = next(csv.reader(self._lines, strict=True), [])
        except csv.Error as error:
            raise ClassificationError(f"the first line cannot be read: {error}.") from error
        if len(cells) == 1 and ";" in cells[0]:
            raise ClassificationError("cells stand between semicolons: save it with commas.")
        return [cell.strip() for cell in cells]

    def _rows(self) -> Iterator[TableRow]:
        reader = csv.reader(self._lines, strict=True)
        while True:
            line = self._lines.start_row()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self._report.bad_row(self._name, line, "", f"the quotes are broken ({error})")
                self._resume_after_damage()
                reader = csv.reader(self._lines, strict=True)
                continue
            if cells and self._check(line, cells):
                yield TableRow(line, dict(zip(self.columns, cells, strict=True)))

    def _check(self, line: int, cells: list[str]) -> bool:
        """Whether a row is whole; reports the problem if it is not."""
        problem = self._problem(cells)
        if problem:
            self._report.bad_row(self._name, line, *problem)
            self.lost.append(self._lines.row_lines[0][:MAX_CELL_LENGTH])
        return problem is None

    def _problem(self, cells: list[str]) -> Problem | None:
        if len(self._lines.row_lines) > 1 and self._next_start() is not None:
            self._resume_after_damage()
            return "", "the quotes are broken: other rows stand within this one"
        if len(cells) != len(self.columns):
            return "", f"it has {len(cells)} cells, not {len(self.columns)}"
        return _unreadable_cell(self.columns, cells)

    def _next_start(self) -> int | None:
        """The index of the line just read, after the first, that begins another row."""
        lines = enumerate(self._lines.row_lines)
        return next((n for n, line in lines if n and line.startswith(self._row_starts)), None)

    def _resume_after_damage(self) -> None:
        start = self._next_start()
        self.lost.append(self._lines.row_lines[0][:MAX_CELL_LENGTH])
        if start is not None:
            self._lines.push_back(len(self._lines.row_lines) - start)
        elif len(self._lines.row_lines) > 1:
            self.lost.append("")


def _unreadable_cell(columns: Iterable[str], cells: list[str]) -> Problem | None:
    """The problem of the first cell that is too long or not text in UTF-8."""
    if sum(map(len, cells)) <= MAX_CELL_LENGTH and not UNREADABLE.search("".join(cells)):
        return None
    for column, cell in zip(columns, cells, strict=True):
        if len(cell) > MAX_CELL_LENGTH:
            return column, f"the cell has {len(cell):,} characters, more than {MAX_CELL_LENGTH:,}"
        if match := UNREADABLE.search(cell):
            return column, _describe_character(match[0])
    return None


def _describe_character(char: str) -> str:
    if "\ud800" <= char <= "\udfff":
        return f"it is not UTF-8 (byte {ord(char) - 0xDC00:#04x})"
    return "characters were lost earlier (U+FFFD)" if char == "\ufffd" else f"it holds {char!r}"
