"""Reading CSV that may be damaged: each bad row is told with its line, and reading goes on."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from classification.concepts import ClassificationError
from classification.report import Report

LONGEST_CELL = 100_000  # characters; the longest real one has about 10,000
LONGEST_LINE = 32_000_000  # bytes; more of a line is passed over
# A no-break space of which somebody has once read the two bytes as two letters. ESCO has some.
BROKEN_SPACE = "Â\N{NO-BREAK SPACE}"
# A control character, half a surrogate pair (a byte that is not UTF-8), a mark of earlier damage.
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffd]")


@dataclass(slots=True)
class Row:
    """A row of a file: the physical line where it starts, and its cells by column."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell without blanks around it and with broken spaces mended; empty if there is no
        such column."""
        return self.cells.get(column, "").replace(BROKEN_SPACE, " ").strip()


class Lines:
    """The physical lines of a file, with those of the row that is being read remembered."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._again: deque[str] = deque()
        self.number = 0
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        return line

    def start_row(self) -> int:
        """A new row begins here; says on which line."""
        self.taken = []
        return self.number + 1

    def give_back(self, count: int) -> None:
        """The last lines of the row are to be read again."""
        if count:
            self._again.extendleft(reversed(self.taken[-count:]))
            self.number -= count

    def _read(self) -> str:
        line = self._stream.readline(LONGEST_LINE)
        rest = line
        while len(rest) == LONGEST_LINE and not rest.endswith(b"\n"):
            rest = self._stream.readline(LONGEST_LINE)
        if not self.number and not self.taken:
            line = _without_mark(line)
        return line.decode("utf-8", "surrogateescape")


def _without_mark(line: bytes) -> bytes:
    if line.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ClassificationError("it is UTF-16, not UTF-8: save it as “CSV UTF-8”.")
    return line.removeprefix(b"\xef\xbb\xbf")


@contextmanager
def any_length() -> Iterator[None]:
    """Python's reader takes cells of any length, so that one too long can be told apart."""
    before = csv.field_size_limit(2 * LONGEST_LINE)
    try:
        yield
    finally:
        csv.field_size_limit(before)


class Reader:
    """The rows of one CSV file.

    `starts` are beginnings that only the first line of a row can have: where quotes are broken,
    reading goes on at the next line like that. `lost` holds the first lines of rows that could not
    be read, and an empty one where it cannot be told how many rows were lost.
    """

    def __init__(
        self, name: str, stream: BinaryIO, starts: tuple[str, ...], report: Report
    ) -> None:
        self._name = name
        self._lines = Lines(stream)
        self._starts = starts
        self._report = report
        self.lost: list[str] = []
        self.columns = self._header()

    def __iter__(self) -> Iterator[Row]:
        with any_length():
            yield from self._rows()

    def _header(self) -> list[str]:
        try:
            cells = next(csv.reader(self._lines, strict=True), [])
        except csv.Error as error:
            raise ClassificationError(f"the first line cannot be read: {error}.") from error
        if len(cells) == 1 and ";" in cells[0]:
            raise ClassificationError("cells stand between semicolons: save it with commas.")
        return [cell.strip() for cell in cells]

    def _rows(self) -> Iterator[Row]:
        reader = csv.reader(self._lines, strict=True)
        while True:
            line = self._lines.start_row()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self._report.bad_row(self._name, line, "", f"the quotes are broken ({error})")
                self._go_on_after_damage()
                reader = csv.reader(self._lines, strict=True)
                continue
            if cells and not self._is_damaged(line, cells):
                yield Row(line, dict(zip(self.columns, cells, strict=True)))

    def _is_damaged(self, line: int, cells: list[str]) -> bool:
        """Tells what is wrong with a row, if something is."""
        if len(self._lines.taken) > 1 and self._next_start() is not None:
            problem = ("", "the quotes are broken: other rows stand within this one")
            self._go_on_after_damage()
        elif len(cells) != len(self.columns):
            problem = ("", f"it has {len(cells)} cells, not {len(self.columns)}")
        else:
            problem = _unreadable(self.columns, cells)
        if problem:
            self._report.bad_row(self._name, line, *problem)
            self.lost.append(self._lines.taken[0][:LONGEST_CELL])
        return problem is not None

    def _next_start(self) -> int | None:
        """Which of the lines just read, after the first, begins another row."""
        lines = enumerate(self._lines.taken)
        return next((at for at, line in lines if at and line.startswith(self._starts)), None)

    def _go_on_after_damage(self) -> None:
        start = self._next_start()
        self.lost.append(self._lines.taken[0][:LONGEST_CELL])
        if start is not None:
            self._lines.give_back(len(self._lines.taken) - start)
        elif len(self._lines.taken) > 1:
            self.lost.append("")


def _unreadable(columns: Iterable[str], cells: list[str]) -> tuple[str, str] | None:
    """The first cell that is too long, or that is not text in UTF-8, and why."""
    if sum(map(len, cells)) <= LONGEST_CELL and not UNREADABLE.search("".join(cells)):
        return None
    for column, cell in zip(columns, cells, strict=True):
        if len(cell) > LONGEST_CELL:
            return column, f"the cell has {len(cell):,} characters, more than {LONGEST_CELL:,}"
        if found := UNREADABLE.search(cell):
            return column, _what_is_unreadable(found[0])
    return None


def _what_is_unreadable(char: str) -> str:
    if "\ud800" <= char <= "\udfff":
        return f"it is not UTF-8 (byte {ord(char) - 0xDC00:#04x})"
    return "characters were lost earlier (U+FFFD)" if char == "\ufffd" else f"it holds {char!r}"
