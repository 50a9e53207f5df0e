"""The two ends of a move, origin and target: as an address names them, and roles to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass

from careers.choosing import RoleMatch, find_by_title, match_slugs, suggest_roles
from careers.items import lean_roles
from roles.models import RelatedRole, Role
from roles.related import RELATED_SHOWN


@dataclass(frozen=True)
class RoleOption:
    """A role to choose as an end, and how many per cent carry over, if that is known."""

    role: Role
    percent: int | None = None


@dataclass(frozen=True)
class MoveEnd:
    """One end of a move: its query parameter, and the role there or else roles to choose from."""

    name: str
    role: Role | None
    typed: str
    offers: list[RoleOption]


@dataclass(frozen=True)
class MoveEnds:
    """Both ends. `role_match` has both roles, and the slugs of no published role."""

    origin: Role | None
    target: Role | None
    role_match: RoleMatch

    @property
    def pair(self) -> tuple[Role, Role] | None:
        """The origin and the target, if they are two roles."""
        if self.origin is None or self.target is None or self.are_same:
            return None
        return self.origin, self.target

    @property
    def are_same(self) -> bool:
        return self.origin is not None and self.origin == self.target


def match_ends(origin: str, target: str) -> MoveEnds:
    """The roles of two slugs; either may be empty. One query."""
    role_match = match_slugs([slug for slug in dict.fromkeys((origin, target)) if slug])
    by_slug = {role.slug: role for role in role_match.roles}
    return MoveEnds(by_slug.get(origin), by_slug.get(target), role_match)


def offer_ends(ends: MoveEnds, typed: Sequence[str], language: str) -> list[MoveEnd]:
    """The two ends. One that is open offers roles that match the typed text, or near roles.

    `typed` has a text for each end.
    """
    origin, target = ends.origin, None if ends.are_same else ends.target
    return [
        _end("from", origin, target, typed[0], language),
        _end("to", target, origin, typed[1], language),
    ]


def _end(name: str, role: Role | None, other: Role | None, typed: str, language: str) -> MoveEnd:
    offers: list[RoleOption] = []
    if role is None:
        if typed:
            matches = find_by_title(typed, language)
            offers = [RoleOption(match) for match in matches if match != other]
        elif other is None:
            offers = [RoleOption(suggestion) for suggestion in suggest_roles(None)]
        else:
            offers = _near(name, other)
    return MoveEnd(name, role, typed, offers)


def _near(name: str, other: Role) -> list[RoleOption]:
    """The roles nearest to the other end, with the share that would carry over."""
    if name == "to":
        rows = other.related.nearest_first()
        percents = {row.other_id: row.percent for row in rows[:RELATED_SHOWN]}
    else:
        rows = RelatedRole.objects.filter(other=other).order_by("-nearness", "role")
        percents = {row.role_id: row.percent for row in rows[:RELATED_SHOWN]}
    roles = lean_roles().published().in_bulk(percents)
    return [RoleOption(roles[pk], percent) for pk, percent in percents.items() if pk in roles]
