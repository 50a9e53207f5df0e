"""Scores how well passages match a query, in Python, so that every database gives the same order.

    score = match × (1 − share × (1 − coverage)) − what stands back

`match`: each word of the query scores from 0 (no match) to 1 (the same word), weighted by its
rarity. `coverage`: how many of the title's letters the query speaks of. `share`: how much that
counts; little if all words are in the title. What stands back: other titles, skills, positions,
families, and content of pages. The rules that follow from it are in docs/search.md, “Order”.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from itertools import combinations, pairwise
from operator import mul
from typing import NamedTuple

from search.ids import ORDER_MASK, ObjectId, object_key
from search.models import Passage
from search.passages import HIDDEN_TITLE, TITLE, TITLE_SECTIONS
from search.query import Query, QueryWord, similarity

THRESHOLD = 0.55
ALL_IN_TITLE, MAX_PARTIAL_SCORE = 0.80, 0.79  # of titles with all words, and of all others
GOOD_SCORE = 0.88  # ends the stages
NAME_SCORE = 0.96  # of a role that is called so, nearly or quite
# Scores of a word by kind of match: the least one, and how much similarity or length may add.
EXACT_SCORE = 1.0
STEM_SCORE, STEM_RANGE = 0.76, 0.22
PART_SCORE, PART_RANGE = 0.80, 0.05
PREFIX_SCORE, PREFIX_RANGE = 0.70, 0.20
PARTS_SCORE = 0.93  # several words match the parts of one compound
BODY_SCORE = 0.35  # only the text contains the word
MIN_JOINED_SCORE, JOINED_PENALTY = 0.89, 0.01  # neighbours that match when they are joined
MIN_SPLIT_SHARE = 0.75  # of a compound's letters, that the words which match its parts have
MIN_WORD_SCORE = 0.80  # of a word that is in a title, in some form or as part of a compound
ALL_WORDS_SCORE = 0.56  # the least score of a passage with all words in title or text
# How much of the score depends on the coverage: if all words are in the title, or only some.
COVERAGE_SHARE, PARTIAL_COVERAGE_SHARE = 0.10, 0.18
PAGE_LANGUAGE_BONUS, NO_LANGUAGE_BONUS = 0.012, 0.006
# Of other titles: where the main title has all words too, where one equals the query, where it has
# all words beside others, and where it has some.
NAMED_PENALTY, EQUAL_PENALTY, OTHER_PENALTY, PARTIAL_PENALTY = 0.01, 0.02, 0.05, 0.02
EQUAL_SCORE = 0.99
HIDDEN_PENALTY = 0.01  # in addition
CONTENT_PENALTY = 0.12  # for content of a page, compared to the title of its object
# Roles come before skills, and before kinds without a page of their own.
KIND_PENALTIES = {"position": 0.01, "skill": 0.04, "family": 0.08}
SMALL_WORD_PENALTY = 0.002  # for each that only the query or only the title has
MIN_FORM_LENGTH = 4  # what the titles of women and men begin with alike, or half of a longer one


class TitleWord(NamedTuple):
    """An indexed word of a title."""

    exact: str
    stems: frozenset[str]
    parts: frozenset[str]


# An indexed word, its length, and how well each word of the query matches it.
KnownWord = tuple[TitleWord, int, tuple[float, ...]]


class ScoredPassage(NamedTuple):
    """A passage and its score: 1 is an exact match, a little more in the page's language.

    `respelled` are words of the query that match only in another spelling: (typed, exact form of
    the title).
    """

    passage: Passage
    score: float
    respelled: tuple[tuple[str, str], ...] = ()


def best_first(scored: Iterable[ScoredPassage]) -> list[ScoredPassage]:
    """Sorts by score, ties by passage id, whatever the generation."""
    return sorted(scored, key=lambda hit: (-hit.score, hit.passage.id & ORDER_MASK))


def parse_title_words(passage: Passage) -> list[TitleWord]:
    """The indexed words of a passage's title."""
    return [parse_title_word(word) for word in passage.words.split()]


def parse_title_word(word: str) -> TitleWord:
    """A word of a passage's `words`."""
    exact, stems, parts = word.split(":")
    return TitleWord(exact, frozenset(stems.split(",")), frozenset(parts.split(",")))


def score_word(word: QueryWord, other: TitleWord) -> float:
    """How well a word of a query matches a word of a title, from 0 to 1."""
    if word.exact == other.exact:
        return EXACT_SCORE
    if not word.stems.isdisjoint(other.stems):
        return STEM_SCORE + STEM_RANGE * similarity(word.exact, other.exact)
    share = len(word.exact) / len(other.exact)
    best = 0.0
    if share < 1 and (word.part_keys & other.parts or other.exact in word.compounds):
        best = PART_SCORE + PART_RANGE * share
    if word.is_last and other.exact.startswith(word.exact):
        best = max(best, PREFIX_SCORE + PREFIX_RANGE * share)
    return max(best, word.similar.get(other.exact, 0.0))


