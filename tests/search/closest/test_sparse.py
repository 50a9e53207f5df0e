import numpy as np
import pytest

from search.closest.sparse import Sparse, narrow, numbered, rarity

ROWS, COLUMNS, WEIGHTS = np.array([0, 0, 2, 2]), np.array([1, 1, 0, 2]), np.array([1, 2, 4, 3.0])


def dense(matrix: Sparse) -> np.ndarray:
    found = np.zeros((matrix.height, matrix.width), np.float32)
    found[matrix.rows, matrix.columns] = matrix.values
    return found


def test_weights_of_a_cell_are_summed_or_counted():
    summed = Sparse.summed(ROWS, COLUMNS, WEIGHTS, (3, 3))
    counted = Sparse.summed(ROWS, COLUMNS, None, (3, 3))

    assert dense(summed).tolist() == [[0, 3, 0], [0, 0, 0], [4, 0, 3]]
    assert dense(counted).tolist() == [[0, 2, 0], [0, 0, 0], [1, 0, 1]]
    assert summed.counts().tolist() == [1, 1, 1]


def test_rows_are_turned_normed_and_multiplied():
    matrix = Sparse.summed(ROWS, COLUMNS, WEIGHTS, (3, 3))
    other = np.arange(60, dtype=np.float32).reshape(3, 20)

    assert dense(matrix.turned()).tolist() == dense(matrix).T.tolist()
    assert matrix.lengths().tolist() == pytest.approx([3, 1e-6, 5])
    assert dense(matrix.normed())[2].tolist() == pytest.approx([0.8, 0, 0.6])
    assert matrix.times(other).tolist() == (dense(matrix) @ other).tolist()


def test_what_few_rows_have_is_rarer():
    few, many = rarity(np.array([1, 100]), 100)

    assert few > many >= 1


def test_numbers_are_sorted_and_found_at_their_places():
    known, places = numbered([7, 3, 7])

    assert known.tolist() == [3, 7]
    assert places.tolist() == [1, 0, 1]


@pytest.mark.parametrize(("most", "size"), [(65_535, 2), (65_536, 4)])
def test_numbers_take_two_bytes_if_they_fit(most, size):
    assert narrow(np.array([1]), most).itemsize == size
