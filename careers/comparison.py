"""A comparison of roles, as plain values: what `careers.compare` returns and pages show."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from core.files import text_bytes
from roles.models import Role
from roles.pay import PayBar
from skills.mix import MixRow
from skills.models import SkillGroup
from translations.texts import Text

SHORT_LENGTH = 28  # characters, which fit a fourth of a phone


@dataclass(frozen=True)
class ComparisonEntry:
    """One thing in a cell, e.g. a pay range, with a note on it.

    `is_name` marks the name of a product, which is the same in every language. `key` is the same
    for the same thing in another cell of the row; None where nothing can be the same.
    """

    text: Text | str
    note: Text | str = ""
    bar: PayBar | None = None
    is_name: bool = False
    key: Hashable = None

    @property
    def is_long(self) -> bool:
        return bool(self.note or self.bar) or len(str(self.text)) > SHORT_LENGTH


@dataclass(frozen=True)
class Cell:
    """What one role has in a row. Cells are compared by `value`; an empty cell's is None."""

    value: Hashable = None
    entries: tuple[ComparisonEntry, ...] = ()


@dataclass(frozen=True)
class ComparisonRow:
    """A row: its heading, the address of a page about it if there is one, and a cell per role.

    `is_term` says that the heading names what roles have or have not, e.g. a skill. `note` says
    what that is.
    """

    heading: Text | str
    cells: tuple[Cell, ...]
    address: str = ""
    note: str = ""
    is_term: bool = False

    @property
    def is_shared(self) -> bool:
        """Whether all roles have what the row is about, or something in it."""
        if any(cell.value is None for cell in self.cells):
            return False
        return self.is_term or not self.differs or bool(self.common_keys)

    @cached_property
    def common_keys(self) -> frozenset[Hashable]:
        """The keys of the entries that all cells have."""
        keys = (frozenset(entry.key for entry in cell.entries) for cell in self.cells)
        return frozenset.intersection(*keys) - {None}

    def shared_part(self) -> Self:
        """The row with only those entries that all cells have, if there are any."""
        if not self.common_keys:
            return self
        return replace(self, cells=tuple(map(self._common_part, self.cells)))

    def _common_part(self, cell: Cell) -> Cell:
        common = tuple(entry for entry in cell.entries if entry.key in self.common_keys)
        return replace(cell, entries=common)

    @property
    def is_long(self) -> bool:
        """Whether any cell holds more than a word or two."""
        return any(entry.is_long for cell in self.cells for entry in cell.entries) or any(
            len(cell.entries) > 1 for cell in self.cells
        )

    @property
    def differs(self) -> bool:
        """Whether any two cells differ."""
        return any(cell.value != self.cells[0].value for cell in self.cells)


@dataclass(frozen=True)
class ComparisonSection:
    """Rows under a title. `about` divides a title further, e.g. skills by group.

    `scale` has the amounts at which the bars of pay begin and end.
    """

    id: str
    title: str
    rows: tuple[ComparisonRow, ...]
    about: Text | str = ""
    scale: tuple[str, str] | None = None

    @property
    def texts(self) -> Iterator[object]:
        """All that its rows say, its title in each."""
        for row in self.rows:
            yield from (self.title, self.about, row.heading)
            for cell in row.cells:
                for entry in cell.entries:
                    yield from (entry.text, entry.note)

    def showing(self, choice: str) -> Self:
        """With only the rows that differ ("differences") or what is in common ("shared")."""
        if choice == "differences":
            return replace(self, rows=tuple(row for row in self.rows if row.differs))
        shared = (row.shared_part() for row in self.rows if row.is_shared)
        return replace(self, rows=tuple(shared))


@dataclass(frozen=True)
class SharedCount:
    """How many things all of some roles have, of those that any of them has."""

    shared: int
    total: int

    @classmethod
    def of(cls, sets: Sequence[frozenset[int]]) -> Self:
        """Counts the ids of several roles."""
        return cls(len(frozenset.intersection(*sets)), len(frozenset.union(*sets)))

    @property
    def ratio(self) -> float:
        """From 0 to 1; 0 if there is nothing."""
        return self.shared / self.total if self.total else 0.0

    @property
    def degree(self) -> str:
        """How much that is: "much" from two thirds, "some" from one third, else "little"."""
        return "much" if self.ratio >= 2 / 3 else "some" if self.ratio >= 1 / 3 else "little"

    @property
    def not_shared(self) -> int:
        return self.total - self.shared


@dataclass(frozen=True)
class ComparedRole:
    """A column: a role with the letter that marks it. `is_brief`: it is briefly described."""

    role: Role
    letter: str
    mix: list[MixRow]
    is_brief: bool


@dataclass(frozen=True)
class RolePair:
    """Two of the roles, and what they have in common."""

    first: ComparedRole
    second: ComparedRole
    skills: SharedCount
    tools: SharedCount
    areas: SharedCount
    metrics: SharedCount

    @property
    def is_brief(self) -> bool:
        """Whether what they share says little, as one of them is briefly described."""
        return self.first.is_brief or self.second.is_brief

    @property
    def role_ids(self) -> list[int]:
        return [self.first.role.pk, self.second.role.pk]


@dataclass(frozen=True)
class SharedInGroup:
    """How many skills of a group the roles have in common."""

    group: SkillGroup
    skills: SharedCount


@dataclass(frozen=True)
class UniqueSkills:
    """The first skills that only one of the roles takes, and how many there are in all."""

    column: ComparedRole
    titles: list[Text]
    count: int


@dataclass(frozen=True)
class Summary:
    """What the roles share most and where they differ most. None or empty where it is unknown.

    For two roles it has `unique`; for more it has the nearest and the farthest pair.
    """

    skills: SharedCount
    most_shared: SharedInGroup | None
    least_shared: SharedInGroup | None
    unique: list[UniqueSkills]
    nearest: RolePair | None
    farthest: RolePair | None


@dataclass(frozen=True)
class Comparison:
    """Roles side by side, in the order in which they were asked for."""

    columns: list[ComparedRole]
    sections: list[ComparisonSection]
    pairs: list[RolePair]
    summary: Summary

    @property
    def row_count(self) -> int:
        """How many rows all sections have."""
        return sum(len(section.rows) for section in self.sections)

    @property
    def text_bytes(self) -> int:
        """How much text its files have."""
        return text_bytes(text for section in self.sections for text in section.texts)

    @property
    def name_length(self) -> int:
        """How long the names of its columns are in its files for programs."""
        return sum(len(column.role.slug) for column in self.columns)

    @property
    def has_brief(self) -> bool:
        """Whether any of the roles is briefly described."""
        return any(column.is_brief for column in self.columns)

    @property
    def share_skills(self) -> bool:
        """Whether any two of the roles take the same skill."""
        return any(pair.skills.shared for pair in self.pairs)

    @property
    def share_tools(self) -> bool:
        """Whether any two of the roles use the same tool."""
        return any(pair.tools.shared for pair in self.pairs)

    def showing(self, choice: str) -> Self:
        """Filters the rows: those that differ ("differences") or what roles share ("shared")."""
        if choice not in ("differences", "shared"):
            return self
        sections = (section.showing(choice) for section in self.sections)
        return replace(self, sections=[section for section in sections if section.rows])