class Ranker:
    """Scores passages for one query and one page language."""

    def __init__(self, query: Query, language: str, threshold: float = THRESHOLD) -> None:
        self.query = query
        self.threshold = threshold
        self.language = language
        self.small_words = sum(word.is_stop_word for word in query.words)
        self.weights = [word.weight for word in query.words]
        self.total_weight = sum(self.weights)
        self.content_positions = query.content_positions
        self._compounds = [(n, word) for n, word in enumerate(query.words) if word.leaves]
        self._exacts = frozenset(word.exact for word in query.words)
        self._known: dict[str, KnownWord] = {}  # titles share many

    def rank(self, passages: Iterable[Passage]) -> list[ScoredPassage]:
        """The passages that score at least the threshold, best first."""
        passages = [*passages]
        main = [self.score(passage) for passage in passages if passage.section == TITLE]
        named = {hit.passage.object for hit in main if hit.score >= ALL_IN_TITLE}
        rest = [self.score(passage, named) for passage in passages if passage.section != TITLE]
        return best_first(hit for hit in (*main, *rest) if hit.score >= self.threshold)

    def score(self, passage: Passage, named: Collection[ObjectId] = ()) -> ScoredPassage:
        """Scores one passage. `named` are the objects whose main title has all words.

        `grid` has the score of each word of the query for each word of the title; `words` and
        `covered` are the best ones by row and column. The `_match_…` methods below raise them.
        """
        known = [self._known.get(word) or self._learn(word) for word in passage.words.split()]
        title, lengths, columns = zip(*known, strict=True) if known else ((), (), ())
        grid = [*zip(*columns, strict=True)]
        words = [max(row) for row in grid] or [0.0] * len(self.weights)
        covered = _cover(grid, words, len(title))
        self._match_joined(title, words, covered)
        if len(words) > 1:
            self._match_joins(title, words, covered)
            self._match_split(title, words, covered)
        self._match_parts(title, words, covered)
        if "/" in passage.title:
            _cover_forms(title, covered)
        is_in_title = any(words)
        has_title_all = min([words[n] for n in self.content_positions]) >= MIN_WORD_SCORE
        has_all_words = 0.0 not in words or self._match_text(passage, words)
        match = sum(map(mul, self.weights, words)) / self.total_weight
        share = COVERAGE_SHARE if has_title_all else PARTIAL_COVERAGE_SHARE
        score = match * (1 - share * (1 - _coverage(lengths, covered)))
        score -= SMALL_WORD_PENALTY * abs(_count_small(passage, title) - self.small_words)
        score = self._adjusted(score, passage, bool(named) and passage.object in named)
        if passage.section in TITLE_SECTIONS:
            score = max(score, ALL_IN_TITLE) if has_title_all else min(score, MAX_PARTIAL_SCORE)
        if has_all_words:
            score = max(score, ALL_WORDS_SCORE + 0.03 * score + (0.01 if is_in_title else 0))
        return ScoredPassage(passage, score, self._respelled(title, grid))

    def _learn(self, word: str) -> KnownWord:
        other = parse_title_word(word)
        scores = tuple([score_word(typed, other) for typed in self.query.words])
        self._known[word] = other, len(other.exact), scores
        return self._known[word]

    def _match_joined(
        self, title: Sequence[TitleWord], words: list[float], covered: list[float]
    ) -> None:
        """Two neighbours in the title, one word in the query: “team leader” and “teamleader”."""
        for n, (first, second) in enumerate(pairwise(title)):
            if (joined_exact := first.exact + second.exact) in self._exacts:
                covered[n] = covered[n + 1] = EXACT_SCORE - JOINED_PENALTY
                for position, word in enumerate(self.query.words):
                    if word.exact == joined_exact:
                        words[position] = EXACT_SCORE - JOINED_PENALTY

    def _match_joins(
        self, title: Sequence[TitleWord], words: list[float], covered: list[float]
    ) -> None:
        """Two neighbours of the query, one word in the title."""
        for (start, end), joined in self.query.joins.items():
            for n, other in enumerate(title):
                value = score_word(joined, other) if joined.exact[:2] == other.exact[:2] else 0.0
                if value >= MIN_JOINED_SCORE:
                    covered[n] = max(covered[n], value)
                    for position in range(start, end):
                        words[position] = max(words[position], value - JOINED_PENALTY)

    def _match_split(
        self, title: Sequence[TitleWord], words: list[float], covered: list[float]
    ) -> None:
        """Several words of the query that are parts of one compound in the title."""
        for n, other in enumerate(title):
            positions = [
                p for p, word in enumerate(self.query.words) if word.part_keys & other.parts
            ]
            if len(positions) < 2:
                continue
            letters = sum(len(self.query.words[position].exact) for position in positions)
            if letters >= MIN_SPLIT_SHARE * len(other.exact):
                covered[n] = max(covered[n], PARTS_SCORE)
                for position in positions:
                    words[position] = max(words[position], PARTS_SCORE)

    def _match_parts(
        self, title: Sequence[TitleWord], words: list[float], covered: list[float]
    ) -> None:
        """A compound of the query whose parts are words, or parts of words, in the title."""
        for position, word in self._compounds:
            for leaves in word.leaves:
                if words[position] < PARTS_SCORE:
                    words[position] = max(words[position], _score_parts(leaves, title, covered))

    def _match_text(self, passage: Passage, words: list[float]) -> bool:
        """Words that only the text contains. Returns whether all content words match somewhere."""
        stems = frozenset(passage.body.split())
        for position, word in enumerate(self.query.words):
            if not words[position] and word.stems & stems:
                words[position] = BODY_SCORE
        return all(words[position] for position in self.content_positions)

    def _adjusted(self, score: float, passage: Passage, is_named: bool) -> float:
        """The score with what brings a passage forward, and what lets it stand back."""
        if passage.section not in TITLE_SECTIONS:
            score -= CONTENT_PENALTY
        elif passage.section != TITLE:
            score -= _other_title_penalty(score, is_named)
        if passage.section == HIDDEN_TITLE:
            score -= HIDDEN_PENALTY
        if passage.language == self.language:
            score += PAGE_LANGUAGE_BONUS
        elif not passage.language:
            score += NO_LANGUAGE_BONUS
        return score - KIND_PENALTIES.get(object_key(passage.id)[0], 0.0)

    @cached_property
    def _may_be_respelled(self) -> bool:
        return any(word.similar and not word.is_in_index for word in self.query.words)

    def _respelled(
        self, title: Sequence[TitleWord], grid: list[tuple[float, ...]]
    ) -> tuple[tuple[str, str], ...]:
        """The words that match only in another spelling, with the word of the title."""
        if not self._may_be_respelled:
            return ()
        respelled = []
        for word, row in zip(self.query.words, grid, strict=True):
            if word.similar and row and not word.is_in_index:
                best = max(range(len(row)), key=row.__getitem__)
                if title[best].exact in word.similar:
                    respelled.append((word.text, title[best].exact))
        return tuple(respelled)


