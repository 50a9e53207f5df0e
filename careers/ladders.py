"""The moves between positions, as the ladders of roles describe them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Q, QuerySet

from careers.models import LEAN_POSITION, CareerStep, Position, StepKind
from core.prepared import PreparedQuery, QueryParam
from roles.details import read_many
from roles.models import Role, Stage
from roles.overlap import Met, Needs, met, overlap
from roles.registry import kinds_by_model
from roles.related import needs_of
from roles.role_sets import RoleId
from translations.texts import text_columns

TITLE = text_columns("title")
STEP_COLUMNS = ("key", "kind", "stage", "source_language", "role", *text_columns("advice"))
RANKS = {stage.value: rank for rank, stage in enumerate(Stage)}


@dataclass(frozen=True)
class LadderMove:
    """A move from one position to another, up or sideways.

    `step` is the career step that the move leads to; its advice is how to get there. It is None
    for a move to a role that is not on its own ladder.
    """

    start: Position
    end: Position
    is_upward: bool
    step: CareerStep | None


@dataclass(frozen=True)
class Rung:
    """Positions at the same height of a ladder."""

    positions: list[Position]
    step: CareerStep | None

    def is_below(self, rank: int) -> bool:
        """Whether all its positions have stages below a rank. An unknown stage is not below."""
        return all(RANKS.get(position.placed_stage, rank) < rank for position in self.positions)


def all_moves() -> list[LadderMove]:
    """The moves on the ladders of all published roles. Two queries."""
    return _moves(_with_positions(_all_steps()))


def moves_around(position: Position) -> list[LadderMove]:
    """The moves from a position and to it. Two queries; none for an unsaved position."""
    if position._state.adding:
        return []
    moves = _moves(_with_positions(_steps_around(position=position.pk)))
    return [move for move in moves if position in (move.start, move.end)]


def moves_by_start(moves: Iterable[LadderMove]) -> dict[int, list[LadderMove]]:
    """Moves by the id of the position that they start from."""
    by_start: dict[int, list[LadderMove]] = defaultdict(list)
    for move in moves:
        by_start[move.start.pk].append(move)
    return by_start


def shares_of(moves: Iterable[LadderMove]) -> dict[LadderMove, Met]:
    """How much carries over by the moves of which both ends have a role with needs. Two queries."""
    between = [move for move in moves if move.start.role_id and move.end.role_id]
    ends = (end for move in between for end in (move.start, move.end))
    role_ids = {end.role_id for end in ends if end.role_id}
    if not role_ids:
        return {}
    needs = needs_of(role_ids)
    shares = {move: carried_over(needs, move.start.role_id, move.end.role_id) for move in between}
    return {move: share for move, share in shares.items() if share}


def carried_over(needs: Mapping[RoleId, Needs], start: int | None, end: int | None) -> Met | None:
    """How much of what one role needs is known in another; None unless both are in `needs`."""
    origin, target = needs.get(RoleId(start or 0)), needs.get(RoleId(end or 0))
    if origin is None or target is None:
        return None
    return met(target, overlap(target, origin.known), from_brief=origin.is_brief)


def _steps(steps: Any) -> QuerySet[CareerStep]:
    """The steps of published roles that lead to another position, ladder by ladder."""
    kinds = (StepKind.UPWARD, StepKind.SIDEWAYS)
    of_roles: QuerySet[CareerStep] = steps.filter(
        role__status=Role.Status.PUBLISHED, kind__in=kinds
    )
    role = ("role__slug", "role__source_language", *(f"role__{name}" for name in TITLE))
    own_position = (f"role__position__{name}" for name in LEAN_POSITION)
    return (
        of_roles.select_related("role__position__role")
        .only(*STEP_COLUMNS, *role, *own_position)
        .order_by("role", "order", "pk")
    )


_all_steps = PreparedQuery(CareerStep, _steps)


def _around(steps: Any) -> QuerySet[CareerStep]:
    """Those of the ladders that a position is on, and of its own role's."""
    position = QueryParam("position")
    ladders = Q(role__career_steps__positions=position) | Q(role__position=position)
    return _steps(steps).filter(pk__in=CareerStep.objects.filter(ladders).values("pk"))


_steps_around = PreparedQuery(CareerStep, _around)


def _with_positions(steps: list[CareerStep]) -> list[CareerStep]:
    read_many(kinds_by_model()[CareerStep], steps, list({step.role_id for step in steps}))
    return steps


def _moves(steps: Iterable[CareerStep]) -> list[LadderMove]:
    """The moves of whole ladders; of several between the same two positions the first."""
    ladders: dict[int, list[CareerStep]] = {}
    for step in steps:
        ladders.setdefault(step.role_id, []).append(step)
    moves: dict[tuple[int, int], LadderMove] = {}
    for ladder in ladders.values():
        for move in (*_upward(ladder), *_sideways(ladder)):
            moves.setdefault((move.start.pk, move.end.pk), move)
    return list(moves.values())


def _upward(ladder: list[CareerStep]) -> Iterator[LadderMove]:
    """The moves from each position of a rung to each of the next one."""
    for lower, higher in pairwise(_rungs(ladder)):
        for start in lower.positions:
            for end in higher.positions:
                if start != end:
                    yield LadderMove(start, end, is_upward=True, step=higher.step)


def _rungs(ladder: list[CareerStep]) -> list[Rung]:
    """The rungs with visible positions, the lowest first.

    A role that is not on its own ladder is inserted after the rungs that are below its stage.
    """
    steps = [step for step in ladder if step.kind == StepKind.UPWARD]
    rungs = [Rung(step.visible_positions, step) for step in steps]
    rungs = [rung for rung in rungs if rung.positions]
    own = own_position(ladder[0])
    if own and not any(own in rung.positions for rung in rungs):
        rank = RANKS.get(own.placed_stage, 0)
        above = (index for index, rung in enumerate(rungs) if not rung.is_below(rank))
        rungs.insert(next(above, len(rungs)), Rung([own], None))
    return rungs


def _sideways(ladder: list[CareerStep]) -> Iterator[LadderMove]:
    """The moves from the role of a ladder to positions beside it."""
    own = own_position(ladder[0])
    for step in ladder:
        if own and step.kind == StepKind.SIDEWAYS:
            for end in step.visible_positions:
                if end != own:
                    yield LadderMove(own, end, is_upward=False, step=step)


def own_position(step: CareerStep) -> Position | None:
    """The position of the role that a step belongs to, if it is visible."""
    position = getattr(step.role, "position", None)
    return position if position and position.is_visible else None
