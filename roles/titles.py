"""Finds roles by what somebody types: by the words in their titles, in memory.

Search, in an app above, knows more; this narrows a list.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import accumulate
from operator import and_

from core.transliteration import ascii_words
from roles.words import sets_of

LONG = 3  # letters; shorter ones are part of nearly everything


class Titles:
    """Titles of roles, by the words in them; a role is a number, of `size` in all. Each role's own
    title stands in `own`, its other names in `others`.

    What is typed is looked for in one text of all different words, a line each: the last part of
    a compound, Finnish *päällikkö* in *projektipäällikkö*, is found like its beginning.
    """

    def __init__(
        self, own: Iterable[tuple[int, str]], others: Iterable[tuple[int, str]], size: int
    ) -> None:
        self._size = size
        self._roles = array("I")  # whose each title is
        having: dict[str, array] = {}
        self._read(own, having)
        self._own = len(self._roles)
        self._read(others, having)
        words = sorted(having)
        self._text = "".join(f"\n{word}" for word in words)
        self._places = array("I", accumulate((len(word) + 1 for word in words), initial=0))
        self._starts = array("I", accumulate((len(having[word]) for word in words), initial=0))
        self._titles = array("I")
        for word in words:
            self._titles.extend(having[word])

    def _read(self, titles: Iterable[tuple[int, str]], having: dict[str, array]) -> None:
        for role, text in titles:
            for word in set(ascii_words(text)):
                having.setdefault(word, array("I")).append(len(self._roles))
            self._roles.append(role)

    def roles_having(self, words: Iterable[str], *, own: bool = False) -> int:
        """The set of roles that have a title in which each of the words, at least one, is part of
        one; their own title, if `own`. Short words begin one.

        The words are plain ones.
        """
        titles = reduce(and_, (set(self._having(word)) for word in words))
        roles = (("", self._roles[title]) for title in titles if not own or title < self._own)
        return sets_of([""], roles, self._size)[""]

    def _having(self, word: str) -> Iterator[int]:
        """The titles with such a word. Some may be there several times."""
        part = word if len(word) >= LONG else f"\n{word}"
        place = self._text.find(part)
        while place >= 0:
            number = bisect_right(self._places, place) - 1
            yield from self._titles[self._starts[number] : self._starts[number + 1]]
            place = self._text.find(part, self._places[number + 1])
