"""The career map: positions in lanes by stage, and the lines of the moves between them.

Each lane has as many rows as its fullest cell, and all rows are equally high. Lines are SVG paths
in units of which a column and a row have 100 each.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from careers.ladders import LadderMove
from careers.models import Lane, Position
from roles.models import Stage
from roles.overlap import Met

UNIT = 100
# Where the box of a position begins and ends within its column; the style sheet has the same.
LEFT, RIGHT = 10, 96
GAP = UNIT - RIGHT + LEFT  # between the boxes of two columns
# The style sheet has so many rows; a map with more would be unreadable.
MAX_ROWS = 30
NO_STAGE = ("", _("Stage not given"))


@dataclass(frozen=True)
class Node:
    """A position on the map. `row` counts from 1; `move` is the one from the current position."""

    position: Position
    row: int
    is_here: bool
    move: LadderMove | None
    met: Met | None


@dataclass(frozen=True)
class MapColumn:
    """A stage with its positions from the top down."""

    stage: str
    label: str | Promise
    nodes: list[Node]


@dataclass(frozen=True)
class LaneRows:
    """A lane and its number of rows."""

    label: str | Promise
    rows: int


@dataclass(frozen=True)
class MapLine:
    """A move as an SVG path.

    `kind` has its CSS classes: "from" if it starts at the current position, "side". `ends` are the
    slugs of its positions, for the script that shows the lines of one position alone.
    """

    path: str
    kind: str
    ends: str


@dataclass(frozen=True)
class CareerMap:
    """What the template draws."""

    columns: list[MapColumn]
    lanes: list[LaneRows]
    lines: list[MapLine]

    @property
    def has_estimates(self) -> bool:
        """Whether any position stands where we have placed it, not a source."""
        return any(node.position.is_estimated for column in self.columns for node in column.nodes)

    @property
    def rows(self) -> int:
        return sum(lane.rows for lane in self.lanes)

    @property
    def borders(self) -> str:
        """The lines between lanes, as one path."""
        tops = accumulate(lane.rows for lane in self.lanes[:-1])
        return "".join(f"M0 {UNIT * top}H{UNIT * len(self.columns)}" for top in tops)

    @property
    def view_box(self) -> str:
        return f"0 0 {UNIT * len(self.columns)} {UNIT * self.rows}"

    @property
    def is_drawable(self) -> bool:
        """Whether it is readable: neither a single position nor hundreds."""
        nodes = sum(len(column.nodes) for column in self.columns)
        return nodes > 1 and self.rows <= MAX_ROWS


def career_map(
    positions: Iterable[Position],
    moves: Iterable[LadderMove],
    current_position: Position | None = None,
    shares: Mapping[int, Met | None] | None = None,
) -> CareerMap:
    """Places positions, in their order within a cell, and draws the moves between them.

    `shares` has how much carries over from `current_position`, by role id.
    """
    moves = list(moves)
    cells: dict[tuple[str, str], list[Position]] = defaultdict(list)
    for position in positions:
        cells[position.lane, position.placed_stage].append(position)
    lanes = {
        lane.value: max(len(cell) for (name, _), cell in cells.items() if name == lane)
        for lane in Lane
        if any(name == lane for name, _ in cells)
    }
    places = _places(cells, lanes)
    shares = shares or {}
    columns = [
        MapColumn(stage, label, _nodes(cells, places, stage, moves, current_position, shares))
        for stage, label in _stages(cells)
    ]
    return CareerMap(
        columns=columns,
        lanes=[LaneRows(Lane(lane).label, rows) for lane, rows in lanes.items()],
        lines=_lines(moves, places, current_position),
    )


def _stages(cells: Iterable[tuple[str, str]]) -> list[tuple[str, str | Promise]]:
    """All stages, and a column for positions without one if there are any."""
    has_none = any(stage == "" for _, stage in cells)
    return [*Stage.choices, *([NO_STAGE] if has_none else [])]


def _places(
    cells: dict[tuple[str, str], list[Position]], lanes: dict[str, int]
) -> dict[str, tuple[int, int]]:
    """The column and the row of each position, from 0, by its slug."""
    columns = {stage: number for number, (stage, _) in enumerate(_stages(cells))}
    first, tops = 0, {}
    for lane, rows in lanes.items():
        tops[lane], first = first, first + rows
    return {
        position.slug: (columns[stage], tops[lane] + number)
        for (lane, stage), cell in cells.items()
        for number, position in enumerate(cell)
    }


def _nodes(
    cells: dict[tuple[str, str], list[Position]],
    places: dict[str, tuple[int, int]],
    stage: str,
    moves: list[LadderMove],
    current_position: Position | None,
    shares: Mapping[int, Met | None],
) -> list[Node]:
    moves_by_end = {
        move.end.slug: move for move in moves if current_position and move.start == current_position
    }
    nodes = [
        Node(
            position,
            row=places[position.slug][1] + 1,
            is_here=position == current_position,
            move=moves_by_end.get(position.slug),
            met=shares.get(position.role_id) if position.role_id else None,
        )
        for (_, cell_stage), cell in cells.items()
        if cell_stage == stage
        for position in cell
    ]
    return sorted(nodes, key=lambda node: node.row)


def _lines(
    moves: list[LadderMove], places: dict[str, tuple[int, int]], current_position: Position | None
) -> list[MapLine]:
    """Moves from the current position come last, so that they are drawn on top."""
    lines = [
        MapLine(
            _path(places[move.start.slug], places[move.end.slug]),
            _kind(move, current_position),
            f"{move.start.slug} {move.end.slug}",
        )
        for move in moves
        if move.start.slug in places and move.end.slug in places
    ]
    return sorted(lines, key=lambda line: "from" in line.kind)


def _kind(move: LadderMove, current_position: Position | None) -> str:
    kinds = (
        ("from", bool(current_position) and move.start == current_position),
        ("side", not move.is_upward),
    )
    return " ".join(name for name, applies in kinds if applies)


def _path(start: tuple[int, int], end: tuple[int, int]) -> str:
    """A line that passes no box: within columns' gaps, and between rows where it crosses columns.

    It leaves a box at the right, or at the left if the other one is not in a later column, and
    ends at the left of the other.
    """
    (from_column, from_row), (to_column, to_row) = start, end
    y1, y2 = (UNIT * row + UNIT // 2 for row in (from_row, to_row))
    x2 = UNIT * to_column + LEFT
    if to_column > from_column:
        x1 = UNIT * from_column + RIGHT
        if to_column == from_column + 1:
            return f"M{x1} {y1}{_bend(x1, y1, x2, y2)}"
        y, x, before = _between_rows(from_row, to_row), x1 + GAP, x2 - GAP
        return f"M{x1} {y1}{_bend(x1, y1, x, y)}H{before}{_bend(before, y, x2, y2)}"
    x1 = UNIT * from_column + LEFT
    if to_column == from_column:
        return f"M{x1} {y1}{_around(x1, y1, x2, y2)}"
    y, x = _between_rows(from_row, to_row), x1 - GAP
    return f"M{x1} {y1}{_bend(x1, y1, x, y)}H{x2}{_around(x2, y, x2, y2)}"


def _bend(x1: int, y1: int, x2: int, y2: int) -> str:
    """From one side of a gap between columns to the other."""
    return f"C{x2} {y1} {x1} {y2} {x2} {y2}"


def _around(x1: int, y1: int, x2: int, y2: int) -> str:
    """From the left of a box to the left of another in the same column."""
    out = min(x1, x2) - GAP + 2
    return f"C{out} {y1} {out} {y2} {x2} {y2}"


def _between_rows(from_row: int, to_row: int) -> int:
    """The height at which a line crosses columns: beside its end, where no row has a box.

    Lines from neighbouring rows, and borders between lanes, are a little apart.
    """
    is_above = from_row < to_row or from_row == to_row > 0
    return UNIT * (to_row if is_above else to_row + 1) + (from_row % 3) * 3 - 4
