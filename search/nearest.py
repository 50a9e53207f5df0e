"""Suggestions for a query: another spelling, and where it has no hits the nearest roles."""

from collections.abc import Sequence
from unicodedata import name

from analysis import fold, tokenise
from search.hits import fetch_objects, group_by_object
from search.models import Passage
from search.ranking import ScoredPassage
from search.stages import StagedSearch
from translations.models import TranslatedContent

MAX_NEAREST = 3
# The least score of a near role, and of a hit whose spelling is suggested: it has nearly all words.
MIN_NEAREST_SCORE, MIN_SUGGESTED_SCORE = 0.45, 0.75


def suggest_spelling(text: str, hits: Sequence[ScoredPassage]) -> str:
    """The query in the spelling of the best hit; empty if that is how it was typed, or far off."""
    if not hits or not hits[0].respelled or hits[0].score < MIN_SUGGESTED_SCORE:
        return ""
    suggestion = text
    for typed, exact in hits[0].respelled:
        suggestion = suggestion.replace(typed, _as_written(hits[0].passage, exact) or typed)
    return suggestion if suggestion != text else ""


def _as_written(passage: Passage, exact: str) -> str:
    """The word of a title that folds to `exact`."""
    words = (token.text for token in tokenise(passage.title) if fold(token.text) == exact)
    return next(words, "").lower()


def find_nearest(text: str, language: str, using: str) -> tuple[TranslatedContent, ...]:
    """The nearest roles to a query without hits.

    Nothing comes near a long text, or one in a script that no title is written in.
    """
    search = StagedSearch(text, language, using=using, is_relaxed=True)
    if search.query.is_long or not _is_latin(text):
        return ()
    groups = (group for group in group_by_object(search.run()) if group.score >= MIN_NEAREST_SCORE)
    keys = [group.key for group in groups if group.key[0] == "role"][:MAX_NEAREST]
    roles = fetch_objects(keys)
    return tuple(roles[key] for key in keys if key in roles)


def _is_latin(text: str) -> bool:
    return all(name(char, "").startswith("LATIN") for char in text if char.isalpha())
