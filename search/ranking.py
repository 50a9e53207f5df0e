"""How well passages fit a query. The same for every engine, so that their order is the same.

Each word of the query counts from 0 (not there) to 1 (there as it was typed), by its rarity; then
how much of the title the query covers. Below THRESHOLD it is no hit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from search.models import GENERATION_SHIFT, Passage, object_of
from search.passages import HIDDEN_TITLE, NAMING, OTHER_TITLE
from search.query import Query, QueryWord, alike

THRESHOLD = 0.55
RELAXED = 0.3
GOOD = 0.86  # no further stage is needed
EQUAL, STEM, STEM_RANGE = 1.0, 0.73, 0.25
PART, PART_RANGE = 0.78, 0.15
PREFIX, PREFIX_RANGE = 0.70, 0.23
PARTS_OF_ONE = 0.93
SPLIT = 0.75  # of a compound's letters are in the words that it was split into
NEAR = 0.95
BODY = 0.35
ALL_IN_TEXT = 0.56  # where all words are there, if only in the text
TITLE_SHARE = 0.18  # of the score depends on how much of the title is covered
PAGE_LANGUAGE, ANY_LANGUAGE = 0.012, 0.006
SECTIONS = {OTHER_TITLE: 0.02, HIDDEN_TITLE: 0.03}
ON_PAGE = 0.06  # less for what stands on the page of an object than for its name
KINDS = {"position": 0.04, "family": 0.08}  # less for what has no page of its own


# The part of an id that does not depend on the generation.
ORDER = (1 << GENERATION_SHIFT) - 1


@dataclass(frozen=True, slots=True)
class TitleWord:
    """A word of a title as it was indexed."""

    exact: str
    stems: frozenset[str]
    parts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage and how well it fits: 1 is just this, a little more in the page's language.

    `near` says which words were read as which others.
    """

    passage: Passage
    score: float
    near: tuple[tuple[str, str], ...] = ()


def in_order(scored: Iterable[Scored]) -> list[Scored]:
    """Best first, the same in every database."""
    return sorted(scored, key=lambda one: (-one.score, one.passage.id & ORDER))


def title_words(passage: Passage) -> list[TitleWord]:
    """The words of a passage's title."""
    found = []
    for word in passage.words.split():
        exact, stems, parts = word.split(":")
        found.append(TitleWord(exact, frozenset(stems.split(",")), frozenset(parts.split(","))))
    return found


def match(word: QueryWord, other: TitleWord) -> float:
    """How well a word of a query fits a word of a title."""
    if word.exact == other.exact:
        return EQUAL
    if word.stems & other.stems:
        return STEM + STEM_RANGE * alike(word.exact, other.exact)
    share = len(word.exact) / len(other.exact)
    best = 0.0
    if share < 1 and (word.wholes & other.parts or other.exact in word.heads):
        best = PART + PART_RANGE * share
    if word.is_last and other.exact.startswith(word.exact):
        best = max(best, PREFIX + PREFIX_RANGE * share)
    return max(best, NEAR * word.near.get(other.exact, 0.0))


