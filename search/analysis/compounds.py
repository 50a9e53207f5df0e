"""Where a compound is joined, by the words that the index knows."""

from collections.abc import Callable, Iterator
from math import log

# Above this, a word is no compound but something that was pasted.
LONGEST = 48


def pieces(word: str, shortest: int) -> list[str]:
    """All pieces of a word that could be a part of it, the whole word aside."""
    starts = (0, *range(shortest, len(word) - shortest + 1)) if _may_split(word, shortest) else ()
    return [piece for start in starts for piece in _beginning_at(start, word, shortest)]


def split(word: str, shortest: int, count: Callable[[str], int]) -> list[str]:
    """The likeliest parts of a word; the word alone if it cannot be split.

    `count` says how often the index holds a piece. The fewest and commonest words win (a Viterbi
    search over a unigram model); short pieces have to be common to count.
    """
    if not _may_split(word, shortest):
        return [word]
    best: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
    for start in range(len(word) - shortest + 1):
        if start in best:  # no part ends where another could begin otherwise
            for piece in _beginning_at(start, word, shortest):
                if number := count(piece):
                    cost, end = (
                        best[start][0] + _cost(len(piece), number, shortest),
                        start + len(piece),
                    )
                    if end not in best or cost < best[end][0]:
                        best[end] = (cost, [*best[start][1], piece])
    return best[len(word)][1] if len(word) in best else [word]


def _may_split(word: str, shortest: int) -> bool:
    return bool(shortest) and 2 * shortest <= len(word) <= LONGEST


def _beginning_at(start: int, word: str, shortest: int) -> Iterator[str]:
    """The pieces from here, each leaving nothing of the word or enough for another."""
    length = len(word)
    for end in range(start + shortest, length - shortest + 1):
        yield word[start:end]
    if start:
        yield word[start:]


def _cost(length: int, count: int, shortest: int) -> float:
    short = 2.0 / (length - shortest + 1)
    return 12.0 + short - log(1 + count)
