"""Suggestions as JSON for the script of the search form."""

from typing import Any

from search.results import Suggestion, SuggestionGroup
from translations.languages import native_name


def group_json(group: SuggestionGroup) -> dict[str, Any]:
    """A group with its label and its suggestions."""
    return {
        "label": str(group.label),
        "suggestions": [_suggestion_json(suggestion) for suggestion in group.suggestions],
    }


def _suggestion_json(suggestion: Suggestion) -> dict[str, Any]:
    """`title` is a list of segments with whether they match; `lang` only differs from the page's.

    `beside` is a text and its language, if others have the same title.
    """
    title, beside = suggestion.title, suggestion.beside
    data: dict[str, Any] = {
        "title": [[segment.text, segment.is_match] for segment in suggestion.marked],
        "address": suggestion.address,
        "note": suggestion.why or (native_name(title.language) if title.is_fallback else ""),
    }
    data |= {"lang": title.language} if title.is_fallback else {}
    return data | ({"beside": [str(beside), beside.language]} if beside else {})
