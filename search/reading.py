"""A request as a reader of one language asks it: what its words find, of which a page is made."""

from collections.abc import Sequence
from functools import cached_property

from django.db import router

from search.closest.fusion import Fused, fuse, with_titles
from search.engines import engine
from search.found import FoundPassages, find
from search.hits import HitBuilder, SearchHits, group_by_object
from search.ids import Generation
from search.kept import read_index
from search.marks import Marker
from search.models import Passage, fold_phrase
from search.questions import AnswerFinder, ParsedQuestion, parse_question, says_little
from search.ranking import GOOD_SCORE, NAME_SCORE
from search.respelling import suggest_spelling
from search.results import DirectAnswer, Hit, SearchRequest


class Reading:
    """Handles one request. `search` is what was last searched for, `groups` are its hits.

    Its language is that of the request, whatever language is active.
    """

    def __init__(self, request: SearchRequest) -> None:
        self.request = request
        self.using = router.db_for_read(Passage)
        self.state, self.kept = read_index()
        self.answer: DirectAnswer | None = None
        self.says_little = says_little(request.text, request.language)
        question = parse_question(request.text)
        # A question as typed is only searched for among questions: with all of its words.
        self._search(request.text, is_strict=question is not None and question.is_question)
        if question and not self.search.query.is_long:
            self._answer_question(question)

    @property
    def generation(self) -> Generation:
        return self.search.generation

    @property
    def is_cut(self) -> bool:
        return self.search.is_cut

    @property
    def best_score(self) -> float:
        return self.groups[0].score if self.groups else 0.0

    @cached_property
    def fused(self) -> Fused:
        """The hits, and the roles whose titles are closest."""
        if self.answer or self.says_little or self._is_known_to_mean():
            return Fused(self.groups)
        query = self.search.query
        texts = [query.text, *self.search.variants]
        return fuse(self.groups, query, self.request.language, texts)

    @property
    def suggestion(self) -> str:
        """The words in another spelling that has hits."""
        return suggest_spelling(self.request.text, self.search.hits if self.groups else ())

    def hits(self, groups: Sequence[SearchHits]) -> tuple[Hit, ...]:
        """The hits of a page, as pages in the active language show them."""
        language = self.request.language
        shown = with_titles(groups, self.search.query, language, self.generation)
        return self._hit_builder().hits(shown)

    def _search(self, text: str, is_strict: bool = False) -> None:
        is_narrowed = self.request.is_narrowed or bool(self.request.kind)
        language = self.request.language
        self.search = find(
            self.state, self.kept, text, language, self.using, is_narrowed, is_strict=is_strict
        )
        hits = self.search.hits
        if self.says_little:  # “the”, “how much is it”: nothing, unless it is a name, as “it” is
            key = fold_phrase(text)
            hits = hits if any(fold_phrase(hit.passage.title) == key for hit in hits) else []
        self.groups = group_by_object(hits)

    def _answer_question(self, question: ParsedQuestion) -> None:
        """Searches for the topic of a question, and for the passage that answers it."""
        self.answer = self._answer_finder().from_same_question(self.groups)
        if self.answer or (not question.is_question and self.best_score >= GOOD_SCORE):
            return
        search, groups, score = self.search, self.groups, self.best_score
        self._search(question.topic)
        if self.groups and (self.best_score >= score or self._reads_more_than(search)):
            self.answer = self._answer_finder().from_section(self.groups, question.section)
        elif groups:
            self.search, self.groups = search, groups

    def _reads_more_than(self, search: FoundPassages) -> bool:
        """Whether the topic alone is searched for with more words than the whole question was:
        with “it” in “what does it manager do”."""
        number = len(search.query.content_positions)
        return len(self.search.query.content_positions) > number

    def _is_known_to_mean(self) -> bool:
        """Whether a synonym says what the whole query means, and that was found."""
        return self.search.is_everyday_word and self.best_score >= NAME_SCORE

    def _answer_finder(self) -> AnswerFinder:
        return AnswerFinder(self._hit_builder(), self.generation, self.using)

    def _hit_builder(self) -> HitBuilder:
        marker = Marker(self.search.query)
        return HitBuilder(marker, self.request.language, engine(self.using).texts)
