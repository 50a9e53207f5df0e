"""The one way into the search."""

from dataclasses import replace

from django.db import router

from search.facets import Facets
from search.hits import Shown, fold_by_object
from search.marks import Marker
from search.models import Passage
from search.nearest import nearest, respelled
from search.query import clean
from search.questions import Answers, Asked, asked
from search.ranking import GOOD
from search.results import PAGE_SIZE, Answer, Request, Results
from search.stages import Search
from search.suggest import suggest
from translations.languages import language_activated

__all__ = ["search", "suggest"]


def search(request: Request) -> Results:
    """Finds what a request asks for. Bad input finds nothing; nothing is raised."""
    text = clean(request.text)
    if not text:
        return Results(request)
    with language_activated(request.language):
        return _Searching(replace(request, text=text)).results()


class _Searching:
    """One request on its way to an answer."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.using = router.db_for_read(Passage)
        self.answer: Answer | None = None
        question = asked(request.text)
        # As it stands, a question is looked for only among questions: all words have to be there.
        self._search(request.text, is_strict=question is not None and question.is_question)
        if question:
            self._read(question)

    def _search(self, text: str, is_strict: bool = False) -> None:
        is_narrowed = self.request.is_narrowed or bool(self.request.kind)
        self.run = Search(
            text, self.request.language, self.using, is_narrowed=is_narrowed, is_strict=is_strict
        )
        self.found = fold_by_object(self.run.run())

    def _read(self, question: Asked) -> None:
        """What a question is about is searched for, and answered if it can be."""
        self.answer = self._answers().same_question(self.found)
        if self.answer or (not question.is_question and self._best() >= GOOD):
            return
        before = self.run, self.found, self._best()
        self._search(question.about)
        if self.found and self._best() >= before[2]:
            self.answer = self._answers().by_section(self.found, question.aspect)
        elif before[1]:
            self.run, self.found = before[:2]

    def _best(self) -> float:
        return self.found[0].score if self.found else 0.0

    def _answers(self) -> Answers:
        return Answers(self._shown(), self.run.generation, self.using)

    def _shown(self) -> Shown:
        return Shown(Marker(self.run.query), self.request.language)

    def results(self) -> Results:
        """The page that was asked for."""
        facets = Facets(self.request, self.run.generation, self.using)
        fitting, kinds, options = facets.counted(self.found)
        page = max(1, min(self.request.page, -(-len(fitting) // PAGE_SIZE)))
        shown = fitting[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        suggestion, near = self._near()
        return Results(
            self.request,
            hits=self._shown().hits(shown),
            total=len(fitting),
            is_cut=self.run.is_cut,
            kinds=kinds,
            facets=options,
            answer=self.answer,
            suggestion=suggestion,
            nearest=near,
            page=page,
            unknown=facets.unknown,
        )

    def _near(self) -> tuple[str, tuple]:
        if self.found:
            return respelled(self.request.text, self.run.hits), ()
        return nearest(self.request.text, self.request.language, self.using)
