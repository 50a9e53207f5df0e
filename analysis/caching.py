"""Caches of what is worked out for words, which readers may type: bounded in bytes.

A cache keeps so many words, and none that is long.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, Generic, ParamSpec, TypeVar

LONGEST = 60  # letters; longer words are rare, and worked out each time

P = ParamSpec("P")
R = TypeVar("R")
OfWord = Callable[Concatenate[str, P], R]


def cached_by_word(words: int) -> Callable[[OfWord[P, R]], OfWord[P, R]]:
    """Decorates a function of a word: keeps the results for the words that were used last."""

    def decorate(compute: OfWord[P, R]) -> OfWord[P, R]:
        cached = lru_cache(words)(compute)

        @wraps(compute)
        def look_up(word: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if len(word) > LONGEST:
                return compute(word, *args, **kwargs)
            return cached(word, *args, **kwargs)  # type: ignore[arg-type]  # all are hashable

        return look_up

    return decorate


class WordResults(dict[str, R], Generic[R]):
    """The results of a function for words, as a dictionary that asks it for those it does not have.

    To look up a word takes a fifth of a call, which counts where a page has thousands of words. It
    begins anew when it is full.
    """

    def __init__(self, compute: Callable[[str], R], words: int) -> None:
        super().__init__()
        self._compute = compute
        self._words = words

    def __missing__(self, word: str) -> R:
        result = self._compute(word)
        if len(word) <= LONGEST:
            if len(self) >= self._words:
                self.clear()
            self[word] = result
        return result
