"""Suggests another spelling of a query."""

from collections.abc import Sequence

from analysis import fold, tokenise
from search.models import Candidate
from search.ranking import ScoredPassage

MIN_SUGGESTED_SCORE = 0.75  # of a hit whose spelling is suggested: it has nearly all words


def suggest_spelling(text: str, hits: Sequence[ScoredPassage]) -> str:
    """The query in the spelling of the best hit; empty if that is how it was typed, or far off."""
    if not hits or not hits[0].respelled or hits[0].score < MIN_SUGGESTED_SCORE:
        return ""
    suggestion = text
    for typed, exact in hits[0].respelled:
        suggestion = suggestion.replace(typed, _as_written(hits[0].passage, exact) or typed)
    return suggestion if suggestion != text else ""


def _as_written(passage: Candidate, exact: str) -> str:
    """The word of a title that folds to `exact`."""
    words = (token.text for token in tokenise(passage.title) if fold(token.text) == exact)
    return next(words, "").lower()
