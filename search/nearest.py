"""What comes near a query that finds nothing: a spelling that finds something, and roles."""

from collections.abc import Sequence

from search.analysis import fold, tokens
from search.hits import fold_by_object, objects_of
from search.models import Passage
from search.query import QueryWord
from search.ranking import Scored
from search.stages import Search
from translations.models import TranslatedContent

NEAREST = 3


def respelled(text: str, hits: Sequence[Scored]) -> str:
    """The query as the title of the best hit spells it; nothing if that is how it was typed."""
    if not hits or not hits[0].near:
        return ""
    words = text
    for typed, exact in hits[0].near:
        words = words.replace(typed, _as_written(hits[0].passage, exact) or typed)
    return words if words != text else ""


def _as_written(passage: Passage, exact: str) -> str:
    """The word of a title that is `exact` when it is folded."""
    found = (token.text for token in tokens(passage.title) if fold(token.text) == exact)
    return next(found, "").lower()


def nearest(text: str, language: str, using: str) -> tuple[str, tuple[TranslatedContent, ...]]:
    """For a query without a hit: a spelling that finds something, and roles that come near."""
    run = Search(text, language, using=using, is_relaxed=True)
    found = fold_by_object(run.run())
    keys = [one.key for one in found if one.key[0] == "role"][:NEAREST]
    roles = objects_of(keys)
    spelling = respelled(text, run.hits) if all(_is_readable(w) for w in run.query.words) else ""
    return spelling, tuple(roles[key] for key in keys if key in roles)


def _is_readable(word: QueryWord) -> bool:
    """Whether the index knows a word, or one that is spelt nearly so."""
    return word.is_known or word.is_small or bool(word.near)
