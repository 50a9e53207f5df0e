"""Caches of what is worked out for words, which readers may type: bounded in bytes.

A cache keeps so many words, and none that is long.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

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
