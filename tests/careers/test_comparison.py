import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.comparison import (
    Cell,
    ComparedRole,
    Comparison,
    ComparisonEntry,
    ComparisonRow,
    ComparisonSection,
    RolePair,
    SharedCount,
    Summary,
)
from roles.models import Role

VALUES = st.one_of(st.none(), st.integers(0, 3))
ROWS = st.lists(VALUES, min_size=2, max_size=4).map(
    lambda values: ComparisonRow("Line", tuple(Cell(value) for value in values))
)
SECTIONS = st.lists(
    st.lists(ROWS, min_size=1, max_size=5).map(
        lambda rows: ComparisonSection("s", "Section", tuple(rows))
    ),
    max_size=4,
)
NOTHING = SharedCount(0, 0)
COLUMN = ComparedRole(Role(), "A", [], is_brief=False)
NO_SUMMARY = Summary(NOTHING, None, None, [], None, None)


def comparison(sections: list[ComparisonSection]) -> Comparison:
    return Comparison([], sections, [], NO_SUMMARY)


def rows(found: Comparison) -> list[ComparisonRow]:
    return [row for section in found.sections for row in section.rows]


@pytest.mark.parametrize(
    ("values", "is_shared", "differs"),
    [
        (("a", "a"), True, False),
        (("a", "b"), False, True),
        (("a", None), False, True),
        (("a", "a", "b", "a"), False, True),
        (("a", "a", "a", None), False, True),
        ((frozenset(), frozenset()), True, False),
    ],
)
def test_row_is_shared_if_all_have_the_same_and_differs_if_not(values, is_shared, differs):
    row = ComparisonRow("Line", tuple(Cell(value) for value in values))

    assert (row.is_shared, row.differs) == (is_shared, differs)


def named(*keys: str) -> Cell:
    return Cell(frozenset(keys), tuple(ComparisonEntry(key, key=key) for key in keys))


def test_what_a_row_is_about_is_shared_by_all_who_have_it():
    cells = (Cell("essential"), Cell("useful"))

    assert ComparisonRow("Empathy", cells, is_term=True).is_shared
    assert not ComparisonRow("Empathy", (*cells, Cell()), is_term=True).is_shared


def test_only_entries_that_all_have_are_shown_of_what_is_shared():
    row = ComparisonRow("Chat", (named("Front", "Slack"), named("Slack", "Zoom")))
    [section] = comparison([ComparisonSection("s", "Section", (row,))]).showing("shared").sections
    [shared] = section.rows

    assert [[entry.text for entry in cell.entries] for cell in shared.cells] == [["Slack"]] * 2
    assert shared.differs


def test_term_that_roles_share_in_other_ways_stands_as_it_is():
    row = ComparisonRow("Chat", (named("Front"), named("Slack")), is_term=True)

    assert row.shared_part() == row


@pytest.mark.parametrize(
    ("shared", "total", "degree"),
    [(2, 3, "much"), (1, 2, "some"), (1, 3, "some"), (2, 7, "little"), (0, 0, "little")],
)
def test_share_says_in_a_word_how_much_it_is(shared, total, degree):
    assert SharedCount(shared, total).degree == degree


@pytest.mark.parametrize(
    ("skills", "tools", "shared"),
    [([], [], (False, False)), ([0, 1], [0, 0], (True, False)), ([0, 0], [2, 0], (False, True))],
)
def test_roles_share_what_any_two_of_them_have(skills, tools, shared):
    pairs = [
        RolePair(COLUMN, COLUMN, SharedCount(skill, 2), SharedCount(tool, 2), NOTHING, NOTHING)
        for skill, tool in zip(skills, tools, strict=True)
    ]
    found = Comparison([], [], pairs, NO_SUMMARY)

    assert (found.share_skills, found.share_tools) == shared


@given(SECTIONS)
def test_everything_is_either_the_same_for_all_or_a_difference(sections):
    whole = comparison(sections)
    differences = rows(whole.showing("differences"))

    assert len(differences) + sum(not row.differs for row in rows(whole)) == len(rows(whole))
    assert all(row.differs for row in differences)


@given(SECTIONS)
def test_what_is_shared_each_role_has(sections):
    shared = rows(comparison(sections).showing("shared"))

    assert shared == [row for row in rows(comparison(sections)) if row.is_shared]
    assert all(cell.value is not None for row in shared for cell in row.cells)


@given(SECTIONS, st.sampled_from(["differences", "shared"]))
def test_no_section_is_left_empty_and_narrowing_twice_changes_nothing(sections, what):
    once = comparison(sections).showing(what)

    assert all(section.rows for section in once.sections)
    assert once.showing(what) == once


@pytest.mark.parametrize("what", ["all", "", "nonsense"])
def test_showing_anything_else_shows_everything(what):
    whole = comparison(
        [ComparisonSection("s", "Section", (ComparisonRow("Line", (Cell(1), Cell(1))),))]
    )

    assert whole.showing(what) == whole


@given(st.lists(st.frozensets(st.integers(0, 9)), min_size=1, max_size=4))
def test_share_counts_what_all_have_of_what_any_has(sets):
    count = SharedCount.of(sets)

    every = {thing for one in sets for thing in one}
    assert count.total == len(every)
    assert count.shared == sum(all(thing in one for one in sets) for thing in every)
    assert count.not_shared + count.shared == count.total
    assert 0 <= count.ratio <= 1


def test_nothing_has_no_part_in_common():
    assert SharedCount.of([frozenset(), frozenset()]).ratio == 0
