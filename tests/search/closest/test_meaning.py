import numpy as np
import pytest

from search.closest.meaning import DIMENSIONS, decomposed, in_bytes, unit
from search.closest.sparse import Sparse


def test_a_matrix_is_the_product_of_its_rows_and_columns():
    dense = np.array([[3, 0, 1], [0, 2, 0]], np.float32)
    rows, columns = np.nonzero(dense)
    matrix = Sparse.summed(rows, columns, dense[rows, columns], dense.shape)

    of_rows, of_columns = decomposed(matrix, DIMENSIONS)

    assert of_rows.shape == (2, DIMENSIONS)
    assert (of_rows @ of_columns.T).ravel().tolist() == pytest.approx(dense.ravel(), abs=1e-4)


def test_only_the_largest_values_are_kept():
    dense = np.diag(np.array([5, 4, 0.1], np.float32))
    matrix = Sparse.summed(np.arange(3), np.arange(3), np.diag(dense), (3, 3))

    of_rows, of_columns = decomposed(matrix, 2)

    assert np.diag(of_rows @ of_columns.T).tolist() == pytest.approx([5, 4, 0], abs=1e-3)


def test_vectors_in_bytes_keep_their_direction():
    vectors = np.array([[0.5, -1, 0], [0, 0, 0]], np.float32)

    small, scales = in_bytes(vectors)

    assert small.dtype == np.int8
    assert (small * scales[:, None]).ravel().tolist() == pytest.approx(vectors.ravel(), abs=0.01)
    assert np.linalg.norm(unit(vectors), axis=1).tolist() == pytest.approx([1, 0])
