"""The entry points of search: `search` for pages of results, `suggest` while someone types."""

from dataclasses import replace

from django.db import router

from search.closest.fusion import Fused, fuse, with_titles
from search.facets import Facets
from search.hits import HitBuilder, group_by_object
from search.marks import Marker
from search.models import Passage, fold_phrase
from search.query import normalise_query
from search.questions import AnswerFinder, ParsedQuestion, parse_question, says_little
from search.ranking import GOOD_SCORE, NAME_SCORE
from search.respelling import suggest_spelling
from search.results import PAGE_SIZE, DirectAnswer, Results, SearchRequest
from search.stages import StagedSearch
from search.suggest import suggest
from translations.languages import language_activated

__all__ = ["search", "suggest"]


def search(request: SearchRequest) -> Results:
    """The results of a request. Any text is accepted: one without a word to search has no hits."""
    text = normalise_query(request.text)
    if not text:
        return Results(request)
    with language_activated(request.language):
        return _RequestHandler(replace(request, text=text)).results()


class _RequestHandler:
    """Handles one request. `search` is the last search that was run, `groups` are its hits."""

    def __init__(self, request: SearchRequest) -> None:
        self.request = request
        self.using = router.db_for_read(Passage)
        self.answer: DirectAnswer | None = None
        self.says_little = says_little(request.text, request.language)
        question = parse_question(request.text)
        # A question as typed is only searched for among questions: with all of its words.
        self._search(request.text, is_strict=question is not None and question.is_question)
        if question and not self.search.query.is_long:
            self._answer_question(question)

    def _search(self, text: str, is_strict: bool = False) -> None:
        is_narrowed = self.request.is_narrowed or bool(self.request.kind)
        self.search = StagedSearch(
            text, self.request.language, self.using, is_narrowed=is_narrowed, is_strict=is_strict
        )
        hits = self.search.run()
        if self.says_little:  # “the”, “how much is it”: nothing, unless it is a name, as “it” is
            key = fold_phrase(text)
            hits = hits if any(fold_phrase(hit.passage.title) == key for hit in hits) else []
        self.groups = group_by_object(hits)

    def _answer_question(self, question: ParsedQuestion) -> None:
        """Searches for the topic of a question, and for the passage that answers it."""
        self.answer = self._answer_finder().from_same_question(self.groups)
        if self.answer or (not question.is_question and self._best_score() >= GOOD_SCORE):
            return
        search, groups, score = self.search, self.groups, self._best_score()
        self._search(question.topic)
        if self.groups and (self._best_score() >= score or self._reads_more_than(search)):
            self.answer = self._answer_finder().from_section(self.groups, question.section)
        elif groups:
            self.search, self.groups = search, groups

    def _reads_more_than(self, search: StagedSearch) -> bool:
        """Whether the topic alone is searched for with more words than the whole question was:
        with “it” in “what does it manager do”."""
        number = len(search.query.content_positions)
        return len(self.search.query.content_positions) > number

    def _is_known_to_mean(self) -> bool:
        """Whether a synonym says what the whole query means, and that was found."""
        return self.search.is_everyday_word and self._best_score() >= NAME_SCORE

    def _best_score(self) -> float:
        return self.groups[0].score if self.groups else 0.0

    def _answer_finder(self) -> AnswerFinder:
        return AnswerFinder(self._hit_builder(), self.search.generation, self.using)

    def _hit_builder(self) -> HitBuilder:
        return HitBuilder(Marker(self.search.query), self.request.language)

    def results(self) -> Results:
        """The requested page of results."""
        facets = Facets(self.request, self.search.generation)
        query, language = self.search.query, self.request.language
        has_close = not (self.answer or self.says_little or self._is_known_to_mean())
        texts = [query.text, *self.search.variants]
        fused = fuse(self.groups, query, language, texts) if has_close else Fused(self.groups)
        filtered = facets.apply(fused.groups)
        hits, close = fused.split(filtered.groups)
        total = len(filtered.groups)
        page = max(1, min(self.request.page, -(-total // PAGE_SIZE)))
        listed = [*hits, *close][(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        on_page = with_titles(listed, query, language, self.search.generation)
        shown = self._hit_builder().hits(on_page)
        return Results(
            self.request,
            hits=shown,
            total=total,
            close=len(close),
            close_on_page=sum((hit.kind, hit.object.pk) in fused.close for hit in shown),
            has_all_words=fused.has_all_words,
            is_provisional=fused.is_provisional,
            has_only_close=not self.groups and len(fused.close) == len(fused.groups),
            is_cut=self.search.is_cut,
            kinds=filtered.kinds,
            facets=filtered.facets,
            answer=self.answer,
            suggestion=suggest_spelling(self.request.text, self.search.hits if self.groups else ()),
            page=page,
            unknown=facets.unknown,
        )
