"""Skills and tools by what somebody types: any part of a title, whatever its case and accents.

Search, in the app above, knows more; this is for ticking what one can.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable

from core.content_cache import cached_per_content_version
from core.transliteration import to_ascii
from roles.catalogue import catalogue
from skills.models import Skill, Tool
from translations.texts import row_text, text_columns

MAX_HITS = 24


class TypedTitles:
    """Titles in plain letters, one after the other in one text, and whose each is."""

    def __init__(self, titles: Iterable[tuple[int, str]]) -> None:
        self._ids: list[int] = []
        self._starts: list[int] = []
        parts, length = [], 0
        for pk, title in titles:
            part = f"\n{to_ascii(title)}"
            self._ids.append(pk)
            self._starts.append(length)
            parts.append(part)
            length += len(part)
        self._text = "".join(parts)

    def having(self, typed: str, size: int = MAX_HITS) -> list[int]:
        """The ids of the first titles that have all words that were typed: those that begin with
        the first one, then those with a word that does, then any."""
        words = to_ascii(typed).split()
        if not words:
            return []
        first, *others = map(re.escape, words)
        # A title is a line: what is looked for ahead stays within it.
        line = "".join(f"(?=.*{word})" for word in others)
        found: dict[int, None] = {}
        for place in (rf"\n{line}{first}", rf"\n{line}.*\b{first}", rf"\n{line}.*{first}"):
            for hit in re.finditer(place, self._text):
                found[self._ids[bisect_right(self._starts, hit.start()) - 1]] = None
                if len(found) == size:
                    return list(found)
        return list(found)


@cached_per_content_version
def skill_titles(language: str) -> TypedTitles:
    """The titles that a reader of a language is shown of the skills that published roles take."""
    taken = catalogue().skills.counts
    names = ("pk", "source_language", *text_columns("title"))
    rows = Skill.objects.order_by(f"sort_{language}", "pk").values(*names)
    shown = ((row["pk"], row_text(row, "title", language)) for row in rows)
    return TypedTitles((pk, title) for pk, title in shown if pk in taken)


@cached_per_content_version
def tool_names() -> TypedTitles:
    """The names of the tools that published roles use."""
    used = catalogue().tools.counts
    rows = Tool.objects.order_by("name").values_list("pk", "name")
    return TypedTitles((pk, name) for pk, name in rows if pk in used)
