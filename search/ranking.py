"""Scores how well passages match a query, in Python, so that every database gives the same order.

    score = match × (1 − share × (1 − coverage)) − what stands back

`match`: each word of the query scores from 0 (no match) to 1 (the same word), weighted by its
rarity. `coverage`: how many of the title's letters the query speaks of. `share`: how much that
counts; little if all words are in the title. What stands back: other titles, skills, positions,
families, and content of pages. The rules that follow from it are in docs/search.md, “Order”.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from operator import mul
from typing import NamedTuple

from search.ids import ORDER_MASK, ObjectId, PassageId, kind_of
from search.matching import Match, Matcher, Respelled
from search.models import Candidate
from search.passages import HIDDEN_TITLE, TITLE, TITLE_SECTIONS
from search.query import Query

THRESHOLD = 0.55
ALL_IN_TITLE, MAX_PARTIAL_SCORE = 0.80, 0.79  # of titles with all words, and of all others
GOOD_SCORE = 0.88  # ends the stages
NAME_SCORE = 0.96  # of a role that is called so, nearly or quite
BODY_SCORE = 0.35  # only the text contains the word
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

# The stems of the texts of passages by id.
Bodies = Mapping[PassageId, str]


class ScoredPassage(NamedTuple):
    """A passage and its score: 1 is an exact match, a little more in the page's language."""

    passage: Candidate
    score: float
    respelled: Respelled = ()


def best_first(scored: Iterable[ScoredPassage]) -> list[ScoredPassage]:
    """Sorts by score, ties by passage id, whatever the generation."""
    return sorted(scored, key=lambda hit: (-hit[1], hit[0][0] & ORDER_MASK))


def no_bodies(ids: Collection[PassageId]) -> Bodies:
    """For passages without a text."""
    return {}


class Ranker:
    """Scores passages for one query and one page language."""

    def __init__(
        self,
        query: Query,
        language: str,
        read_bodies: Callable[[Collection[PassageId]], Bodies] = no_bodies,
        threshold: float = THRESHOLD,
    ) -> None:
        """`read_bodies` is asked for the texts of passages whose titles lack words."""
        self.query = query
        self.threshold = threshold
        self.language = language
        self.small_words = sum(word.is_stop_word for word in query.words)
        self.weights = [word.weight for word in query.words]
        self.total_weight = sum(self.weights)
        self.content_positions = query.content_positions
        self._in_texts = [n for n, word in enumerate(query.words) if word.stems]
        self._read_bodies = read_bodies

    def rank(self, passages: Iterable[Candidate]) -> list[ScoredPassage]:
        """The passages that score at least the threshold, best first."""
        matches = Matcher(self.query).matches(passages)
        bodies = self._bodies(matches)
        score = self._score_one if len(self.query.words) == 1 else self._score
        main = [score(one, bodies) for one in matches if one.passage.section == TITLE]
        named = {hit.passage.object for hit in main if hit.score >= ALL_IN_TITLE}
        rest = [score(one, bodies, named) for one in matches if one.passage.section != TITLE]
        return best_first(hit for hit in (*main, *rest) if hit.score >= self.threshold)

    def score(self, passage: Candidate) -> ScoredPassage:
        """Scores one passage, whatever the main title of its object is."""
        match = Matcher(self.query).match(passage)
        return self._score(match, self._bodies([match]))

    def _bodies(self, matches: Iterable[Match]) -> Bodies:
        """The stems of texts that may contain what is missing in their titles."""
        lacking = [
            match.passage.id
            for match in matches
            if 0.0 in match.words and not all(match.words[n] for n in self._in_texts)
        ]
        return self._read_bodies(lacking) if lacking else {}

    def _score(
        self, match: Match, bodies: Bodies, named: Collection[ObjectId] = ()
    ) -> ScoredPassage:
        """Scores a match. `named` are the objects whose main title has all words."""
        passage, words = match.passage, match.words
        is_in_title = any(words)
        has_title_all = min([words[n] for n in self.content_positions]) >= MIN_WORD_SCORE
        has_all_words = 0.0 not in words or self._match_text(bodies.get(passage.id, ""), words)
        score = sum(map(mul, self.weights, words)) / self.total_weight
        share = COVERAGE_SHARE if has_title_all else PARTIAL_COVERAGE_SHARE
        score *= 1 - share * (1 - match.coverage)
        score -= SMALL_WORD_PENALTY * abs(_count_small(match) - self.small_words)
        score = self._adjusted(score, passage, bool(named) and passage.object in named)
        if passage.section in TITLE_SECTIONS:
            score = max(score, ALL_IN_TITLE) if has_title_all else min(score, MAX_PARTIAL_SCORE)
        if has_all_words:
            score = max(score, ALL_WORDS_SCORE + 0.03 * score + (0.01 if is_in_title else 0))
        return ScoredPassage(passage, score, match.respelled)

    def _score_one(
        self, match: Match, bodies: Bodies, named: Collection[ObjectId] = ()
    ) -> ScoredPassage:
        """The same for a query of one word, of which the title has some form."""
        passage, (word,), coverage, _length, respelled = match
        if not word:
            return self._score(match, bodies, named)
        is_whole = word >= MIN_WORD_SCORE
        score = self.total_weight * word / self.total_weight
        score *= 1 - (COVERAGE_SHARE if is_whole else PARTIAL_COVERAGE_SHARE) * (1 - coverage)
        score -= SMALL_WORD_PENALTY * abs(_count_small(match) - self.small_words)
        score = self._adjusted(score, passage, passage.object in named)
        if passage.section in TITLE_SECTIONS:
            score = max(score, ALL_IN_TITLE) if is_whole else min(score, MAX_PARTIAL_SCORE)
        return ScoredPassage(passage, max(score, ALL_WORDS_SCORE + 0.03 * score + 0.01), respelled)

    def _match_text(self, body: str, words: list[float]) -> bool:
        """Words that only the text contains. Returns whether all content words match somewhere."""
        stems = frozenset(body.split())
        for position, word in enumerate(self.query.words):
            if not words[position] and word.stems & stems:
                words[position] = BODY_SCORE
        return all(words[position] for position in self.content_positions)

    def _adjusted(self, score: float, passage: Candidate, is_named: bool) -> float:
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
        return score - KIND_PENALTIES.get(kind_of(passage.id), 0.0)


def _count_small(match: Match) -> int:
    """How many small words the title of a passage has, which are not indexed."""
    title = match.passage.title
    text = title.replace(" / ", "/") if "/" in title else title
    return max(0, len(text.split()) - match.length)


def _other_title_penalty(score: float, is_named: bool) -> float:
    if is_named:
        return NAMED_PENALTY
    if score >= EQUAL_SCORE:
        return EQUAL_PENALTY
    return OTHER_PENALTY if score >= ALL_IN_TITLE else PARTIAL_PENALTY
