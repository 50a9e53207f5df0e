"""Suggestions for what has been typed so far."""

from collections.abc import Sequence

from django.db import router

from roles.models import Role
from roles.namesakes import distinguishing_texts
from search.hits import KIND_LABELS, HitBuilder, SearchHits, group_by_object
from search.ids import KINDS, ObjectKey
from search.marks import Marker
from search.models import Passage
from search.passages import TITLE_SECTIONS
from search.query import normalise_query
from search.results import Hit, Suggestion, SuggestionGroup
from search.stages import StagedSearch
from translations.languages import language_activated

MAX_SUGGESTED = 8


def suggest(text: str, language: str, limit: int = MAX_SUGGESTED) -> tuple[SuggestionGroup, ...]:
    """Objects whose titles match what has been typed so far, by kind, at most `limit` in all."""
    with language_activated(language):
        return _group_by_kind(suggested(text, [language], limit))


def suggested(text: str, languages: Sequence[str], limit: int = MAX_SUGGESTED) -> list[Hit]:
    """The same as hits, for readers of any of some languages, in words of the active one."""
    text = normalise_query(text)
    best: dict[ObjectKey, tuple[SearchHits, HitBuilder]] = {}
    for language in languages if text else ():
        groups, builder = _typed(text, language, limit)
        for group in groups:
            if group.key not in best or best[group.key][0].score < group.score:
                best[group.key] = group, builder
    first = sorted(best.values(), key=lambda pair: -pair[0].score)[:limit]
    ranks = {group.key: rank for rank, (group, _builder) in enumerate(first)}
    hits = [
        hit
        for builder in dict.fromkeys(builder for _group, builder in first)
        for hit in builder.hits([group for group, of_group in first if of_group is builder])
    ]
    return sorted(hits, key=lambda hit: (KINDS.index(hit.kind), ranks[hit.kind, hit.object.pk]))


def _typed(text: str, language: str, limit: int) -> tuple[list[SearchHits], HitBuilder]:
    """What a reader of a language is suggested, and what makes hits of it."""
    search = StagedSearch(text, language, using=router.db_for_read(Passage), is_typing=True)
    titles = (hit for hit in search.run() if hit.passage.section in TITLE_SECTIONS)
    return group_by_object(titles)[:limit], HitBuilder(Marker(search.query), language)


def _group_by_kind(hits: Sequence[Hit]) -> tuple[SuggestionGroup, ...]:
    beside = distinguishing_texts(hit.object for hit in hits if isinstance(hit.object, Role))
    by_kind: dict[str, list[Suggestion]] = {}
    for hit in hits:
        distinction = beside.get(hit.object.pk) if hit.kind == "role" else None
        suggestion = Suggestion(hit.title, hit.marked, hit.address, hit.passage.why, distinction)
        by_kind.setdefault(hit.kind, []).append(suggestion)
    return tuple(
        SuggestionGroup(kind, str(KIND_LABELS[kind]), tuple(of_kind))
        for kind, of_kind in by_kind.items()
    )
