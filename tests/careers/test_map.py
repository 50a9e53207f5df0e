import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careers.ladders import LadderMove
from careers.map import LEFT, MAX_ROWS, RIGHT, UNIT, career_map
from careers.models import Lane, Position
from roles.models import Role, Stage

AGENT = Position(pk=1, slug="agent", lane="service", stage="entry")
LEAD = Position(pk=2, slug="lead", lane="leadership", stage="lead")
HEAD = Position(pk=3, slug="head", lane="leadership", stage="lead")
SALES = Position(pk=4, slug="sales", lane="growth", stage="")
MOVES = [
    LadderMove(AGENT, LEAD, is_upward=True, step=None),
    LadderMove(LEAD, HEAD, is_upward=True, step=None),
    LadderMove(LEAD, SALES, is_upward=False, step=None),
]


def drawn(**options):
    return career_map([AGENT, LEAD, HEAD, SALES], MOVES, **options)


def placed(found) -> dict[str, tuple[str, int]]:
    return {
        node.position.slug: (column.stage, node.row)
        for column in found.columns
        for node in column.nodes
    }


def test_lane_has_as_many_rows_as_its_fullest_cell():
    found = drawn()

    assert [(str(lane.label), lane.rows) for lane in found.lanes] == [
        ("Serving customers", 1),
        ("Leading people", 2),
        ("Customer relationships", 1),
    ]
    assert placed(found) == {
        "agent": ("entry", 1),
        "lead": ("lead", 2),
        "head": ("lead", 3),
        "sales": ("", 4),
    }


def test_positions_without_a_stage_have_a_column_only_if_there_are_any():
    assert [column.stage for column in drawn().columns] == [*Stage.values, ""]
    assert [column.stage for column in career_map([AGENT], []).columns] == Stage.values


def test_lines_lead_from_box_to_box():
    found = drawn()

    assert found.view_box == "0 0 600 400"
    assert [(line.path, line.kind) for line in found.lines] == [
        ("M96 50C110 50 96 96 110 96H196C210 96 196 150 210 150", ""),
        ("M210 150C198 150 198 250 210 250", ""),
        ("M296 150C310 150 296 299 310 299H496C510 299 496 350 510 350", "side"),
    ]


def test_moves_from_here_are_marked_and_lie_on_top():
    found = drawn(current_position=LEAD, shares={})

    assert [line.kind for line in found.lines] == ["", "from", "from side"]
    nodes = {node.position.slug: node for column in found.columns for node in column.nodes}
    assert [slug for slug, node in nodes.items() if node.is_here] == ["lead"]
    assert {slug for slug, node in nodes.items() if node.move} == {"head", "sales"}


def test_move_to_a_position_that_is_not_on_the_map_is_not_drawn():
    assert career_map([AGENT], MOVES).lines == []


@pytest.mark.parametrize(("number", "is_drawable"), [(1, False), (2, True), (MAX_ROWS + 1, False)])
def test_map_is_drawn_if_it_is_one_clear_picture(number, is_drawable):
    positions = [
        Position(pk=n, slug=f"p{n}", lane="service", stage="entry") for n in range(1, number + 1)
    ]
    assert career_map(positions, []).is_drawable is is_drawable


@given(
    st.lists(
        st.tuples(st.sampled_from(Lane.values), st.sampled_from([*Stage.values, ""])), max_size=20
    )
)
@settings(max_examples=50)
def test_every_position_has_a_place_of_its_own_within_its_lane(where):
    positions = [
        Position(pk=n, slug=f"p{n}", lane=lane, stage=stage)
        for n, (lane, stage) in enumerate(where, start=1)
    ]
    moves = [
        LadderMove(one, two, True, None) for one in positions for two in positions if one != two
    ]
    found = career_map(positions, moves)

    places = placed(found)
    assert len(set(places.values())) == len(places) == len(positions)
    tops = {}
    for lane in found.lanes:
        first = sum(rows for _, rows in tops.values()) + 1
        tops[str(lane.label)] = (first, lane.rows)
    for position in positions:
        first, rows = tops[str(position.get_lane_display())]
        assert first <= places[position.slug][1] < first + rows
    assert len(found.lines) == len(moves)
    boxes = {(column, row) for column, row in _boxes(found)}
    for line in found.lines:
        assert {_box_at(x, y) for x, y in _points(line.path)}.isdisjoint(boxes), line.path


def _boxes(found):
    """The column, from 0, and the row of each position."""
    for column, stage in enumerate(found.columns):
        yield from ((column, node.row) for node in stage.nodes)


def _box_at(x: float, y: float) -> tuple[int, int] | None:
    """Where a point lies if it is within the box of a position, which fills 80 % of its row."""
    inside = LEFT < x % UNIT < RIGHT and UNIT * 0.1 < y % UNIT < UNIT * 0.9
    return (int(x // UNIT), int(y // UNIT) + 1) if inside else None


def _points(path: str) -> Iterator[tuple[float, float]]:
    """Points along a line."""
    x, y = 0.0, 0.0
    for command, numbers in re.findall(r"([MCH])([-\d ]+)", path):
        values = [float(number) for number in numbers.split()]
        if command == "M":
            x, y = values
            continue
        curve = values if command == "C" else [x, y, values[0], y, values[0], y]
        for step in range(1, 20):
            t = step / 20
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
            xs, ys = (x, *curve[0::2]), (y, *curve[1::2])
            yield (
                sum(w * v for w, v in zip(weights, xs, strict=True)),
                sum(w * v for w, v in zip(weights, ys, strict=True)),
            )
        x, y = curve[-2:]


def test_stage_that_a_role_has_is_that_of_its_position_and_another_is_our_estimate():
    def placed_stage(role_stage: str, own: str) -> tuple[str, bool]:
        role = Role(pk=1, slug="boss", stage=role_stage, status=Role.Status.PUBLISHED)
        position = Position(pk=1, slug="boss", role=role, lane="service", stage=own)
        [stage] = [column.stage for column in career_map([position], []).columns if column.nodes]
        return stage, position.is_estimated

    assert placed_stage("manager", "lead") == ("manager", False)
    assert placed_stage("", "lead") == ("lead", True)
    assert placed_stage("", "") == ("", False)
    assert not Position(slug="agent", stage="entry").is_estimated
