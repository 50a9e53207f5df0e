"""Suggestions as the script of the search form reads them."""

from typing import Any

from search.results import Suggestion, SuggestionGroup
from translations.languages import native_name


def written(group: SuggestionGroup) -> dict[str, Any]:
    """A group with its label and its suggestions, ready for JSON."""
    return {"label": str(group.label), "suggestions": [_written(one) for one in group.suggestions]}


def _written(suggestion: Suggestion) -> dict[str, Any]:
    """`title` is in pieces, each with whether it matches; `lang` is there if it is another.

    `beside` is a text and its language, where others are called the same.
    """
    title, beside = suggestion.title, suggestion.beside
    found = {
        "title": [[segment.text, segment.is_match] for segment in suggestion.marked],
        "address": suggestion.address,
        "note": suggestion.why or (native_name(title.language) if title.is_fallback else ""),
    }
    found |= {"lang": title.language} if title.is_fallback else {}
    return found | ({"beside": [str(beside), beside.language]} if beside else {})
