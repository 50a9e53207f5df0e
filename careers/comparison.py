"""A comparison of roles, as plain values: what `careers.compare` returns and pages show."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from roles.models import Role
from roles.pay import PayBar
from skills.mix import MixRow
from skills.models import SkillGroup
from translations.texts import Text

SHORT_LENGTH = 28  # characters, which fit a fourth of a phone


@dataclass(frozen=True)
class ComparisonEntry:
    """One thing in a cell, e.g. a pay range, with a note on it.

    `is_name` marks the name of a product, which is the same in every language.
    """

    text: Text | str
    note: Text | str = ""
    bar: PayBar | None = None
    is_name: bool = False

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
    """A row: its heading, the address of a page about it if there is one, and a cell per role."""

    heading: Text | str
    cells: tuple[Cell, ...]
    address: str = ""

    @property
    def is_shared(self) -> bool:
        """Whether no cell is empty."""
        return all(cell.value is not None for cell in self.cells)

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
    """Rows under a title. `about` divides a title further, e.g. skills by group."""

    id: str
    title: str
    rows: tuple[ComparisonRow, ...]
    about: Text | str = ""


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
    def not_shared(self) -> int:
        return self.total - self.shared


@dataclass(frozen=True)
class ComparedRole:
    """A column: a role, the letter that marks it, and its skill mix."""

    role: Role
    letter: str
    mix: list[MixRow]


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
    def share_skills(self) -> bool:
        """Whether any two of the roles take the same skill."""
        return any(pair.skills.shared for pair in self.pairs)

    @property
    def share_tools(self) -> bool:
        """Whether any two of the roles use the same tool."""
        return any(pair.tools.shared for pair in self.pairs)

    def showing(self, choice: str) -> Self:
        """Filters the rows: those that differ ("differences") or that all roles have ("shared")."""
        if choice not in ("differences", "shared"):
            return self
        sections = (
            replace(
                section,
                rows=tuple(
                    row
                    for row in section.rows
                    if (row.differs if choice == "differences" else row.is_shared)
                ),
            )
            for section in self.sections
        )
        return replace(self, sections=[section for section in sections if section.rows])
