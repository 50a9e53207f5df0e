"""Small fixes to source texts, listed for translators: which translations were left valid."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from history.differences import marked
from history.words import word_difference
from translating.names import names_of, title_of
from translations.models import SmallFix

MOST = 20


@dataclass(frozen=True)
class ListedFix:
    """A small fix: of what, what was changed, by whom and when."""

    name: str
    language: str
    change: SafeString
    by: Any
    at: datetime


def small_fixes(kinds: Collection[str]) -> list[ListedFix]:
    """The latest small fixes of objects of some kinds, the last first."""
    rows = SmallFix.objects.filter(owner_model__in=kinds).select_related("by").order_by("-pk")
    latest = [*rows[:MOST]]
    names = names_of((fix.owner_model, fix.owner_id) for fix in latest)
    return [
        ListedFix(
            str(title_of(names[key])),
            fix.language,
            marked(word_difference(fix.before, fix.after)),
            fix.by,
            fix.at,
        )
        for fix in latest
        if (key := (fix.owner_model, fix.owner_id)) in names
    ]
