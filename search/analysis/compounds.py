"""Where a compound is joined, by the words that the index knows."""

from collections.abc import Mapping
from math import log

# Above this, a word is no compound but something that was pasted.
LONGEST = 48


def pieces(word: str, shortest: int) -> list[tuple[int, int]]:
    """All places (from, to) in a word where a part could stand, the whole word aside."""
    length = len(word)
    if not shortest or not 2 * shortest <= length <= LONGEST:
        return []
    starts = [0, *range(shortest, length - shortest + 1)]
    return [
        (start, end)
        for start in starts
        for end in (*range(start + shortest, length - shortest + 1), length)
        if end - start >= shortest and end - start < length
    ]


def split(word: str, shortest: int, counts: Mapping[tuple[int, int], int]) -> list[str]:
    """The likeliest parts of a word; the word alone if it cannot be split.

    `counts` says how often the index holds each piece, by its place. The fewest and commonest
    words win (a Viterbi search over a unigram model); short pieces have to be common to count.
    """
    best: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
    for start, end in sorted(counts):
        if counts[start, end] and start in best:
            cost, parts = best[start]
            cost += _cost(end - start, counts[start, end], shortest)
            if end not in best or cost < best[end][0]:
                best[end] = (cost, [*parts, word[start:end]])
    return best[len(word)][1] if len(word) in best else [word]


def _cost(length: int, count: int, shortest: int) -> float:
    short = 2.0 / (length - shortest + 1)
    return 12.0 + short - log(1 + count)
