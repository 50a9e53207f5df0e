"""Search, and suggestions while something is typed."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _

from api.answers import answer
from api.computed_schemas import (
    AnsweredData,
    HitData,
    PassageData,
    ResultsAnswer,
    SegmentData,
    SuggestionData,
)
from api.forms import SearchTextForm, SuggestForm
from api.problems import refused
from api.schemas import ListAnswer, Places, Texts, Words
from api.service import reads
from api.writer import Writer
from pagecache.decorators import prevent_caching
from search.find import search as search_for
from search.forms import LAST_PAGE
from search.hits import place_of, title_of, why_of
from search.misses import misses
from search.results import Hit, HitPassage, Results, Segment
from search.suggest import suggested
from search.views import may_be_stale
from translations.languages import language_codes


@reads("/search", SearchTextForm, ResultsAnswer, summary=_("Search"))
def search(request: HttpRequest, form: SearchTextForm) -> HttpResponse:
    """What a text finds in roles, skills, tools, metrics, positions and families."""
    results = _results(request, form)
    writer, close = Writer.of(request, form), {id(hit) for hit in results.closest}
    is_beyond = results.page != form.chosen["page"]
    hits = () if is_beyond else results.hits
    return answer(
        request,
        form,
        [_hit(writer, hit, is_close=id(hit) in close) for hit in hits],
        total=results.total,
        page=form.chosen["page"],
        pages=min(results.pages, LAST_PAGE),
        suggestion=results.suggestion,
        answer=_answered(writer, results),
    )


def _results(request: HttpRequest, form: SearchTextForm) -> Results:
    _check_length(form)
    is_stale = may_be_stale(form.chosen["q"])
    # Words are read in the language of the answer; in all languages, if that is in all.
    languages = language_codes() if form.is_in_all else ()
    results = search_for(form.request(form.language), languages)
    for name, slug in results.unknown:
        form.ignore(name, slug)
    if form.refusals:
        raise refused(form.refusals)
    if results.is_miss and request.method == "GET":
        misses.count(results.request.text, form.language)
    if is_stale or results.is_miss or results.is_provisional:
        prevent_caching(request)
    return results


def _check_length(form: SearchTextForm | SuggestForm) -> None:
    """A page says what it has cut off; a program would not notice."""
    for note in form.notes:
        form.say("q", str(note))
    if form.refusals:
        raise refused(form.refusals)


def _answered(writer: Writer, results: Results) -> AnsweredData | None:
    if (found := results.answer) is None:
        return None
    return AnsweredData(question=found.question, hit=_hit(writer, found.hit, is_close=False))


def _hit(writer: Writer, hit: Hit, *, is_close: bool) -> HitData:
    about: Any = hit.object  # all that is found has a slug
    places = writer.places(about) | Places(page=f"{writer.host}{hit.address}")
    return HitData(
        **places,
        kind=hit.kind,
        slug=about.slug,
        title=_title(writer, hit),
        score=round(hit.score, 3),
        close=is_close,
        passage=_passage(writer, hit, hit.passage),
        more=[_passage(writer, hit, passage) for passage in hit.more],
        found_in=[*hit.found_in] or [writer.language],
    )


def _title(writer: Writer, hit: Hit) -> Texts:
    return writer.texts(lambda code: title_of(hit.object, code))


def _passage(writer: Writer, hit: Hit, passage: HitPassage) -> PassageData:
    return PassageData(
        page=f"{writer.host}{passage.address}",
        place=writer.told(lambda code: [*place_of(passage.original, title_of(hit.object, code))]),
        title=_segments(passage.title),
        quote=_segments(passage.quote),
        language=passage.language,
        why=_why(writer, hit, passage),
    )


def _why(writer: Writer, hit: Hit, passage: HitPassage) -> Words:
    return writer.told(lambda code: why_of(passage.original, title_of(hit.object, code)))


def _segments(segments: Sequence[Segment]) -> list[SegmentData]:
    return [SegmentData(text=segment.text, match=segment.is_match) for segment in segments]


@reads(
    "/suggest",
    SuggestForm,
    ListAnswer[SuggestionData],
    summary=_("Search suggestions as you type"),
)
def suggest(request: HttpRequest, form: SuggestForm) -> HttpResponse:
    """Things whose titles match what has been typed so far, eight at most."""
    _check_length(form)
    if may_be_stale(form.chosen["q"]):
        prevent_caching(request)
    writer = Writer.of(request, form)
    data = [
        SuggestionData(
            kind=hit.kind,
            title=_title(writer, hit),
            page=f"{writer.host}{hit.address}",
            why=_why(writer, hit, hit.passage),
        )
        for hit in suggested(form.chosen["q"], writer.languages)
    ]
    return answer(request, form, data, total=len(data))
