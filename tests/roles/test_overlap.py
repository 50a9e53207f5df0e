import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roles.overlap import KnownNeeds, Needs, Overlap, is_brief, met, nearness, overlap, percent

IDS = st.frozensets(st.integers(1, 12))
KNOWN = st.builds(KnownNeeds, skills=IDS, categories=IDS)
NEEDS = st.builds(
    lambda essential, useful, categories: Needs(essential, useful - essential, categories),
    IDS,
    IDS,
    IDS,
)


def test_essential_skill_weighs_as_much_as_three_useful_ones_or_three_categories_of_tools():
    needs = Needs(frozenset({1, 2}), frozenset({3, 4, 5}), frozenset({1, 2, 3}))

    essential = overlap(needs, KnownNeeds(frozenset({1})))
    useful = overlap(needs, KnownNeeds(frozenset({3, 4, 5})))
    categories = overlap(needs, KnownNeeds(categories=frozenset({1, 2, 3})))

    assert essential == Overlap(essential=1, useful=0, categories=0, weight=12)
    assert essential.share == useful.share == categories.share == 0.25
    assert (essential.skills, useful.skills, categories.skills) == (1, 3, 0)


def test_nothing_carries_over_to_a_role_that_says_nothing():
    assert overlap(Needs(), KnownNeeds(frozenset({1}))).share == 0


@settings(max_examples=50)
@given(NEEDS)
def test_all_of_a_role_carries_over_to_itself(needs):
    assert overlap(needs, needs.known).share == (1 if needs.weight else 0)


@settings(max_examples=50)
@given(NEEDS, KNOWN, KNOWN)
def test_knowing_more_never_lowers_a_share(needs, known, more):
    assert overlap(needs, known).share <= overlap(needs, known | more).share <= 1


@settings(max_examples=50)
@given(NEEDS, NEEDS)
def test_two_roles_are_as_near_from_either_end(one, other):
    there, back = overlap(other, one.known).share, overlap(one, other.known).share

    assert nearness(there, back) == nearness(back, there)
    assert min(there, back) <= round(nearness(there, back), 12) <= max(there, back) + 1e-12


def test_a_role_that_needs_next_to_nothing_is_not_near_to_all_that_need_it():
    assert nearness(1, 0.05) < nearness(0.3, 0.3)
    assert nearness(0, 0) == 0


@pytest.mark.parametrize(
    ("share", "shown"), [(0, 0), (0.001, 1), (0.294, 29), (0.996, 99), (1, 100)]
)
def test_only_all_is_shown_as_all_and_only_nothing_as_nothing(share, shown):
    assert percent(share) == shown


@pytest.mark.parametrize(("from_brief", "shown"), [(False, 25), (True, None)])
def test_share_is_no_figure_if_the_role_to_come_from_is_briefly_described(from_brief, shown):
    needs = Needs(essential=frozenset(range(8)), useful=frozenset(range(8, 12)))
    found = met(needs, overlap(needs, KnownNeeds(frozenset({0, 1, 8}))), from_brief=from_brief)

    assert (found.skills, found.all_skills, found.percent) == (3, 12, shown)


def test_role_with_fewer_than_ten_skills_and_categories_is_briefly_described():
    assert [is_brief(items) for items in (0, 9, 10, 40)] == [True, True, False, False]
    assert Needs(frozenset({1, 2, 3})).is_brief
    assert not Needs(frozenset(range(7)), categories=frozenset({1, 2, 3})).is_brief
