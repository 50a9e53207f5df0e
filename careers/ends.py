"""The two ends of a move, origin and target: as an address names them, and roles to choose from.

The origin may also be a position that no role describes, or what a reader has ticked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from careers.choosing import RoleMatch, find_by_title, match_slugs, suggest_roles
from careers.find import FindQuery, find
from careers.items import lean_roles
from careers.models import Position
from careers.move import Origin
from careers.neighbourhood import find_position
from careers.ticked import Ticked
from core.transliteration import ascii_words, to_ascii
from roles.models import RelatedRole, Role
from roles.overlap import Met
from roles.related import RELATED_SHOWN
from translations.languages import language_codes
from translations.texts import exact_text


@dataclass(frozen=True)
class RoleOption:
    """A role to choose as an end, and how many per cent carry over, if that is known."""

    role: Role
    met: Met | None = None


@dataclass(frozen=True)
class MoveEnd:
    """One end of a move: its query parameter, and the role there or else roles to choose from.

    An origin may also be a position; `positions` are some to choose from.
    """

    name: str
    role: Origin
    typed: str
    offers: list[RoleOption]
    positions: list[Position] = field(default_factory=list)


@dataclass(frozen=True)
class MoveEnds:
    """Both ends. `role_match` has the roles, and the slugs of no published role."""

    origin: Origin
    target: Role | None
    role_match: RoleMatch
    is_origin_named: bool

    def pair(self, ticked: Ticked) -> tuple[Origin, Role] | None:
        """The origin and the target, if a move can be planned between them."""
        can_start = self.origin or (ticked and not self.is_origin_named)
        if not can_start or self.target is None or self.are_same:
            return None
        return self.origin, self.target

    @property
    def are_same(self) -> bool:
        return self.origin is not None and self.origin == self.target


def match_ends(origin: str, target: str) -> MoveEnds:
    """The ends of two slugs; either may be empty. One query, two more if no role has the first."""
    match = match_slugs([slug for slug in dict.fromkeys((origin, target)) if slug])
    by_slug: dict[str, Origin] = {role.slug: role for role in match.roles}
    if origin in match.missing and (found := _find_origin(origin)):
        by_slug[origin] = found
        match = replace(match, missing=[slug for slug in match.missing if slug != origin])
    goal = next((role for role in match.roles if role.slug == target), None)
    return MoveEnds(by_slug.get(origin), goal, match, bool(origin))


def _find_origin(slug: str) -> Origin:
    """The position with a slug, or its role if it has one."""
    position = find_position(slug)
    if position and position.role_id:
        return lean_roles().get(pk=position.role_id)
    return position


def offer_ends(
    ends: MoveEnds, typed: Sequence[str], language: str, ticked: Ticked
) -> list[MoveEnd]:
    """The two ends. One that is open offers roles that match the typed text, or near roles.

    `typed` has a text for each end.
    """
    origin, target = ends.origin, None if ends.are_same else ends.target
    from_text, to_text = typed
    starts = [] if origin else _offers("from", target, from_text, language)
    if target:
        goals = []
    elif ticked and not (origin or to_text):
        goals = _fitting(ticked)
    else:
        goals = _offers("to", origin, to_text, language)
    positions = find_positions(from_text) if from_text and not origin else []
    return [
        MoveEnd("from", origin, from_text, starts, positions),
        MoveEnd("to", target, to_text, goals),
    ]


def _offers(name: str, other: Origin, typed: str, language: str) -> list[RoleOption]:
    """Roles to choose as an end whose other end is known or not."""
    if typed:
        return [RoleOption(role) for role in find_by_title(typed, language) if role != other]
    if isinstance(other, Role):
        return _near(name, other)
    return [RoleOption(role) for role in _on_ladders_with(other) or suggest_roles(None)]


def _fitting(ticked: Ticked) -> list[RoleOption]:
    """The roles that fit what is ticked best."""
    skills, tools = ([item.slug for item in kind] for kind in (ticked.skills, ticked.tools))
    return [RoleOption(fit.role) for fit in find(FindQuery(skills, tools)).matches[:RELATED_SHOWN]]


def _on_ladders_with(position: Position | None) -> list[Role]:
    """The roles whose ladders a position is on. One query."""
    if position is None:
        return []
    roles = lean_roles().published().filter(career_steps__positions=position).distinct()
    return [*roles[:RELATED_SHOWN]]


def find_positions(typed: str) -> list[Position]:
    """The positions that no role describes, with all words of a text in a title. One query."""
    words = ascii_words(typed)
    positions = Position.visible().filter(role=None).order_by("slug")
    return [
        position for position in positions
        if any(all(word in title for word in words) for title in _ascii_titles(position))
    ]  # fmt: skip


def _ascii_titles(position: Position) -> list[str]:
    return [to_ascii(exact_text(position, "title", code)) for code in language_codes()]


def _near(name: str, other: Role) -> list[RoleOption]:
    """The roles nearest to the other end, with the share that would carry over."""
    if name == "to":
        rows = other.related.nearest_first().with_needs()
        shares = {row.other_id: row.met for row in rows[:RELATED_SHOWN]}
    else:
        rows = RelatedRole.objects.filter(other=other).with_needs().order_by("-nearness", "role")
        shares = {row.role_id: row.met for row in rows[:RELATED_SHOWN]}
    roles = lean_roles().published().in_bulk(shares)
    by_share = sorted(shares.items(), key=lambda item: item[1].rank)
    return [RoleOption(roles[pk], met) for pk, met in by_share if pk in roles]
