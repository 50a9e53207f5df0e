"""How long most of many take, and the slowest of them."""

from collections.abc import Sequence
from statistics import quantiles
from typing import NamedTuple


class Percentiles(NamedTuple):
    """What 50, 95 and 99 of 100 times do not exceed, in their unit."""

    p50: float
    p95: float
    p99: float


def percentiles(times: Sequence[float]) -> Percentiles:
    """The percentiles of one or more times; between two of them where a share falls there."""
    several = times if len(times) > 1 else [*times, *times]
    cuts = quantiles(several, n=100, method="inclusive")
    return Percentiles(cuts[49], cuts[94], cuts[98])