class Ranker:
    """Scores passages for one query and one page language."""

    def __init__(self, query: Query, language: str, threshold: float = THRESHOLD) -> None:
        self.query = query
        self.threshold = threshold
        self.language = language
        self.total = sum(word.weight for word in query.words)

    def ranked(self, passages: Iterable[Passage]) -> list[Scored]:
        """The hits among passages, best first."""
        scored = (self.score(passage) for passage in passages)
        return in_order(one for one in scored if one.score >= self.threshold)

    def score(self, passage: Passage) -> Scored:
        """How well one passage fits."""
        title = title_words(passage)
        grid = [[match(word, other) for other in title] for word in self.query.words]
        words = [max(row, default=0.0) for row in grid]
        covered = [max(column, default=0.0) for column in zip(*grid, strict=True)]
        self._read_joined(title, words, covered)
        self._read_split(title, words, covered)
        self._read_parts(title, words, covered)
        is_named = any(value for value in words)
        is_whole = self._read_text(passage, words)
        asked = sum(w.weight * value for w, value in zip(self.query.words, words, strict=True))
        asked /= self.total
        score = asked * (1 - TITLE_SHARE + TITLE_SHARE * _coverage(title, covered))
        score = self._adjusted(score, passage)
        if is_whole and score < ALL_IN_TEXT:
            score = ALL_IN_TEXT + 0.02 * asked + (0.01 if is_named else 0)
        return Scored(passage, score, self._near(title, grid))

    def _read_joined(
        self, title: list[TitleWord], words: list[float], covered: list[float]
    ) -> None:
        """One word here that is two there: “kundestøtte leder” and “kundestøtteleder”."""
        for n, (one, other) in enumerate(pairwise(title)):
            for place, word in enumerate(self.query.words):
                if word.exact == one.exact + other.exact:
                    words[place] = covered[n] = covered[n + 1] = EQUAL - 0.01
        for (start, end), joined in self.query.joins.items():
            for n, other in enumerate(title):
                value = match(joined, other) if joined.exact[:2] == other.exact[:2] else 0.0
                if value >= GOOD:
                    covered[n] = max(covered[n], value)
                    for place in range(start, end):
                        words[place] = max(words[place], value - 0.01)

    def _read_split(self, title: list[TitleWord], words: list[float], covered: list[float]) -> None:
        """Several words here that are parts of one there: “projekti hallinta”."""
        for n, other in enumerate(title):
            places = [p for p, word in enumerate(self.query.words) if word.wholes & other.parts]
            letters = sum(len(self.query.words[place].exact) for place in places)
            if len(places) > 1 and letters >= SPLIT * len(other.exact):
                covered[n] = max(covered[n], PARTS_OF_ONE)
                for place in places:
                    words[place] = max(words[place], PARTS_OF_ONE)

    def _read_parts(self, title: list[TitleWord], words: list[float], covered: list[float]) -> None:
        """A word of the query whose parts are several words, or parts of words, in the title."""
        for place, word in enumerate(self.query.words):
            for leaves in word.leaves:
                if words[place] < PARTS_OF_ONE:
                    words[place] = max(words[place], _parts(leaves, title, covered))

    def _read_text(self, passage: Passage, words: list[float]) -> bool:
        """Words that are in the text only. Says whether all that matter are there somewhere."""
        if any(value == 0.0 for value in words):
            stems = frozenset(passage.body.split())
            for place, word in enumerate(self.query.words):
                if not words[place] and word.stems & stems:
                    words[place] = BODY
        return all(words[place] for place in self.query.content)

    def _adjusted(self, score: float, passage: Passage) -> float:
        if passage.language == self.language:
            score += PAGE_LANGUAGE
        elif not passage.language:
            score += ANY_LANGUAGE
        score -= KINDS.get(object_of(passage.id)[0], 0.0)
        if passage.section not in NAMING:
            return score - ON_PAGE
        return score - SECTIONS.get(passage.section, 0.0)

    def _near(self, title: list[TitleWord], grid: list[list[float]]) -> tuple:
        """The words that fit only as another spelling, and how the title spells them."""
        found = []
        for word, row in zip(self.query.words, grid, strict=True):
            if word.near and row and not word.is_known:
                best = max(range(len(row)), key=row.__getitem__)
                if title[best].exact in word.near:
                    found.append((word.text, title[best].exact))
        return tuple(found)


def _parts(
    leaves: tuple[tuple[str, ...], ...], title: list[TitleWord], covered: list[float]
) -> float:
    """What a word is worth of whose parts a title has two at least: by their letters or number."""
    sizes = [max(len(key) for key in keys) - 3 for keys in leaves]
    there = []
    for keys, size in zip(leaves, sizes, strict=True):
        for n, other in enumerate(title):
            if other.parts.intersection(keys):
                there.append(size)
                share = min(1.0, size / len(other.exact))
                covered[n] = min(PARTS_OF_ONE, covered[n] + PARTS_OF_ONE * share)
                break
    share = max(sum(there) / sum(sizes), len(there) / len(sizes))
    return PARTS_OF_ONE * share if len(there) > 1 else 0.0


def _coverage(title: list[TitleWord], covered: list[float]) -> float:
    """How much of a title, by letters, is what was asked for."""
    letters = sum(len(word.exact) for word in title)
    found = sum(len(w.exact) * value for w, value in zip(title, covered, strict=True))
    return found / letters if letters else 0.0
