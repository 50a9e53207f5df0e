from math import sqrt

import numpy as np
import pytest

from search.closest.features import letter_groups
from search.closest.spelling import spelling

TITLES = ["head baker", "bakery baker", "baker", ""]


@pytest.fixture(scope="module")
def arrays():
    return spelling(TITLES)


def of(starts, values, n):
    return values[starts[n] : starts[n + 1]].tolist()


def test_words_are_found_by_their_groups_and_titles_by_their_words(arrays):
    words = ["baker", "bakery", "head"]
    group = arrays["groups"].tolist().index(letter_groups("baker")[0])

    found = of(arrays["group_starts"], arrays["group_words"], group)

    assert [words[n] for n in found] == ["baker", "bakery"]
    assert of(arrays["word_starts"], arrays["word_titles"], 0) == [0, 1, 2]


def test_lengths_are_those_of_the_vectors_of_groups(arrays):
    rare = dict(zip(arrays["groups"].tolist(), arrays["group_rarity"].tolist(), strict=True))
    length = sqrt(sum(rare[group] ** 2 for group in letter_groups("baker")))

    assert arrays["title_lengths"][2] == pytest.approx(length, rel=1e-5)
    assert arrays["word_lengths"][0] == pytest.approx(length, rel=1e-5)
    assert arrays["title_lengths"][1] > arrays["title_lengths"][0]
    assert np.isfinite(1 / arrays["title_lengths"]).all()
