"""The moves between positions that the ladders of roles tell of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Prefetch, Q, QuerySet

from careers.models import CareerStep, Position, StepKind
from roles.models import Role, Stage

RANKS = {stage.value: rank for rank, stage in enumerate(Stage)}


@dataclass(frozen=True)
class LadderMove:
    """From one position to another, up or sideways, as `step` of a role's ladder says.

    `step` is the rung that the move leads to; its advice is how to get there. A role that does not
    stand on its own ladder has no rung to itself: a move to it has no step.
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
        """Whether all its positions stand at stages below one. A stage that nobody gives is not."""
        return all(RANKS.get(position.stage, rank) < rank for position in self.positions)


def all_moves() -> list[LadderMove]:
    """The moves that the ladders of all published roles tell of. Two queries."""
    return _moves(_steps())


def moves_around(position: Position) -> list[LadderMove]:
    """The moves from a position and to it. Two queries, and none for one that is not stored."""
    if position.pk is None:
        return []
    ladders = Q(role__career_steps__positions=position) | Q(role__position=position)
    near = _moves(_steps().filter(pk__in=CareerStep.objects.filter(ladders).values("pk")))
    return [move for move in near if position in (move.start, move.end)]


def _steps() -> QuerySet[CareerStep]:
    kinds = (StepKind.UPWARD, StepKind.SIDEWAYS)
    return (
        CareerStep.objects.filter(role__status=Role.Status.PUBLISHED, kind__in=kinds)
        .select_related("role__position")
        .prefetch_related(Prefetch("positions", Position.visible().order_by("slug")))
        .order_by("role", "order", "pk")
    )


def _moves(steps: Iterable[CareerStep]) -> list[LadderMove]:
    """The moves of some whole ladders, each from one position to another once."""
    ladders: dict[int, list[CareerStep]] = {}
    for step in steps:
        ladders.setdefault(step.role_id, []).append(step)
    found: dict[tuple[int, int], LadderMove] = {}
    for ladder in ladders.values():
        for move in (*_upward(ladder), *_sideways(ladder)):
            found.setdefault((move.start.pk, move.end.pk), move)
    return list(found.values())


def _upward(ladder: list[CareerStep]) -> Iterator[LadderMove]:
    """From each position of a rung to each of the next one."""
    for lower, higher in pairwise(_rungs(ladder)):
        for start in lower.positions:
            for end in higher.positions:
                if start != end:
                    yield LadderMove(start, end, is_upward=True, step=higher.step)


def _rungs(ladder: list[CareerStep]) -> list[Rung]:
    """The rungs with visible positions, the lowest first.

    A role that does not stand on its own ladder comes after the rungs that are below its stage.
    """
    steps = [step for step in ladder if step.kind == StepKind.UPWARD]
    rungs = [Rung(step.visible_positions, step) for step in steps]
    rungs = [rung for rung in rungs if rung.positions]
    own = own_position(ladder[0])
    if own and not any(own in rung.positions for rung in rungs):
        rank = RANKS.get(own.stage, 0)
        place = next((n for n, rung in enumerate(rungs) if not rung.is_below(rank)), len(rungs))
        rungs.insert(place, Rung([own], None))
    return rungs


def _sideways(ladder: list[CareerStep]) -> Iterator[LadderMove]:
    """From the role whose ladder it is."""
    own = own_position(ladder[0])
    for step in ladder:
        if own and step.kind == StepKind.SIDEWAYS:
            for end in step.visible_positions:
                if end != own:
                    yield LadderMove(own, end, is_upward=False, step=step)


def own_position(step: CareerStep) -> Position | None:
    """The position of the role whose ladder it is, if the role has one."""
    position = getattr(step.role, "position", None)
    return position if position and position.is_visible else None
