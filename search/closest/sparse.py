"""Sparse matrices with NumPy: the little of them that a build needs."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

COLUMNS_AT_A_TIME = 16  # of a dense matrix that is multiplied


@dataclass(frozen=True)
class Sparse:
    """A matrix by its rows: those of row n are `columns` and `values` from starts[n] on."""

    starts: Ints
    columns: Ints
    values: Floats
    width: int

    @classmethod
    def summed(
        cls, rows: Array, columns: Array, weights: Array | None, shape: tuple[int, int]
    ) -> "Sparse":
        """What the weights of each column in each row come to; without weights, how many."""
        height, width = shape
        cells, places = np.unique(rows.astype(np.int64) * width + columns, return_inverse=True)
        starts = np.searchsorted(cells, np.arange(height + 1, dtype=np.int64) * width)
        values = np.bincount(places.ravel(), weights, minlength=len(cells))
        return cls(starts, cells % max(width, 1), values.astype(np.float32), width)

    @property
    def height(self) -> int:
        return len(self.starts) - 1

    @property
    def rows(self) -> Ints:
        """The row of each value."""
        return np.repeat(np.arange(self.height), np.diff(self.starts))

    def counts(self) -> Ints:
        """How many rows have each column."""
        return np.bincount(self.columns, minlength=self.width)

    def lengths(self) -> Floats:
        """The Euclidean length of each row; of an empty one nearly 0."""
        squares = np.bincount(self.rows, self.values**2, minlength=self.height)
        return np.sqrt(np.maximum(squares, 1e-12)).astype(np.float32)

    def with_values(self, values: Array) -> "Sparse":
        return Sparse(self.starts, self.columns, values.astype(np.float32), self.width)

    def normed(self) -> "Sparse":
        """The same with rows of length one."""
        return self.with_values(self.values / self.lengths()[self.rows])

    def turned(self) -> "Sparse":
        """Columns as rows."""
        order = np.argsort(self.columns, kind="stable")
        starts = np.concatenate(([0], np.cumsum(self.counts())))
        return Sparse(starts, self.rows[order], self.values[order], self.height)

    def times(self, dense: Floats) -> Floats:
        """The product with a dense matrix, some columns at a time."""
        found = np.zeros((self.height, dense.shape[1]), np.float32)
        filled = np.flatnonzero(np.diff(self.starts))
        for first in range(0, dense.shape[1] if len(filled) else 0, COLUMNS_AT_A_TIME):
            block = np.ascontiguousarray(dense[:, first : first + COLUMNS_AT_A_TIME])
            products = block[self.columns]
            products *= self.values[:, None]
            sums = np.add.reduceat(products, self.starts[filled], axis=0)
            found[filled, first : first + COLUMNS_AT_A_TIME] = sums
        return found


def rarity(counts: Array, height: int) -> Floats:
    """How much a feature says that so many of all rows have (inverse document frequency)."""
    return (np.log((1 + height) / (1 + counts)) + 1).astype(np.float32)


def numbered(several: list[int]) -> tuple[Array, Array]:
    """The numbers that there are, sorted, and the place of each of `several` among them."""
    known, places = np.unique(np.array(several, np.uint32), return_inverse=True)
    return known, places.ravel()


def narrow(values: Array, most: int) -> Array:
    """Whole numbers of at most `most`, in two bytes each if they fit, else in four."""
    return values.astype(np.uint16 if most < 2**16 else np.uint32)
