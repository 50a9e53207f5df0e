"""Finds roles by what somebody types: by the beginnings of the words in their titles, in memory.

Search, in an app above, knows more; this narrows a list.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from functools import reduce
from itertools import accumulate
from operator import and_

from roles.words import sets_of
from translations.plain import plain_words


class Titles:
    """Titles of roles, by the words in them; a role is a number, of `size` in all.

    A word is looked up in the alphabet of all words: those that begin with it stand side by side,
    and so do the titles that have these.
    """

    def __init__(self, titles: Iterable[tuple[int, str]], size: int) -> None:
        self._size = size
        self._roles = array("I")  # whose each title is
        having: dict[str, array] = {}
        for title, (role, text) in enumerate(titles):
            self._roles.append(role)
            for word in set(plain_words(text)):
                having.setdefault(word, array("I")).append(title)
        self._words = sorted(having)
        self._starts = array("I", accumulate((len(having[w]) for w in self._words), initial=0))
        self._titles = array("I")
        for word in self._words:
            self._titles.extend(having[word])

    def roles_having(self, words: Iterable[str]) -> int:
        """The set of roles that have a title in which each of the words, at least one, begins one.

        The words are plain ones.
        """
        titles = reduce(and_, (set(self._beginning(word)) for word in words))
        return sets_of([""], (("", self._roles[title]) for title in titles), self._size)[""]

    def _beginning(self, word: str) -> array:
        """The titles with a word that begins so. Some may be there several times."""
        first = bisect_left(self._words, word)
        last = bisect_left(self._words, f"{word}\U0010ffff")
        return self._titles[self._starts[first] : self._starts[last]]
