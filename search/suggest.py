"""Suggestions for what has been typed so far."""

from collections.abc import Sequence

from django.db import router

from roles.models import Role
from roles.namesakes import distinguishing_texts
from search.hits import KIND_LABELS, HitBuilder, SearchHits, group_by_object
from search.ids import KINDS
from search.marks import Marker
from search.models import Passage
from search.passages import TITLE_SECTIONS
from search.query import normalise_query
from search.results import Suggestion, SuggestionGroup
from search.stages import StagedSearch
from translations.languages import language_activated


def suggest(text: str, language: str, limit: int = 8) -> tuple[SuggestionGroup, ...]:
    """Objects whose titles match what has been typed so far, by kind, at most `limit` in all."""
    text = normalise_query(text)
    if not text:
        return ()
    with language_activated(language):
        search = StagedSearch(text, language, using=router.db_for_read(Passage), is_typing=True)
        titles = (hit for hit in search.run() if hit.passage.section in TITLE_SECTIONS)
        best = group_by_object(titles)[:limit]
        return _group_by_kind(best, HitBuilder(Marker(search.query), language))


def _group_by_kind(
    groups: Sequence[SearchHits], hit_builder: HitBuilder
) -> tuple[SuggestionGroup, ...]:
    hits = hit_builder.hits(groups)
    beside = distinguishing_texts(hit.object for hit in hits if isinstance(hit.object, Role))
    by_kind: dict[str, list[Suggestion]] = {}
    for hit in hits:
        distinction = beside.get(hit.object.pk) if hit.kind == "role" else None
        suggestion = Suggestion(hit.title, hit.marked, hit.address, hit.passage.why, distinction)
        by_kind.setdefault(hit.kind, []).append(suggestion)
    return tuple(
        SuggestionGroup(kind, str(KIND_LABELS[kind]), tuple(by_kind[kind]))
        for kind in sorted(by_kind, key=KINDS.index)
    )
