"""Splits compounds by the counts of their parts in the index."""

from collections.abc import Callable, Iterator
from math import log

# Longer words are not split: they are pasted, not written.
MAX_COMPOUND_LENGTH = 48


def pieces(word: str, shortest: int) -> list[str]:
    """All strings that could be parts of a word, but not the whole word."""
    starts = (0, *range(shortest, len(word) - shortest + 1)) if _may_split(word, shortest) else ()
    return [piece for start in starts for piece in _beginning_at(start, word, shortest)]


def split(word: str, shortest: int, count: Callable[[str], int]) -> list[str]:
    """The most probable parts of a word; the word alone if it cannot be split.

    `count` returns how often the index contains a string. A Viterbi search over a unigram model:
    the fewest and most frequent parts win, and short parts have to be frequent.
    """
    if not _may_split(word, shortest):
        return [word]
    best: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
    for start in range(len(word) - shortest + 1):
        if start in best:  # only where another part ends
            for piece in _beginning_at(start, word, shortest):
                if number := count(piece):
                    cost = best[start][0] + _cost(len(piece), number, shortest)
                    end = start + len(piece)
                    if end not in best or cost < best[end][0]:
                        best[end] = (cost, [*best[start][1], piece])
    return best[len(word)][1] if len(word) in best else [word]


def _may_split(word: str, shortest: int) -> bool:
    return bool(shortest) and 2 * shortest <= len(word) <= MAX_COMPOUND_LENGTH


def _beginning_at(start: int, word: str, shortest: int) -> Iterator[str]:
    """The possible parts from `start`, which leave nothing or enough for another part."""
    length = len(word)
    for end in range(start + shortest, length - shortest + 1):
        yield word[start:end]
    if start:
        yield word[start:]


def _cost(length: int, count: int, shortest: int) -> float:
    """The cost of a part: less for frequent and for longer ones."""
    short = 2.0 / (length - shortest + 1)
    return 12.0 + short - log(1 + count)
