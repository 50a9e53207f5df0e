"""The entry points of search: `search` for pages of results, `suggest` while someone types."""

from collections.abc import Sequence
from dataclasses import replace

from search.everywhere import ReadingEverywhere
from search.facets import Facets
from search.query import normalise_query
from search.reading import Reading
from search.results import PAGE_SIZE, Results, SearchRequest
from search.suggest import suggest
from translations.languages import language_activated

__all__ = ["search", "suggest"]


def search(request: SearchRequest, languages: Sequence[str] = ()) -> Results:
    """The results of a request. Any text is accepted: one without a word to search has no hits.

    The words are read as by a reader of its language, or as by readers of all of `languages`.
    """
    text = normalise_query(request.text)
    if not text:
        return Results(request)
    request = replace(request, text=text)
    with language_activated(request.language):
        reading = ReadingEverywhere(request, languages) if languages else Reading(request)
        return _page(request, reading)


def _page(request: SearchRequest, reading: Reading | ReadingEverywhere) -> Results:
    """The requested page of results."""
    facets = Facets(request, reading.generation, reading.kept)
    fused = reading.fused
    filtered = facets.apply(fused.groups)
    hits, close = fused.split(filtered.groups)
    total = len(filtered.groups)
    page = max(1, min(request.page, -(-total // PAGE_SIZE)))
    shown = reading.hits([*hits, *close][(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    return Results(
        request,
        hits=shown,
        total=total,
        close=len(close),
        close_on_page=sum((hit.kind, hit.object.pk) in fused.close for hit in shown),
        has_all_words=fused.has_all_words,
        is_provisional=fused.is_provisional,
        has_only_close=not reading.groups and len(fused.close) == len(fused.groups),
        is_cut=reading.is_cut,
        kinds=filtered.kinds,
        facets=filtered.facets,
        answer=reading.answer,
        suggestion=reading.suggestion,
        page=page,
        unknown=facets.unknown,
    )
