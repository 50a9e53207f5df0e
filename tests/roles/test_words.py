from collections import Counter
from random import Random

import pytest

from roles import words
from roles.words import Words, flags, members, sets_of

NAMED = [{1, 2}, {2}, set(), {2, 3}]  # the words of roles 0 to 3


def look_up(asked: list[int]) -> list[tuple[int, int]]:
    return [(word, role) for role, named in enumerate(NAMED) for word in named if word in asked]


def test_set_of_roles_has_a_bit_for_each():
    found = sets_of("ab", [("a", 0), ("a", 9), ("b", 2)], 10)

    assert found == {"a": 0b1000000001, "b": 0b100}
    assert members(found["a"]) == [0, 9]
    assert list(flags(found["b"], 4)) == [0, 0, 1, 0]
    assert members(0) == []


def test_words_are_counted_over_the_roles():
    named = Words(NAMED, look_up)

    assert named.counts == {1: 1, 2: 3, 3: 1}
    assert named.popular == {2: 0b1011, 1: 0b1, 3: 0b1000}
    assert [named.number_of(role) for role in range(4)] == [2, 1, 0, 2]


def test_roles_of_words_are_kept_for_popular_ones_and_looked_up_for_others(monkeypatch):
    monkeypatch.setattr(words, "POPULAR", 1)
    asked = []
    named = Words(NAMED, lambda rare: asked.append(rare) or look_up(rare))

    assert named.roles_of([2]) == {2: 0b1011}
    assert asked == []
    assert named.roles_of([1, 2, 3]) == {1: 0b1, 2: 0b1011, 3: 0b1000}
    assert asked == [[1, 3]]


def test_most_named_words_of_some_roles_come_first_and_unnamed_ones_fill_up():
    named = Words(NAMED, look_up)

    assert named.most_named(0b1001, 2) == {2: 2, 1: 1}
    assert named.most_named(0b0100, 9) == {2: 0, 1: 0, 3: 0}
    assert list(named.most_named(0b1000, 9)) == [2, 3, 1]


def test_retired_words_are_counted_for_their_roles_and_named_nowhere(monkeypatch):
    named = Words(NAMED, look_up, retired=[2, 9])

    assert named.counts == {1: 1, 3: 1}
    assert named.popular == {1: 0b1, 3: 0b1000}
    assert named.most_named(0b1011, 9) == {1: 1, 3: 1}
    assert named.number_of(0) == 2
    assert named.roles_of([2]) == {2: 0b1011}
    monkeypatch.setattr(words, "FEW", 0)
    assert named.most_named(0b1011, 9) == {1: 1, 3: 1}


@pytest.mark.parametrize("roles", [Random(3).getrandbits(60), (1 << 60) - 1])
@pytest.mark.parametrize("few", [0, words.FEW])
def test_many_roles_and_few_and_all_are_counted_alike(monkeypatch, roles, few):
    random = Random(4)
    named = [set(random.choices(range(30), k=random.randrange(8))) for _ in range(60)]
    counts = Counter(word for n, found in enumerate(named) if roles >> n & 1 for word in found)
    monkeypatch.setattr(words, "FEW", few)

    found = Words(named, look_up).most_named(roles, 10)

    assert found == {word: counts[word] for word in found}
    assert list(found.values()) == sorted(counts.values(), reverse=True)[:10]
