"""A position among the others: where people come from, where they go, which roles are near."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from careers.ladders import LadderMove, moves_around
from careers.map import CareerMap, career_map
from careers.models import CareerStep, Position
from roles.models import RelatedRole, Role
from roles.overlap import overlap, percent
from roles.related import needs_of
from skills.models import Skill

MAX_NEAR = 6
MAX_SKILLS = 4


@dataclass(frozen=True)
class NeighbourMove:
    """A move with what it takes: how much carries over, and the first skills to build.

    Both are there only where both ends have a role that takes skills.
    """

    position: Position
    move: LadderMove | None
    percent: int | None
    to_build: list[Skill]


@dataclass(frozen=True)
class Neighbourhood:
    """What the page of a position shows."""

    position: Position
    map: CareerMap
    ways_on: list[NeighbourMove]
    ways_here: list[LadderMove]
    near: list[NeighbourMove]
    advice: list[tuple[CareerStep, list[Position]]]

    @property
    def upward(self) -> int:
        return sum(1 for way in self.ways_on if way.move.is_upward)

    @property
    def sideways(self) -> int:
        return len(self.ways_on) - self.upward


def find_position(slug: str) -> Position | None:
    """The position of this name, or of the role of this name, if readers may see it.

    Every role is a position: one that stands on no ladder is made up for it here, not stored.
    """
    named = Position.objects.filter(Q(slug=slug) | Q(role__slug=slug)).order_by("slug").first()
    if named:
        return named if named.is_visible else None
    role = Role.objects.published().filter(slug=slug).first()
    return Position(slug=role.slug, role=role, stage=role.stage) if role else None


def neighbourhood(position: Position) -> Neighbourhood:
    """A position, its moves and the roles near to it. Nine queries at most."""
    moves = moves_around(position)
    on = [move for move in moves if move.start == position]
    named = {move.end.role_id for move in on}
    near = [role for role in _near(position) if role.pk not in named][:MAX_NEAR]
    wanted = [*(move.end.role for move in on if move.end.role), *near]
    percents, to_build = _carried(position.role_id, [role.pk for role in wanted])
    ways_on = [
        NeighbourMove(
            move.end,
            move,
            percents.get(move.end.role_id),
            to_build.get(move.end.role_id, []),
        )
        for move in on
    ]
    near_ways = [
        NeighbourMove(
            Position(slug=role.slug, role=role, stage=role.stage),
            None,
            percents.get(role.pk),
            to_build.get(role.pk, []),
        )
        for role in near
    ]
    return Neighbourhood(
        position=position,
        map=career_map(_positions(position, moves), moves, position, percents),
        ways_on=sorted(ways_on, key=_most_carried_first),
        ways_here=[move for move in moves if move.end == position],
        near=sorted(near_ways, key=lambda way: -(way.percent or 0)),
        advice=_advice(on),
    )


def _near(position: Position) -> list[Role]:
    """The roles that are nearest to the position's own, in one query."""
    if not position.role_id:
        return []
    related = RelatedRole.objects.filter(role=position.role_id).nearest_first()
    return [row.other for row in related.select_related("other__family")]


def _carried(
    role_id: int | None, others: list[int]
) -> tuple[dict[int, int], dict[int, list[Skill]]]:
    """For each of the other roles, how much carries over and the first essential skills to build.

    Three queries. Empty if there is no role to come from, or none to go to.
    """
    if not role_id or not others:
        return {}, {}
    needs = needs_of([role_id, *others])
    if role_id not in needs:
        return {}, {}
    known = needs.pop(role_id).known
    missing = {pk: sorted(need.essential - known.skills) for pk, need in needs.items()}
    first = {pk: ids[:MAX_SKILLS] for pk, ids in missing.items()}
    skills = Skill.visible().in_bulk({skill for ids in first.values() for skill in ids})
    return (
        {pk: percent(overlap(need, known).share) for pk, need in needs.items()},
        {pk: [skills[id] for id in ids if id in skills] for pk, ids in first.items()},
    )


def _positions(position: Position, moves: Iterable[LadderMove]) -> list[Position]:
    """The position and those that its moves touch, each once, as they are named."""
    around = [end for move in moves for end in (move.start, move.end)]
    found = {one.slug: one for one in (position, *around) if one.lane}
    return [found[slug] for slug in sorted(found)]


def _most_carried_first(way: NeighbourMove) -> tuple[bool, int, bool]:
    return (way.percent is None, -(way.percent or 0), not way.move.is_upward)


def _advice(moves: list[LadderMove]) -> list[tuple[CareerStep, list[Position]]]:
    """Each rung that a move leads to, with the positions on it that the moves lead to."""
    rungs: dict[int, tuple[CareerStep, list[Position]]] = {}
    for move in moves:
        if move.step:
            rungs.setdefault(move.step.pk, (move.step, []))[1].append(move.end)
    return list(rungs.values())
