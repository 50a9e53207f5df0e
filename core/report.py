"""The report of an import or a load: bad rows, and what editors changed that stood in its way."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import astuple, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core.management.base import CommandError

from core.sheet import as_csv

PRINTED = 5  # remarks of a kind; the file has all of them


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of the report: `what` is its kind, `line` the physical line on which a row starts, and
    `about` names an object of ours, e.g. "roles/clerk"."""

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
    """Collects remarks, and counts rows by file name."""

    remarks: list[Remark] = field(default_factory=list)
    used: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    bad: Counter[str] = field(default_factory=Counter)
    # Bad rows that are readable but refer to a concept that is missing.
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
        """A remark that is not counted as a problem."""
        self.remarks.append(Remark("note", file, message=message))

    def about(self, what: str, about: str, column: str, message: str) -> None:
        """A remark about an object of ours, e.g. a text that an editor has changed."""
        self.remarks.append(Remark(what, column=column, about=about, message=message))

    def _problem(self, remark: Remark) -> None:
        self.problems += 1
        self.remarks.append(remark)

    @property
    def files(self) -> list[str]:
        """The names of the files that were read, in the order of reading."""
        return list(dict.fromkeys([*self.used, *self.left_out, *self.bad]))

    def by_kind(self) -> dict[str, list[Remark]]:
        """The remarks by kind, in the order in which they were added."""
        remarks = defaultdict(list)
        for remark in self.remarks:
            remarks[remark.what].append(remark)
        return dict(remarks)

    def in_words(self, unprinted: Collection[str] = ()) -> str:
        """The number of remarks of each kind and, unless it is `unprinted`, the first of them."""
        lines = []
        for kind, remarks in self.by_kind().items():
            lines.append(f"{kind}: {len(remarks):,}")
            if kind not in unprinted:
                lines += [f"  {remark}" for remark in remarks[:PRINTED]]
        return "\n".join(lines)

    def write(self, path: Path) -> None:
        """Writes the remarks as CSV, replacing an existing file."""
        rows = map(astuple, self.remarks)
        header = [column.name for column in fields(Remark)]
        path.write_text(as_csv([header, *rows]), encoding="utf-8", newline="")

    def write_or_say(self, path: Path) -> str:
        """Writes it, and says where; or why not, since what it is about is done all the same."""
        try:
            self.write(path)
        except OSError as error:
            return f"The report could not be written to {path} ({error.strerror})."
        return f"Report: {path}"


def place_of_report(command: str, path: Path | None = None) -> Path:
    """Where a command writes its report: `path`, or a new file in VAR_DIR/reports.

    To be asked before anything else is written: raises CommandError if that is not possible there.
    """
    now = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    place = path or settings.VAR_DIR / "reports" / f"{command}-{now}.csv"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=place.parent):
            return place
    except OSError as error:
        raise CommandError(
            f"Nothing was written: the report cannot be, to {place} ({error.strerror})."
        ) from error
