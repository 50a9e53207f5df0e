"""What an import has to tell: rows that could not be used, texts that were left alone."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field, fields
from pathlib import Path

# What a spreadsheet would take for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝")


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of the report. `line` is the physical line on which a row starts."""

    what: str
    file: str = ""
    line: int | str = ""
    column: str = ""
    about: str = ""
    message: str = ""

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else ""
        column = f"column {self.column}" if self.column else ""
        place = ", ".join(filter(None, (self.file, line, column, self.about)))
        return f"{place}: {self.message}" if place else self.message


@dataclass
class Report:
    """Collects remarks, and counts what became of the rows of each file."""

    remarks: list[Remark] = field(default_factory=list)
    used: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    bad: Counter[str] = field(default_factory=Counter)
    # Of the bad rows, those that tell of something that is not there, and are whole themselves.
    dangling: Counter[str] = field(default_factory=Counter)
    problems: int = 0

    def bad_row(self, file: str, line: int, column: str, message: str) -> None:
        """A row that is not used."""
        self.bad[file] += 1
        self._problem(Remark("row not used", file, line, column, "", message))

    def bad_cell(self, file: str, line: int, column: str, message: str) -> None:
        """A cell that is not used; the rest of the row is."""
        self._problem(Remark("cell not used", file, line, column, "", message))

    def bad_column(self, file: str, line: int, column: str, message: str) -> None:
        """A column that is not used."""
        self._problem(Remark("column not used", file, line, column, "", message))

    def note(self, message: str, file: str = "") -> None:
        """Something to know, which is no problem."""
        self.remarks.append(Remark("note", file, message=message))

    def about(self, what: str, about: str, column: str, message: str) -> None:
        """Something about an object of ours, e.g. a text that an editor has changed."""
        self.remarks.append(Remark(what, column=column, about=about, message=message))

    def _problem(self, remark: Remark) -> None:
        self.problems += 1
        self.remarks.append(remark)

    @property
    def files(self) -> list[str]:
        """The files that rows were read from, in the order of reading."""
        return list(dict.fromkeys([*self.used, *self.left_out, *self.bad]))

    def by_kind(self) -> dict[str, list[Remark]]:
        """The remarks under what they are, in the order in which they came."""
        kinds = defaultdict(list)
        for remark in self.remarks:
            kinds[remark.what].append(remark)
        return dict(kinds)

    def write(self, path: Path) -> None:
        """All remarks as CSV, a row a remark; an earlier file of the name is replaced."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([name.name for name in fields(Remark)])
            writer.writerows(_harmless(astuple(remark)) for remark in self.remarks)


def _harmless(cells: Iterable[object]) -> list[str]:
    """Cells that no spreadsheet calculates and every encoding can hold."""
    texts = (str(cell).encode("utf-8", "replace").decode() for cell in cells)
    return [f"'{text}" if text.startswith(FORMULA_STARTS) else text for text in texts]
