"""The stages of a search: exact matches first, more tolerant ones until a hit is good enough."""

from collections.abc import Iterable

from django.db import DEFAULT_DB_ALIAS

from analysis import normalise
from core.prepared import PreparedQuery, QueryParam
from search.engines import engine
from search.ids import PassageId, object_key
from search.kept import read_state
from search.models import State, Synonym
from search.query import Query, QueryReader, QueryWord
from search.ranking import (
    ALL_IN_TITLE,
    GOOD_SCORE,
    NAME_SCORE,
    Ranker,
    ScoredPassage,
    best_first,
)

FIRST_STAGE_LIMIT = 500  # candidates of the first stage, whose hits are counted and filtered
STAGE_LIMIT = 120  # candidates of each later stage
MAX_FUZZY_WORDS = 6  # longer queries are not searched for with all words misspelt
MAX_PHRASE_WORDS = 3  # of a synonym
MAX_VARIANTS = 3  # queries with a phrase replaced by its meaning
SYNONYM_FACTOR = 0.97  # of the score of a hit of a variant


_usable_synonyms = PreparedQuery(
    Synonym, lambda _: Synonym.objects.usable().filter(key__in=QueryParam("keys")).order_by("pk")
)


class StagedSearch:
    """Runs the stages for one query.

    All words in titles (the last one also as a prefix) → all words in titles or texts → words in
    similar spelling → any of the words. The stages end when the best score reaches GOOD_SCORE.
    Synonyms are added unless something is called so: those of the whole query, of an abbreviation
    in it, and of any part of it unless a hit is good. `variants` are the query in those words,
    `is_everyday_word` tells whether a synonym stands for all of it. A strict search runs the first
    stage only; one while someone is typing looks at titles only. `is_cut` tells whether there
    were more candidates than the limit, `was_cut` whether there were in any way to read the query.
    """

    def __init__(
        self,
        text: str,
        language: str,
        using: str = DEFAULT_DB_ALIAS,
        is_narrowed: bool = False,
        is_variant: bool = False,
        is_strict: bool = False,
        is_typing: bool = False,
        state: State | None = None,
    ) -> None:
        self.engine = engine(using)
        self.state = state = state or read_state()
        self.generation = state.live
        self.reader = QueryReader(self.engine, state)
        self.query: Query = self.reader.read(text, is_typing=is_typing)
        self.language = language
        self.uses_synonyms = not (is_variant or is_strict)
        stages = [self._match_titles, self._match_texts, self._match_similar, self._match_any]
        if is_typing:
            stages.remove(self._match_texts)
        is_exact = self.query.is_small and not is_typing
        self.stages = stages[:1] if is_strict or is_exact else stages
        self.limit = 4 * FIRST_STAGE_LIMIT if is_narrowed else FIRST_STAGE_LIMIT
        self.seen: set[PassageId] = set()
        self.hits: list[ScoredPassage] = []
        self.variants: list[str] = []
        self.is_everyday_word = False
        self.is_cut = False
        self.was_cut = False

    def run(self) -> list[ScoredPassage]:
        """The hits, best first."""
        if not self.query.words:
            return []
        for stage in self.stages:
            stage()
            if self._best_score() >= GOOD_SCORE:
                break
        is_doubtful = any(self._is_small_elsewhere(word) for word in self.query.words)
        if self.uses_synonyms and (is_doubtful or self._best_score() < NAME_SCORE):
            self._add_variants()
        return self.hits

    def _add_variants(self) -> None:
        usable = self._usable_synonyms()
        texts = dict.fromkeys(self._replace(*place, s.meaning) for s, place in usable)
        self.variants = [*texts][:MAX_VARIANTS]
        whole = (0, len(self.query.words))
        self.is_everyday_word = any(place == whole for _synonym, place in usable)
        earlier = self.hits
        # “kierownik it”: what was passed over as a small word means something.
        if any(self.query.words[start].is_stop_word for _synonym, (start, _end) in usable):
            self.hits = []
        for text in self.variants:
            self._add_variant(text)
        self.hits = self.hits or earlier

    def _is_small_elsewhere(self, word: QueryWord) -> bool:
        """Whether a word was passed over as a small one that the reader's language has not."""
        return word.is_stop_word and self.language not in word.small_in

    def _add_variant(self, text: str) -> None:
        """Adds the hits of the query in other words, at a slightly lower score."""
        variant = StagedSearch(
            text, self.language, self.engine.using, is_variant=True, state=self.state
        )
        by_id = {hit.passage.id: hit for hit in self.hits}
        for hit in variant.run():
            present, score = by_id.get(hit.passage.id), hit.score * SYNONYM_FACTOR
            if not present or present.score < score:
                by_id[hit.passage.id] = hit._replace(score=score)
        self.hits = best_first(by_id.values())

    def _usable_synonyms(self) -> list[tuple[Synonym, tuple[int, int]]]:
        """The synonyms whose phrases are in the query, and where these are. One query.

        The longest phrases come first, those of the reader's language before others, or alone for
        the same phrase.
        """
        words = [word.exact for word in self.query.words]
        phrases = {
            " ".join(words[start:end]): (start, end)
            for start in range(len(words))
            for end in range(start + 1, min(start + MAX_PHRASE_WORDS, len(words)) + 1)
        }
        synonyms = _usable_synonyms(keys=[*phrases])
        usable = [s for s in synonyms if self._is_usable(s, *phrases[s.key])]
        own = {synonym.key for synonym in usable if synonym.language == self.language}
        usable = [s for s in usable if s.language == self.language or s.key not in own]
        usable.sort(key=lambda s: (-s.key.count(" "), s.language != self.language))
        return [(synonym, phrases[synonym.key]) for synonym in usable]

    def _is_usable(self, synonym: Synonym, start: int, end: int) -> bool:
        """Whether a synonym counts for the words from `start` to before `end`."""
        words = self.query.words[start:end]
        if self.query.is_small:  # “på” is no PA
            return normalise(synonym.phrase) == normalise(self.query.text)
        if len(words) == len(self.query.words):
            return True
        is_own = synonym.language == self.language and self._is_small_elsewhere(words[0])
        if words[0].is_stop_word and not (is_own and synonym.phrase.isupper()):
            return False
        is_needed = synonym.phrase.isupper() or self._best_score() < GOOD_SCORE
        return is_needed and not synonym.is_whole_query

    def _replace(self, start: int, end: int, meaning: str) -> str:
        """The query with `meaning` instead of the words from `start` to before `end`."""
        texts = [word.text for word in self.query.words]
        return " ".join([*texts[:start], meaning, *texts[end:]])

    def _best_score(self) -> float:
        """The best score of any hit but families: these alone do not end the search."""
        scores = (hit.score for hit in self.hits if object_key(hit.passage.id)[0] != "family")
        return next(scores, 0.0)

    def _match_titles(self) -> None:
        for small in self.query.readings(self.language):
            self.reader.set_small(self.query, small)
            self._match_titles_as_read()
            if self._best_score() >= ALL_IN_TITLE:
                return

    def _match_titles_as_read(self) -> None:
        if not self.query.is_long:
            self.reader.add_similar_words(self.query)
        if len(self.query.content_positions) == 1:
            self.reader.add_compounds(self.query)
        ids = self.engine.and_query(self.generation, self.query.groups(), self.limit)
        self.is_cut = len(ids) == self.limit
        self.was_cut |= self.is_cut
        self._add_candidates(ids)

    def _match_texts(self) -> None:
        groups = self.query.groups()
        self._add_candidates(
            self.engine.and_query(self.generation, groups, STAGE_LIMIT, in_texts=True)
        )

    def _match_similar(self) -> None:
        is_short = len(self.query.content_positions) <= MAX_FUZZY_WORDS
        if is_short and self.reader.add_similar_words(self.query, all_words=True):
            self._add_candidates(
                self.engine.and_query(self.generation, self.query.groups(), STAGE_LIMIT)
            )

    def _match_any(self) -> None:
        groups = self.query.groups_in_index()
        if 0 < len(groups) < len(self.query.content_positions):
            self._add_candidates(self.engine.and_query(self.generation, groups, STAGE_LIMIT))
        for alternatives in (groups, self.query.groups_of_parts()):
            if len(alternatives) > 1:
                ids = self.engine.or_query(self.generation, alternatives, STAGE_LIMIT)
                self._add_candidates(ids)

    def _add_candidates(self, ids: Iterable[PassageId]) -> None:
        """Scores candidates, and earlier hits again: the query may match more words by now."""
        ranker = Ranker(self.query, self.language, self.engine.bodies)
        new = [id for id in ids if id not in self.seen]
        self.seen.update(new)
        earlier = [hit.passage for hit in self.hits]
        self.hits = ranker.rank([*earlier, *self.engine.candidates(new)])
