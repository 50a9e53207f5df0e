"""The arrays of meaning: directions of roles and of stems in a latent space, made with NumPy."""

from collections.abc import Sequence
from itertools import chain

import numpy as np

from search.closest.features import stems
from search.closest.rows import Use
from search.closest.sparse import Array, Floats, Sparse, narrow, numbered, rarity

DIMENSIONS = 160  # with 96 the figures are worse, with 256 alike
SPARE_DIMENSIONS, ROUNDS, SEED = 32, 3, 0  # of the decomposition
RARITY_POWER = 1.5  # rare stems count this power of their rarity
FEWEST_ROLES, FEW_ROLES = 2, 500  # in which a stem is that is kept; of few roles all are kept
NEAREST = 48  # roles that are looked at for a stem of a query
STEMS_AT_A_TIME = 256


def meaning(
    texts: Sequence[tuple[str, str]], uses: Sequence[Use], places: dict[int, int]
) -> dict[str, Array]:
    """For stems of all languages (sorted numbers) and for roles by their `places`:

    - `stems`, the `stem_rarity` of each, its direction (`stem_vectors`, DIMENSIONS bytes each,
      times `stem_scales`), and the places of the roles nearest to it: `stem_roles`, NEAREST each;
    - `role_vectors`, and `role_scales` that make their length 1.
    """
    matrix, known = _stems_of_roles(texts, uses, places)
    counts = matrix.counts()
    rare = rarity(counts, len(places)) ** RARITY_POWER
    weighed = matrix.with_values(np.log1p(matrix.values) * rare[matrix.columns]).normed()
    of_roles, of_stems = decomposed(weighed, DIMENSIONS)
    kept = counts >= (FEWEST_ROLES if len(places) > FEW_ROLES else 1)
    role_vectors, _scales = in_bytes(of_roles)
    stem_vectors, stem_scales = in_bytes(of_stems[kept])
    lengths = np.linalg.norm(role_vectors.astype(np.float32), axis=1)
    return {
        "stems": known[kept],
        "stem_rarity": rare[kept],
        "stem_vectors": stem_vectors,
        "stem_scales": stem_scales,
        "stem_roles": _nearest(of_stems[kept], of_roles),
        "role_vectors": role_vectors,
        "role_scales": (1 / np.maximum(lengths, 1)).astype(np.float32),
    }


def _stems_of_roles(
    texts: Sequence[tuple[str, str]], uses: Sequence[Use], places: dict[int, int]
) -> tuple[Sparse, Array]:
    """Roles × stems, the weights of the texts summed; and the stems. Each text is analysed once."""
    in_texts = [stems(text, code) for code, text in texts]
    known, numbers = numbered(list(chain(*in_texts)))
    starts = np.concatenate(([0], np.cumsum([len(several) for several in in_texts]))).astype(int)
    of_use = np.array([use.text for use in uses], np.int64)
    sizes = np.diff(starts)[of_use]
    offsets = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    columns = numbers[np.repeat(starts[of_use], sizes) + offsets]
    rows = np.repeat(np.array([places[use.role] for use in uses], np.int64), sizes)
    weights = np.repeat(np.array([use.weight for use in uses], np.float64), sizes)
    return Sparse.summed(rows, columns, weights, (len(places), len(known))), known


def decomposed(matrix: Sparse, dimensions: int) -> tuple[Floats, Floats]:
    """Rows and columns of a matrix in the space of its largest singular values: rows × dimensions,
    columns × dimensions. With fewer singular values the rest is 0.

    By iteration of a random subspace (N. Halko, P. Martinsson, J. Tropp, “Finding structure with
    randomness”, 2011); the same for the same matrix.
    """
    turned = matrix.turned()
    size = min(dimensions + SPARE_DIMENSIONS, matrix.height, matrix.width)
    space = np.random.default_rng(SEED).standard_normal((matrix.height, size), np.float32)
    for _round in range(ROUNDS):
        space, _rest = np.linalg.qr(matrix.times(turned.times(space)))
    projected = turned.times(space)  # columns × size
    values, vectors = np.linalg.eigh(projected.T @ projected)
    best = np.argsort(-values)[:dimensions]
    best = best[values[best] > 1e-6 * values.max(initial=1e-6)]
    singular = np.sqrt(values[best])
    rows = (space @ vectors[:, best]) * singular
    columns = (projected @ vectors[:, best]) / singular
    return _filled(rows, dimensions), _filled(columns, dimensions)


def _filled(vectors: Floats, dimensions: int) -> Floats:
    filled = np.zeros((len(vectors), dimensions), np.float32)
    filled[:, : vectors.shape[1]] = vectors
    return filled


def _nearest(of_stems: Floats, of_roles: Floats) -> Array:
    """The places of the roles with the nearest directions to each stem, by place."""
    size = min(NEAREST, len(of_roles))
    directions = unit(of_roles).T
    found = np.zeros((len(of_stems), size), np.int64)
    for first in range(0, len(of_stems), STEMS_AT_A_TIME):
        # Rounded, so that ties are broken by place on any machine.
        likeness = -np.round(of_stems[first : first + STEMS_AT_A_TIME] @ directions, 5)
        best = np.argpartition(likeness, size - 1, axis=1)[:, :size]
        found[first : first + STEMS_AT_A_TIME] = np.sort(best, axis=1)
    return narrow(found, len(of_roles))


def unit(vectors: Floats) -> Floats:
    """Vectors of length 1."""
    lengths: Floats = np.linalg.norm(vectors, axis=-1, keepdims=True)
    found: Floats = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return found


def in_bytes(vectors: Floats) -> tuple[Array, Floats]:
    """Vectors in whole numbers from -127 to 127, and what each has to be multiplied by."""
    scales = np.maximum(np.abs(vectors).max(axis=1, initial=0), 1e-9) / 127
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales.astype(np.float32)
