"""How the words of a query match those of a title: what ranking makes a score of."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import combinations, pairwise
from operator import mul
from typing import NamedTuple

from search.models import Candidate
from search.query import Query, QueryWord
from search.title_words import EXACT_SCORE, TitleWord, parse_title_word, score_word

PARTS_SCORE = 0.93  # several words match the parts of one compound
MIN_JOINED_SCORE, JOINED_PENALTY = 0.89, 0.01  # neighbours that match when they are joined
MIN_SPLIT_SHARE = 0.75  # of a compound's letters, that the words which match its parts have
MIN_FORM_LENGTH = 4  # what the titles of women and men begin with alike, or half of a longer one

# An indexed word, its length, and how well each word of the query matches it.
KnownWord = tuple[TitleWord, int, tuple[float, ...]]
# Words of a query that match only in another spelling: (typed, exact form of the title).
Respelled = tuple[tuple[str, str], ...]


class Match(NamedTuple):
    """How a title matches a query.

    `words` are the scores of the query's words, `coverage` is the share of the title's letters that
    they cover, `length` the number of its indexed words.
    """

    passage: Candidate
    words: list[float]
    coverage: float
    length: int
    respelled: Respelled = ()


class Matcher:
    """Compares titles with one query."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self._compounds = [(n, word) for n, word in enumerate(query.words) if word.leaves]
        self._exacts = frozenset(word.exact for word in query.words)
        self._known: dict[str, KnownWord] = {}  # titles share many

    def matches(self, passages: Iterable[Candidate]) -> list[Match]:
        """How the title of each passage matches."""
        if len(self.query.words) > 1 or self._compounds or self._may_be_respelled:
            return [self.match(passage) for passage in passages]
        quick = OneWord(self.query.words[0])
        return [quick.match(passage) or self.match(passage) for passage in passages]

    def match(self, passage: Candidate) -> Match:
        """How the title of a passage matches.

        `grid` has the score of each word of the query for each word of the title; `words` and
        `covered` are the best ones by row and column. The `_match_…` methods below raise them.
        """
        known = [self._known.get(word) or self._learn(word) for word in passage.words.split()]
        title, lengths, columns = zip(*known, strict=True) if known else ((), (), ())
        grid = [*zip(*columns, strict=True)]
        words = [max(row) for row in grid] or [0.0] * len(self.query.words)
        covered = _cover(grid, words, len(title))
        self._match_joined(title, words, covered)
        if len(words) > 1:
            self._match_joins(title, words, covered)
            self._match_split(title, words, covered)
        self._match_parts(title, words, covered)
        if "/" in passage.title:
            _cover_forms([word.exact for word in title], covered)
        coverage = _coverage(lengths, covered)
        return Match(passage, words, coverage, len(title), self._respelled(title, grid))

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

    @cached_property
    def _may_be_respelled(self) -> bool:
        return any(word.similar and not word.is_in_index for word in self.query.words)

    def _respelled(self, title: Sequence[TitleWord], grid: list[tuple[float, ...]]) -> Respelled:
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


class OneWord:
    """Compares titles with a query of one word that is no compound and in no other spelling.

    Of the rules of `Matcher` few are left then, and hundreds of titles may have a common word.
    """

    def __init__(self, word: QueryWord) -> None:
        self.word = word
        # What words of titles are, or have as a key, that match in any way but by their beginning.
        self._keys = {word.exact, *word.stems, *word.part_keys, *word.compounds, *word.similar}
        self._beginnings = {word.exact[:end] for end in range(1, len(word.exact))}
        self._known: dict[str, tuple[int, float, bool]] = {}

    def match(self, passage: Candidate) -> Match | None:
        """How the title of a passage matches; None where another rule may say more."""
        words = passage.words.split()
        known = [self._known.get(word) or self._learn(word) for word in words]
        best, covered, letters = 0.0, 0, 0
        for length, score, is_beginning in known:
            if is_beginning:
                return None
            letters += length
            if score > best:
                best, covered = score, length
        coverage = covered * best / letters if letters else 0.0
        if "/" in passage.title:
            coverage = self._coverage_with_forms(words, known, best)
        return Match(passage, [best], coverage, len(words))

    def _coverage_with_forms(
        self, words: Sequence[str], known: Sequence[tuple[int, float, bool]], best: float
    ) -> float:
        lengths, scores = [length for length, *_ in known], [score for _, score, _ in known]
        covered = _cover([scores], [best], len(words)) if words else []
        _cover_forms([word.partition(":")[0] for word in words], covered)
        return _coverage(lengths, covered)

    def _learn(self, word: str) -> tuple[int, float, bool]:
        """The length of an indexed word, its score, and whether the query's word begins so: then it
        may match together with the next one."""
        exact, *keys = word.replace(":", ",").split(",")
        may_match = not self._keys.isdisjoint((exact, *keys)) or (
            self.word.is_last and exact.startswith(self.word.exact)
        )
        score = score_word(self.word, parse_title_word(word)) if may_match else 0.0
        self._known[word] = len(exact), score, exact in self._beginnings
        return self._known[word]


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


def _cover_forms(title: Sequence[str], covered: list[float]) -> None:
    """Covers the other form of a word in a title for women and men: “lider / liderka zespołu”."""
    for (n, one), (other, two) in combinations(enumerate(title), 2):
        if one == two or _are_forms(one, two):
            covered[n] = covered[other] = max(covered[n], covered[other])


def _are_forms(one: str, two: str) -> bool:
    shorter, longer = sorted((len(one), len(two)))
    least = max(MIN_FORM_LENGTH, -(-longer // 2))
    return least <= shorter and one[:least] == two[:least]


def _coverage(lengths: Sequence[int], covered: list[float]) -> float:
    """The share of a title's letters that the query covers, weighted by the scores."""
    letters = sum(lengths)
    return sum(map(mul, lengths, covered)) / letters if letters else 0.0