def _count_small(passage: Passage, title: Sequence[TitleWord]) -> int:
    """How many small words the title of a passage has, which are not indexed."""
    text = passage.title.replace(" / ", "/") if "/" in passage.title else passage.title
    return max(0, len(text.split()) - len(title))


def _other_title_penalty(score: float, is_named: bool) -> float:
    if is_named:
        return NAMED_PENALTY
    if score >= EQUAL_SCORE:
        return EQUAL_PENALTY
    return OTHER_PENALTY if score >= ALL_IN_TITLE else PARTIAL_PENALTY


def _score_parts(
    leaves: tuple[tuple[str, ...], ...], title: Sequence[TitleWord], covered: list[float]
) -> float:
    """Scores a compound by the share of its parts in a title; 0 with fewer than two of them."""
    sizes = [max(len(key) for key in keys) - 3 for keys in leaves]
    matched = []
    for keys, size in zip(leaves, sizes, strict=True):
        for n, other in enumerate(title):
            if other.parts.intersection(keys):
                matched.append(size)
                share = min(1.0, size / len(other.exact))
                covered[n] = min(PARTS_SCORE, covered[n] + PARTS_SCORE * share)
                break
    share = max(sum(matched) / sum(sizes), len(matched) / len(sizes))
    return PARTS_SCORE * share if len(matched) > 1 else 0.0


def _cover(grid: Sequence[Sequence[float]], words: Sequence[float], length: int) -> list[float]:
    """For each word of a title the best score of a word of the query that matches it best."""
    covered = [0.0] * length
    for row, best in zip(grid, words, strict=False):
        position = row.index(best)
        covered[position] = max(covered[position], best)
    return covered


def _cover_forms(title: Sequence[TitleWord], covered: list[float]) -> None:
    """Covers the other form of a word in a title for women and men: “lider / liderka zespołu”."""
    for (n, one), (other, two) in combinations(enumerate(title), 2):
        if one.exact == two.exact or _are_forms(one.exact, two.exact):
            covered[n] = covered[other] = max(covered[n], covered[other])


def _are_forms(one: str, two: str) -> bool:
    shorter, longer = sorted((len(one), len(two)))
    least = max(MIN_FORM_LENGTH, -(-longer // 2))
    return least <= shorter and one[:least] == two[:least]


def _coverage(lengths: Sequence[int], covered: list[float]) -> float:
    """The share of a title's letters that the query covers, weighted by the scores."""
    letters = sum(lengths)
    return sum(map(mul, lengths, covered)) / letters if letters else 0.0
