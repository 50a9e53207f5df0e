from collections import Counter
from random import Random

import pytest

from roles import term_index
from roles.term_index import TermIndex

NAMED = [{1, 2}, {2}, set(), {2, 3}]  # the terms of roles 0 to 3


def look_up(terms: list[int]) -> list[tuple[int, int]]:
    return [(term, role) for role, named in enumerate(NAMED) for term in named if term in terms]


def test_terms_are_counted_over_the_roles():
    index = TermIndex(NAMED, 4, look_up)

    assert index.counts == {1: 1, 2: 3, 3: 1}
    assert index.popular_sets == {2: 0b1011, 1: 0b1, 3: 0b1000}
    assert [index.count_of(role) for role in range(4)] == [2, 1, 0, 2]


def test_role_sets_of_popular_terms_are_in_memory_and_others_are_looked_up(monkeypatch):
    monkeypatch.setattr(term_index, "POPULAR", 1)
    asked = []
    index = TermIndex(NAMED, 4, lambda rare: asked.append(rare) or look_up(rare))

    assert index.role_sets([2]) == {2: 0b1011}
    assert asked == []
    assert index.role_sets([1, 2, 3]) == {1: 0b1, 2: 0b1011, 3: 0b1000}
    assert asked == [[1, 3]]


def test_most_common_terms_of_some_roles_come_first_and_unnamed_ones_fill_up():
    index = TermIndex(NAMED, 4, look_up)

    assert index.most_common(0b1001, 2) == {2: 2, 1: 1}
    assert index.most_common(0b0100, 9) == {2: 0, 1: 0, 3: 0}
    assert list(index.most_common(0b1000, 9)) == [2, 3, 1]


def test_retired_terms_count_for_their_roles_and_are_in_no_list(monkeypatch):
    index = TermIndex(NAMED, 4, look_up, retired=[2, 9])

    assert index.counts == {1: 1, 3: 1}
    assert index.popular_sets == {1: 0b1, 3: 0b1000}
    assert index.most_common(0b1011, 9) == {1: 1, 3: 1}
    assert index.count_of(0) == 2
    assert index.role_sets([2]) == {2: 0b1011}
    monkeypatch.setattr(term_index, "COUNTED_ONE_BY_ONE", 0)
    assert index.most_common(0b1011, 9) == {1: 1, 3: 1}


@pytest.mark.parametrize("roles", [Random(3).getrandbits(60), (1 << 60) - 1])
@pytest.mark.parametrize("few", [0, term_index.COUNTED_ONE_BY_ONE])
def test_many_roles_and_few_and_all_are_counted_alike(monkeypatch, roles, few):
    random = Random(4)
    named = [set(random.choices(range(30), k=random.randrange(8))) for _ in range(60)]
    counts = Counter(term for n, terms in enumerate(named) if roles >> n & 1 for term in terms)
    monkeypatch.setattr(term_index, "COUNTED_ONE_BY_ONE", few)

    most_common = TermIndex(named, 60, look_up).most_common(roles, 10)

    assert most_common == {term: counts[term] for term in most_common}
    assert list(most_common.values()) == sorted(counts.values(), reverse=True)[:10]


def test_popular_terms_stay_the_most_named_while_roles_change(monkeypatch):
    monkeypatch.setattr(term_index, "POPULAR", 5)
    random = Random(5)
    named = [set(random.choices(range(12), k=random.randrange(6))) for _ in range(12)]

    def pairs(terms: list[int]) -> list[tuple[int, int]]:
        return [(term, role) for role, of_role in enumerate(named) for term in terms
                if term in of_role]  # fmt: skip

    index = TermIndex(named, 12, pairs)
    for _ in range(60):
        assert index.popular_sets  # so that it is kept up to date
        role = random.randrange(len(named))
        named[role] = set(random.choices(range(12), k=random.randrange(6)))
        index = index.updated({role: named[role]}, 12, pairs)

        assert [*index.popular_sets.items()] == [*TermIndex(named, 12, pairs).popular_sets.items()]


def test_numbers_of_roles_that_have_left_count_for_nothing():
    index = TermIndex(NAMED, 4, look_up)
    assert index.popular_sets  # so that it is kept up to date

    index = index.updated({3: (), 4: {1, 3}}, 4, look_up)

    assert index.counts == {1: 2, 2: 2, 3: 1}
    assert index.popular_sets == {1: 0b10001, 2: 0b11, 3: 0b10000}
    assert index.most_common(0b10111, 3) == {1: 2, 2: 2, 3: 1}
    assert [index.count_of(role) for role in range(5)] == [2, 1, 0, 0, 2]


@pytest.mark.parametrize("popular", [1, 2, 3, 9])
def test_most_named_terms_are_told_with_those_that_as_many_roles_name(monkeypatch, popular):
    monkeypatch.setattr(term_index, "POPULAR", popular)
    index = TermIndex(NAMED, 4, look_up)

    assert index.most_named(1) == {2}
    assert index.most_named(2) == index.most_named(3) == {1, 2, 3}
    assert index.most_named(9) == {1, 2, 3}
    assert TermIndex([], 0, look_up).most_named(5) == set()
