"""How much of one role carries over to another: the one measure behind related roles, moving and
finding.

A role needs skills and tool categories. An essential skill weighs as much as three useful ones; a
tool category weighs as much as a useful skill, and is known by whoever knows one tool of it. The
share that carries over is the weight of what is known already, in all that the role needs.
"""

from dataclasses import dataclass
from functools import cached_property

ESSENTIAL = 3
USEFUL = 1
CATEGORY = 1


@dataclass(frozen=True, slots=True)
class KnownNeeds:
    """What someone brings: ids of skills and of tool categories."""

    skills: frozenset[int] = frozenset()
    categories: frozenset[int] = frozenset()

    def __or__(self, other: "KnownNeeds") -> "KnownNeeds":
        return KnownNeeds(self.skills | other.skills, self.categories | other.categories)


@dataclass(frozen=True)
class Needs:
    """What a role takes: ids of its skills by requirement, and of the tool categories it uses."""

    essential: frozenset[int] = frozenset()
    useful: frozenset[int] = frozenset()
    categories: frozenset[int] = frozenset()

    @cached_property
    def weight(self) -> int:
        return weigh(len(self.essential), len(self.useful), len(self.categories))

    @cached_property
    def known(self) -> KnownNeeds:
        """What someone in the role brings to another."""
        return KnownNeeds(self.essential | self.useful, self.categories)


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of what a role needs is known: how many of each sort, and their weight in all."""

    essential: int
    useful: int
    categories: int
    weight: int

    @property
    def skills(self) -> int:
        return self.essential + self.useful

    @property
    def known_weight(self) -> int:
        return weigh(self.essential, self.useful, self.categories)

    @property
    def share(self) -> float:
        """From 0 to 1. Nothing carries over to a role that says nothing of what it takes."""
        return share(self.known_weight, self.weight)


def weigh(essential: int, useful: int, categories: int) -> int:
    """The weight of so many essential skills, useful skills and tool categories."""
    return ESSENTIAL * essential + USEFUL * useful + CATEGORY * categories


def share(weight: int, total: int) -> float:
    """A weight in the weight of all that is needed."""
    return weight / total if total else 0.0


def overlap(needs: Needs, known: KnownNeeds) -> Overlap:
    """How much of what a role needs is known."""
    return Overlap(
        essential=len(needs.essential & known.skills),
        useful=len(needs.useful & known.skills),
        categories=len(needs.categories & known.categories),
        weight=needs.weight,
    )


def nearness(there: float, back: float) -> float:
    """How near two roles are, from the share that carries over each way: their harmonic mean.

    The same from both ends. A role that needs next to nothing is not near to all that need it.
    """
    return 2 * there * back / (there + back) if there + back else 0.0


def percent(share: float) -> int:
    """A share as people read it: 100 is all, 0 is nothing, and neither is rounded to."""
    if share in (0, 1):
        return int(share * 100)
    return min(99, max(1, round(share * 100)))
