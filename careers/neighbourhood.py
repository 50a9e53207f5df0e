"""The neighbourhood of a position: moves to it, moves from it, and the nearest roles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from careers.ladders import LadderMove, carried_over, moves_around
from careers.map import CareerMap, career_map
from careers.models import LEAN_POSITION, CareerStep, Position
from core.prepared import PreparedQuery, QueryParam
from roles.models import RelatedRole, Role
from roles.overlap import Met, Needs
from roles.related import needs_of
from roles.role_sets import RoleId
from skills.models import Skill
from translations.texts import text_columns

MAX_NEAR = 6
MAX_SKILLS = 4
_titled = ("slug", "source_language", *text_columns("title"))
_role_columns = (
    "stage",
    "status",
    *_titled,
    "family",
    *(f"family__{name}" for name in ("hue", *_titled)),
)
_named_positions = PreparedQuery(
    Position,
    lambda positions: (
        positions.filter(Q(slug=QueryParam("slug")) | Q(role__slug=QueryParam("slug")))
        .select_related("role__family")
        .only(*LEAN_POSITION, "role__family", "role__family__hue")
        .order_by("slug")[:1]
    ),
)
_named_roles = PreparedQuery(
    Role,
    lambda roles: (
        roles.published()
        .filter(slug=QueryParam("slug"))
        .select_related("family")
        .only(*_role_columns)
    ),
)
_nearest = PreparedQuery(
    RelatedRole,
    lambda related: (
        related.filter(role=QueryParam("role"))
        .nearest_first()
        .select_related("other__family")
        .only("other", *(f"other__{name}" for name in _role_columns))
    ),
)
_visible_skills = PreparedQuery(
    Skill, lambda _: Skill.visible().filter(pk__in=QueryParam("ids")).only(*_titled)
)


@dataclass(frozen=True)
class NeighbourMove:
    """A position to go to, with how much carries over and the first skills to build.

    `move` is None if no ladder leads there. `met` is None unless both ends have a role with
    needs.
    """

    position: Position
    move: LadderMove | None
    met: Met | None
    to_build: list[Skill]

    @property
    def is_upward(self) -> bool:
        return self.move is not None and self.move.is_upward


@dataclass(frozen=True)
class Neighbourhood:
    """What the page of a position shows."""

    position: Position
    map: CareerMap
    onward: list[NeighbourMove]
    incoming: list[tuple[LadderMove, Met | None]]
    near: list[NeighbourMove]
    advice: list[tuple[CareerStep, list[Position]]]

    @property
    def has_brief(self) -> bool:
        """Whether a share rests on a briefly described role."""
        shares = [move.met for move in (*self.onward, *self.near)]
        shares += [share for _, share in self.incoming]
        return any(share.percent is None for share in shares if share)

    @property
    def upward(self) -> int:
        """How many moves lead up."""
        return sum(neighbour.is_upward for neighbour in self.onward)

    @property
    def sideways(self) -> int:
        """How many moves lead sideways."""
        return len(self.onward) - self.upward


def find_position(slug: str) -> Position | None:
    """The visible position with a slug, or of the role with that slug.

    For a published role without a position it is an unsaved one.
    """
    position = next(iter(_named_positions(slug=slug)), None)
    if position:
        return position if position.is_visible else None
    role = next(iter(_named_roles(slug=slug)), None)
    return _unsaved_position(role) if role else None


def _unsaved_position(role: Role) -> Position:
    return Position(slug=role.slug, role=role, stage=role.stage)


def neighbourhood(position: Position) -> Neighbourhood:
    """A position, its moves and the roles nearest to it. Nine queries at most."""
    moves = moves_around(position)
    onward = [move for move in moves if move.start == position]
    reached = {move.end.role_id for move in onward}
    near = [role for role in _near(position) if role.pk not in reached][:MAX_NEAR]
    incoming = [move for move in moves if move.end == position]
    targets = [*filter(None, reached), *(role.pk for role in near)]
    needs = _needs(position.role_id, [*targets, *(move.start.role_id for move in incoming)])
    shares = {pk: carried_over(needs, position.role_id, pk) for pk in targets}
    to_build = _to_build(needs, position.role_id, targets)

    def neighbour(end: Position, move: LadderMove | None) -> NeighbourMove:
        pk = end.role_id or 0  # no role has this id
        return NeighbourMove(end, move, shares.get(pk), to_build.get(pk, []))

    onward_moves = [neighbour(move.end, move) for move in onward]
    near_moves = [neighbour(_unsaved_position(role), None) for role in near]
    return Neighbourhood(
        position=position,
        map=career_map(_positions(position, moves), moves, position, shares),
        onward=sorted(onward_moves, key=_most_carried_first),
        incoming=[
            (move, carried_over(needs, move.start.role_id, position.role_id)) for move in incoming
        ],
        near=sorted(near_moves, key=_most_carried_first),
        advice=_advice(onward),
    )


def _near(position: Position) -> list[Role]:
    """The roles nearest to the position's own. One query."""
    if not position.role_id:
        return []
    return [row.other for row in _nearest(role=position.role_id)]


def _needs(role_id: int | None, others: Iterable[int | None]) -> Mapping[RoleId, Needs]:
    """The needs of a role and of others. Two queries; none without a role or without others."""
    ids = {pk for pk in others if pk}
    return needs_of({role_id, *ids}) if role_id and ids else {}


def _to_build(
    needs: Mapping[RoleId, Needs], role_id: int | None, target_ids: Iterable[int]
) -> dict[int, list[Skill]]:
    """The first essential skills to build for each target role, by its id. One query."""
    origin = needs.get(RoleId(role_id or 0))
    targets = {pk: needs[RoleId(pk)] for pk in target_ids if pk in needs}
    if origin is None or not targets:
        return {}
    missing = {pk: sorted(need.essential - origin.known.skills) for pk, need in targets.items()}
    first = {pk: ids[:MAX_SKILLS] for pk, ids in missing.items()}
    ids = [*{skill_id for skill_ids in first.values() for skill_id in skill_ids}]
    skills = {skill.pk: skill for skill in _visible_skills(ids=ids)}
    return {
        pk: [skills[skill_id] for skill_id in ids if skill_id in skills]
        for pk, ids in first.items()
    }


def _positions(position: Position, moves: Iterable[LadderMove]) -> list[Position]:
    """The position and those at the ends of its moves that have a lane, each once, by slug."""
    ends = [end for move in moves for end in (move.start, move.end)]
    by_slug = {end.slug: end for end in (position, *ends) if end.lane}
    return [by_slug[slug] for slug in sorted(by_slug)]


def _most_carried_first(neighbour: NeighbourMove) -> tuple[bool, tuple[bool, float], bool]:
    rank = neighbour.met.rank if neighbour.met else (False, 0.0)
    return (neighbour.met is None, rank, not neighbour.is_upward)


def _advice(moves: list[LadderMove]) -> list[tuple[CareerStep, list[Position]]]:
    """Each career step that the moves lead to, with the positions reached there."""
    rungs: dict[int, tuple[CareerStep, list[Position]]] = {}
    for move in moves:
        if move.step:
            rungs.setdefault(move.step.pk, (move.step, []))[1].append(move.end)
    return list(rungs.values())
