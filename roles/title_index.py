"""Finds roles by what somebody types: an in-memory index of the words in their titles.

It narrows lists: words are compared as they are typed, without stemming and ranking.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import accumulate
from operator import and_
from typing import cast

from core.transliteration import ascii_words
from roles.role_sets import RoleId

MIN_INFIX_LENGTH = 3  # letters; a shorter word matches only beginnings, as nearly all contain it

RoleTitles = Iterable[tuple[RoleId, str]]


class TitleIndex:
    """The titles of roles, by the words in them.

    All different words are lines of one text in which `str.find` looks for what is typed. So the
    last part of a compound, Finnish *päällikkö* in *projektipäällikkö*, is found like its first.
    """

    def __init__(self, main: RoleTitles, alternative: RoleTitles) -> None:
        self._roles = array("I")  # by title number: the id of the role
        titles_by_word: dict[str, array[int]] = {}
        self._add(main, titles_by_word)
        self._main_count = len(self._roles)
        self._add(alternative, titles_by_word)
        words = sorted(titles_by_word)
        self._text = "".join(f"\n{word}" for word in words)
        # By word: where its line begins in the text, and where its titles begin in `_titles`.
        self._lines = array("I", accumulate((len(word) + 1 for word in words), initial=0))
        counts = (len(titles_by_word[word]) for word in words)
        self._offsets = array("I", accumulate(counts, initial=0))
        self._titles = array("I")
        for word in words:
            self._titles.extend(titles_by_word[word])

    def _add(self, titles: RoleTitles, titles_by_word: dict[str, "array[int]"]) -> None:
        for role, title in titles:
            for word in set(ascii_words(title)):
                titles_by_word.setdefault(word, array("I")).append(len(self._roles))
            self._roles.append(role)

    def roles_matching(self, words: Iterable[str], *, main_title_only: bool = False) -> set[RoleId]:
        """The roles with a title in which each of the words is part of a word.

        `words` are lower-case ASCII, at least one; one shorter than MIN_INFIX_LENGTH has to begin
        a word.
        """
        titles = reduce(and_, (set(self._titles_matching(word)) for word in words))
        roles = {
            self._roles[title]
            for title in titles
            if not main_title_only or title < self._main_count
        }
        return cast("set[RoleId]", roles)

    def _titles_matching(self, word: str) -> Iterator[int]:
        """The numbers of the titles with such a word, some of them several times."""
        part = word if len(word) >= MIN_INFIX_LENGTH else f"\n{word}"
        position = self._text.find(part)
        while position >= 0:
            line = bisect_right(self._lines, position) - 1
            yield from self._titles[self._offsets[line] : self._offsets[line + 1]]
            position = self._text.find(part, self._lines[line + 1])
