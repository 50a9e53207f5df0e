"""A comparison of roles, as plain values: what `careers.compare` makes and pages show."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from roles.models import Role
from roles.pay import PayBar
from skills.mix import MixRow
from skills.models import SkillGroup
from translations.texts import Text

A_WORD_OR_TWO = 28  # characters, which fit a fourth of a phone


@dataclass(frozen=True)
class Entry:
    """One thing in a cell, e.g. a pay range, and what is said about it there.

    A name, e.g. that of a tool, is the same in every language.
    """

    text: Text | str
    note: Text | str = ""
    bar: PayBar | None = None
    is_name: bool = False

    @property
    def is_long(self) -> bool:
        return bool(self.note or self.bar) or len(str(self.text)) > A_WORD_OR_TWO


@dataclass(frozen=True)
class Cell:
    """What one role has on a line. `value` is what it is compared by; None is nothing.

    A cell without anything has no entries either.
    """

    value: Hashable = None
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Row:
    """A line: what it is about, where more stands about that, and a cell a role."""

    heading: Text | str
    cells: tuple[Cell, ...]
    address: str = ""

    @property
    def is_shared(self) -> bool:
        """Whether every role has something of it."""
        return all(cell.value is not None for cell in self.cells)

    @property
    def is_long(self) -> bool:
        """Whether its cells hold more than a word or two each."""
        return any(entry.is_long for cell in self.cells for entry in cell.entries) or any(
            len(cell.entries) > 1 for cell in self.cells
        )

    @property
    def differs(self) -> bool:
        """Whether the roles do not all have the same of it."""
        return any(cell.value != self.cells[0].value for cell in self.cells)


@dataclass(frozen=True)
class Section:
    """Lines of one kind. `about` narrows the kind down, e.g. of skills to communication."""

    id: str
    title: str
    rows: tuple[Row, ...]
    about: Text | str = ""


@dataclass(frozen=True)
class Share:
    """How many things all of some roles have, of those that any of them has."""

    shared: int
    total: int

    @classmethod
    def of(cls, sets: Sequence[frozenset[int]]) -> Self:
        return cls(len(frozenset.intersection(*sets)), len(frozenset.union(*sets)))

    @property
    def ratio(self) -> float:
        return self.shared / self.total if self.total else 0.0

    @property
    def apart(self) -> int:
        return self.total - self.shared


@dataclass(frozen=True)
class Column:
    """A role of the comparison, the letter that marks it, and its skill mix."""

    role: Role
    letter: str
    mix: list[MixRow]


@dataclass(frozen=True)
class Pair:
    """Two of the roles, and what they have in common."""

    first: Column
    second: Column
    skills: Share
    tools: Share
    areas: Share
    metrics: Share

    @property
    def role_ids(self) -> list[int]:
        return [self.first.role.pk, self.second.role.pk]


@dataclass(frozen=True)
class GroupShare:
    """How many skills of a group the roles have in common."""

    group: SkillGroup
    share: Share


@dataclass(frozen=True)
class Alone:
    """The first skills that only one of the roles takes, and how many there are of them."""

    column: Column
    skills: list[Text]
    count: int


@dataclass(frozen=True)
class Summary:
    """What the roles share most and where they part. What the data do not say is None or empty.

    Of two roles it says what only one of them takes, of more which two are nearest and farthest.
    """

    skills: Share
    most_shared: GroupShare | None
    least_shared: GroupShare | None
    alone: list[Alone]
    nearest: Pair | None
    farthest: Pair | None


@dataclass(frozen=True)
class Comparison:
    """Roles side by side, in the order they were asked for."""

    columns: list[Column]
    sections: list[Section]
    pairs: list[Pair]
    summary: Summary

    @property
    def share_skills(self) -> bool:
        """Whether any two of the roles take the same skill."""
        return any(pair.skills.shared for pair in self.pairs)

    @property
    def share_tools(self) -> bool:
        """Whether any two of the roles use the same tool."""
        return any(pair.tools.shared for pair in self.pairs)

    def showing(self, what: str) -> Self:
        """With only the lines that differ ("differences") or that all have ("shared")."""
        if what not in ("differences", "shared"):
            return self
        sections = (
            replace(
                section,
                rows=tuple(
                    row
                    for row in section.rows
                    if (row.differs if what == "differences" else row.is_shared)
                ),
            )
            for section in self.sections
        )
        return replace(self, sections=[section for section in sections if section.rows])
