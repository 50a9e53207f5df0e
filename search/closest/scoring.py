"""Asks an index: plain Python over the arrays of its file."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import log, sqrt
from operator import mul
from typing import NamedTuple

from analysis import fold, words
from search.closest.features import (
    folded_words,
    letter_groups,
    main_stems,
    says_something,
    stems,
    title_key,
)
from search.closest.file import IndexFile, Numbers
from search.scripts import is_foreign
from translations.languages import language_codes

FAMILY_WEIGHT, MEANING_WEIGHT = 0.2, 0.7
SPELLING_POWER = 2  # middling likeness of letters says little
OTHER_LANGUAGE = 0.85  # what the spelling of a title in another language than the page's is worth
CERTAINTY = 3  # meaning counts by this power of the share of the words that are known
LEAST = 0.18  # score of the best one if anything is close at all: nonsense stays below
REST = 0.3  # of the best score has what is shown with it
PLACES_LOOKED_AT = 5_000  # words with a group of letters of a word, the rarest groups first
TITLES_LOOKED_AT = 10_000  # titles with a word like one of the query, the most alike first
LEAST_ALIKE = 0.2  # cosine of words of titles that are like one of the query
LEAST_SPELLING = 0.15  # cosine of titles that are looked at
SPELT_ALIKE = 100  # roles that are spelt most alike, whose meaning is looked at
MOST_WORDS = 40  # of a query
MOST_SUBSET_WORDS, LONGEST_SUBSET = 8, 4  # of a query in which whole titles are looked for


class Close(NamedTuple):
    """A role by its primary key, and how close it is: from LEAST to 1.9."""

    role: int
    score: float


class Index:
    """An index that can be asked. All lists are of places of roles, see the module `building`."""

    def __init__(self, file: IndexFile) -> None:
        self.stamp = file.stamp
        self._a: Mapping[str, Numbers] = file.arrays
        self._codes = language_codes()
        self._rarest = max(self._a["group_rarity"], default=1.0)
        self._rarest_stem = max(self._a["stem_rarity"], default=1.0)
        self._own_titles = len(self._a["title_roles"])
        self._dimensions = len(self._a["role_vectors"]) // max(1, len(self._a["roles"]))
        self._nearest = len(self._a["stem_roles"]) // max(1, len(self._a["stems"]))

    def closest(self, text: str, language: str) -> list[Close]:
        """The closest roles, best first; none if even the best is further away than it may be."""
        text = " ".join(word for word in words(text)[:MOST_WORDS] if not is_foreign(word))
        if not any(says_something(fold(word), self._codes) for word in words(text)):
            return []
        scores = self._scores(text, language)
        roles = self._a["roles"]
        found = sorted((-round(score, 4), roles[place]) for place, score in scores.items())
        least = -max(LEAST, REST * -found[0][0]) if found else 0.0
        return [Close(role, -score) for score, role in found if score <= least]

    def _scores(self, text: str, language: str) -> dict[int, float]:
        """The score of each role that may be close."""
        spelling, family = self._spelling(text, language)
        candidates = {*sorted(spelling, key=lambda place: (-spelling[place], place))[:SPELT_ALIKE]}
        meaning = self._meaning(text, language, candidates)
        return {
            place: spelling.get(place, 0.0) ** SPELLING_POWER
            + FAMILY_WEIGHT * family.get(place, 0.0)
            + MEANING_WEIGHT * meaning.get(place, 0.0)
            for place in spelling.keys() | family.keys() | meaning.keys()
        }

    def _spelling(self, text: str, language: str) -> tuple[dict[int, float], dict[int, float]]:
        """How alike the titles of roles and of their families are spelt: the best of each role."""
        worth = [1.0 if code == language else OTHER_LANGUAGE for code in self._codes]
        codes, lengths = self._a["title_languages"], self._a["title_worth"]
        own: dict[int, float] = {}
        family: dict[int, float] = {}
        for title, dot in self._dots(text).items():
            likeness = dot * lengths[title] * worth[codes[title]]
            if likeness < LEAST_SPELLING:
                continue
            best = own if title < self._own_titles else family
            for role in self._roles_of_title(title):
                if likeness > best.get(role, 0.0):
                    best[role] = likeness
        return own, family

    def _roles_of_title(self, title: int) -> Sequence[int]:
        a, n = self._a, title - self._own_titles
        if n < 0:
            return (a["title_roles"][title],)
        return a["family_roles"][a["family_starts"][n] : a["family_starts"][n + 1]]

    def _dots(self, text: str) -> dict[int, float]:
        """Titles and the products of their vector with that of the text, whose length is 1."""
        alike: dict[int, float] = {}
        for word, count in Counter(folded_words(text)).items():
            for other, shared in self._words_like(word).items():
                alike[other] = alike.get(other, 0.0) + count * shared
        length, dots = self._length(text), dict[int, float]()
        starts, titles, left = self._a["word_starts"], self._a["word_titles"], TITLES_LOOKED_AT
        for other in sorted(alike, key=lambda other: (-alike[other], other)):
            shared = alike[other] / length
            for title in titles[starts[other] : starts[other + 1]].tolist():
                dots[title] = dots.get(title, 0.0) + shared
            left -= starts[other + 1] - starts[other]
            if left < 0:
                break
        return dots

    def _words_like(self, word: str) -> dict[int, float]:
        """Words of titles, and the weight of the groups of letters that they share with a word."""
        starts, others, left = self._a["group_starts"], self._a["group_words"], PLACES_LOOKED_AT
        known = [group for group in map(self._group, letter_groups(word)) if group >= 0]
        weights = {group: self._a["group_rarity"][group] ** 2 for group in known}
        shared: dict[int, float] = {}
        for group in sorted(known, key=lambda group: (starts[group + 1] - starts[group], group)):
            left -= starts[group + 1] - starts[group]
            if left < 0:
                break
            weight = weights[group]
            for other in others[starts[group] : starts[group + 1]].tolist():
                shared[other] = shared.get(other, 0.0) + weight
        least, lengths = LEAST_ALIKE * self._length(word), self._a["word_lengths"]
        return {other: dot for other, dot in shared.items() if dot >= least * lengths[other]}

    def _length(self, text: str) -> float:
        """The length of a text's vector of groups. Unknown ones are as rare as any can be."""
        counts = Counter(group for word in folded_words(text) for group in letter_groups(word))
        rarity = self._a["group_rarity"]
        places = {group: self._group(group) for group in counts}
        squares = (
            (count * (rarity[place] if (place := places[group]) >= 0 else self._rarest)) ** 2
            for group, count in counts.items()
        )
        return sqrt(sum(squares)) or 1.0

    def _group(self, group: int) -> int:
        return _find(self._a["groups"], group)

    def _meaning(self, text: str, language: str, candidates: set[int]) -> dict[int, float]:
        """How near the meaning of the text is to candidates, and to the nearest of its stems.

        Less if words of the text are not known.
        """
        weights, share = self._stem_weights(text, language)
        near = (self._a["stem_roles"][n * self._nearest : (n + 1) * self._nearest] for n in weights)
        places = candidates.union(*near) if weights else set[int]()
        direction = _unit(self._direction(weights))
        certainty, size = share**CERTAINTY, self._dimensions
        vectors, scales = self._a["role_vectors"], self._a["role_scales"]
        found = {}
        for place in places:
            dot = sum(map(mul, direction, vectors[place * size : (place + 1) * size]))
            if dot > 0:
                found[place] = certainty * scales[place] * dot
        return found

    def _stem_weights(self, text: str, language: str) -> tuple[dict[int, float], float]:
        """The known stems of a text and their weights; their share of the length of all weights."""
        known, unknown = dict[int, float](), 0.0
        for stem, count in Counter(stems(text, language)).items():
            weight, place = 1 + log(count), _find(self._a["stems"], stem)
            if place < 0:
                unknown += (weight * self._rarest_stem) ** 2
            else:
                known[place] = weight * self._a["stem_rarity"][place]
        squares = sum(weight**2 for weight in known.values())
        return known, sqrt(squares / (squares + unknown)) if known else 0.0

    def _direction(self, weights: Mapping[int, float]) -> list[float]:
        """The sum of the directions of stems by their weights."""
        size, scales, vectors = self._dimensions, self._a["stem_scales"], self._a["stem_vectors"]
        total = [0.0] * size
        for stem, weight in weights.items():
            factor = weight * scales[stem]
            vector = vectors[stem * size : (stem + 1) * size]
            total = [sum_ + factor * value for sum_, value in zip(total, vector, strict=True)]
        return total

    def whole_titles(self, text: str, language: str) -> dict[int, float]:
        """Roles with a title that stands wholly in the text: the share of the text's weight that
        its words have. A word's weight is how seldom it is in titles."""
        own = main_stems(text, language)
        weights = {stem: self._weight(stem) for stem in own}
        total = sum(weights[stem] for stem in own) or 1.0
        found: dict[int, float] = {}
        for several in _subsets(own[:MOST_SUBSET_WORDS]):
            share = sum(weights[stem] for stem in several) / total
            for role in self._roles_called(title_key(several)):
                found[role] = max(found.get(role, 0.0), share)
        return found

    def _weight(self, stem: int) -> float:
        place = _find(self._a["whole_stems"], stem)
        count = self._a["whole_counts"][place] if place >= 0 else 0
        return log((2 + self._own_titles) / (1 + count))

    def _roles_called(self, key: int) -> Iterator[int]:
        keys, roles = self._a["whole_keys"], self._a["whole_roles"]
        place = bisect_left(keys, key)
        while place < len(keys) and keys[place] == key:
            yield self._a["roles"][roles[place]]
            place += 1


def _subsets(several: Sequence[int]) -> Iterable[tuple[int, ...]]:
    sizes = range(1, min(LONGEST_SUBSET, len(several)) + 1)
    return (subset for size in sizes for subset in combinations(several, size))


def _find(numbers: Numbers, number: int) -> int:
    """The place of a number among sorted ones, or -1."""
    place = bisect_left(numbers, number)
    return place if place < len(numbers) and numbers[place] == number else -1


def _unit(vector: Sequence[float]) -> list[float]:
    length = sqrt(sum(map(mul, vector, vector))) or 1.0
    return [value / length for value in vector]
