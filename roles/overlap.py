"""How much of one role carries over to another: the measure of related roles, moving and finding.

A role needs skills and tool categories. An essential skill has the weight of three useful ones; a
tool category has the weight of a useful skill, and is known by whoever knows one of its tools. The
share that carries over is the weight of the known needs divided by the weight of all needs.

A role whose source says little of what it needs is briefly described. What it does not say is not
nothing, so a share that rests on such a role is no figure to show: `Met` has the numbers instead.
"""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings

ESSENTIAL = 3
USEFUL = 1
CATEGORY = 1


@dataclass(frozen=True, slots=True)
class KnownNeeds:
    """What someone knows: the ids of skills and of tool categories."""

    skills: frozenset[int] = frozenset()
    categories: frozenset[int] = frozenset()

    def __or__(self, other: "KnownNeeds") -> "KnownNeeds":
        return KnownNeeds(self.skills | other.skills, self.categories | other.categories)


@dataclass(frozen=True)
class Needs:
    """What a role needs: the ids of its skills by requirement, and of its tool categories."""

    essential: frozenset[int] = frozenset()
    useful: frozenset[int] = frozenset()
    categories: frozenset[int] = frozenset()

    @cached_property
    def weight(self) -> int:
        return weigh(len(self.essential), len(self.useful), len(self.categories))

    @property
    def skills(self) -> int:
        return len(self.essential) + len(self.useful)

    @property
    def is_brief(self) -> bool:
        return is_brief(self.skills + len(self.categories))

    @cached_property
    def known(self) -> KnownNeeds:
        """What someone in this role knows."""
        return KnownNeeds(self.essential | self.useful, self.categories)


@dataclass(frozen=True, slots=True)
class Overlap:
    """The needs of a role that are known: the number of each kind, and the weight of all needs."""

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
        """From 0 to 1; 0 for a role without needs."""
        return share(self.known_weight, self.weight)


@dataclass(frozen=True, slots=True)
class Met:
    """How much of what a role needs is met, as readers are told: a percentage or two numbers.

    `skills` of all the `all_skills` that are described are known. `is_brief`: the role is briefly
    described; `from_brief`: the one to come from is.
    """

    skills: int
    all_skills: int
    share: float
    is_brief: bool
    from_brief: bool = False

    @property
    def percent(self) -> int | None:
        """None if the share rests on a role that is briefly described."""
        return None if self.is_brief or self.from_brief else percent(self.share)

    @property
    def rank(self) -> tuple[bool, float]:
        """A sort key: the greatest share first, those that are no figure last."""
        return (self.percent is None, -self.share)


def met(needs: Needs, found: Overlap, *, from_brief: bool) -> Met:
    """What readers are told of an overlap."""
    return Met(found.skills, needs.skills, found.share, needs.is_brief, from_brief)


def is_brief(items: int) -> bool:
    """Whether a role with so many skills and tool categories is briefly described."""
    return items < settings.BRIEF_ITEMS


def weigh(essential: int, useful: int, categories: int) -> int:
    """The weight of these numbers of essential skills, useful skills and tool categories."""
    return ESSENTIAL * essential + USEFUL * useful + CATEGORY * categories


def share(weight: int, total: int) -> float:
    """The share of a weight in a total, from 0 to 1."""
    return weight / total if total else 0.0


def overlap(needs: Needs, known: KnownNeeds) -> Overlap:
    """The overlap of what a role needs with what is known."""
    return Overlap(
        essential=len(needs.essential & known.skills),
        useful=len(needs.useful & known.skills),
        categories=len(needs.categories & known.categories),
        weight=needs.weight,
    )


def nearness(forward: float, backward: float) -> float:
    """How near two roles are: the harmonic mean of the shares that carry over in each direction.

    It is symmetric. A role with few needs is not near to all roles that cover them.
    """
    total = forward + backward
    return 2 * forward * backward / total if total else 0.0


def percent(share: float) -> int:
    """A share in per cent: 100 only for all, 0 only for nothing, otherwise 1 to 99."""
    if share in (0, 1):
        return int(share * 100)
    return min(99, max(1, round(share * 100)))
