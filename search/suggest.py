"""What someone may mean who has typed this far."""

from django.db import router

from roles.namesakes import distinguishing_texts
from search.hits import KIND_LABELS, Found, Shown, fold_by_object
from search.marks import Marker
from search.models import Passage
from search.passages import NAMING
from search.query import clean
from search.results import KINDS, Suggestion, SuggestionGroup
from search.stages import Search
from translations.languages import language_activated


def suggest(text: str, language: str, limit: int = 8) -> tuple[SuggestionGroup, ...]:
    """What someone who has typed this far may mean, by kind, at most `limit` in all."""
    text = clean(text)
    if not text:
        return ()
    with language_activated(language):
        run = Search(text, language, using=router.db_for_read(Passage))
        named = (one for one in run.run() if one.passage.section in NAMING)
        found = fold_by_object(named)[:limit]
        return _grouped(found, Shown(Marker(run.query), language))


def _grouped(found: list[Found], shown: Shown) -> tuple[SuggestionGroup, ...]:
    hits = shown.hits(found)
    beside = distinguishing_texts(hit.object for hit in hits if hit.kind == "role")
    by_kind: dict[str, list[Suggestion]] = {}
    for hit in hits:
        apart = beside.get(hit.object.pk) if hit.kind == "role" else None
        one = Suggestion(hit.title, hit.marked, hit.address, hit.passage.why, apart)
        by_kind.setdefault(hit.kind, []).append(one)
    return tuple(
        SuggestionGroup(kind, str(KIND_LABELS[kind]), tuple(by_kind[kind]))
        for kind in sorted(by_kind, key=KINDS.index)
    )
