"""From which role to which: the ends of a move that an address names, and what may stand there."""

from collections.abc import Sequence
from dataclasses import dataclass

from careers.choosing import Named, roles_named, roles_titled, roles_to_begin_with
from careers.items import lean_roles
from roles.models import RelatedRole, Role
from roles.related import RELATED_SHOWN


@dataclass(frozen=True)
class Offer:
    """A role that may stand at an end, and how much carries over if that is known, in per cent."""

    role: Role
    percent: int | None = None


@dataclass(frozen=True)
class End:
    """One end of a move: its name in the address, the role there, or else what may stand there."""

    name: str
    role: Role | None
    typed: str
    offers: list[Offer]


@dataclass(frozen=True)
class Ends:
    """Both ends. `named` says what of the address names no role that one can move between."""

    origin: Role | None
    target: Role | None
    named: Named

    @property
    def are_two(self) -> bool:
        return None not in (self.origin, self.target) and not self.are_same

    @property
    def are_same(self) -> bool:
        return self.origin is not None and self.origin == self.target


def ends(origin: str, target: str) -> Ends:
    """The roles that two slugs name; either may be empty. One query."""
    named = roles_named([slug for slug in dict.fromkeys((origin, target)) if slug])
    found = {role.slug: role for role in named.roles}
    return Ends(found.get(origin), found.get(target), named)


def offers(ends: Ends, typed: Sequence[str], language: str) -> list[End]:
    """The two ends, and what may stand at one that is open: what was typed, or what is near."""
    origin, target = ends.origin, None if ends.are_same else ends.target
    return [
        _end("from", origin, target, typed[0], language),
        _end("to", target, origin, typed[1], language),
    ]


def _end(name: str, role: Role | None, other: Role | None, typed: str, language: str) -> End:
    if role is not None:
        found = []
    elif typed:
        found = [Offer(role) for role in roles_titled(typed, language) if role != other]
    elif other is None:
        found = [Offer(role) for role in roles_to_begin_with(None)]
    else:
        found = _near(name, other)
    return End(name, role, typed, found)


def _near(name: str, other: Role) -> list[Offer]:
    """The roles nearest to one, with the share that would carry over."""
    if name == "to":
        rows = other.related.nearest_first()
        shares = {row.other_id: row.percent for row in rows[:RELATED_SHOWN]}
    else:
        rows = RelatedRole.objects.filter(other=other).order_by("-nearness", "role")
        shares = {row.role_id: row.percent for row in rows[:RELATED_SHOWN]}
    roles = lean_roles().published().in_bulk(shares)
    return [Offer(roles[pk], percent) for pk, percent in shares.items() if pk in roles]
