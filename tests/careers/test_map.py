import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careers.ladders import LadderMove
from careers.map import MAX_ROWS, career_map
from careers.models import Lane, Position
from roles.models import Stage

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
        ("Customer growth", 1),
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
        ("M96 50C153 50 153 150 210 150", ""),
        ("M210 150C198 150 198 250 210 250", ""),
        ("M296 150C403 150 403 350 510 350", "side"),
    ]


def test_moves_from_here_are_marked_and_lie_on_top():
    found = drawn(current_position=LEAD, percents={})

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
    assert all(re.fullmatch(r"M-?\d+ \d+C[-\d ]+", line.path) for line in found.lines)
