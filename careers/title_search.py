"""Finds skills and tools by any part of their title, ignoring case and accents.

Without stemming and ranking; used where a reader ticks skills.
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


class TitleSearch:
    """Titles as lines of one ASCII text, so that one regular expression searches all of them."""

    def __init__(self, titles: Iterable[tuple[int, str]]) -> None:
        self._ids: list[int] = []
        self._starts: list[int] = []
        lines: list[str] = []
        length = 0
        for pk, title in titles:
            line = f"\n{to_ascii(title)}"
            self._ids.append(pk)
            self._starts.append(length)
            lines.append(line)
            length += len(line)
        self._text = "".join(lines)

    def search(self, typed: str, size: int = MAX_HITS) -> list[int]:
        """The ids of the first titles that contain all typed words.

        Ranked by where the first word is: at the beginning of the title, at the beginning of a
        word, anywhere.
        """
        words = to_ascii(typed).split()
        if not words:
            return []
        first, *rest = map(re.escape, words)
        # A title is a line, so these lookaheads do not leave it.
        lookaheads = "".join(f"(?=.*{word})" for word in rest)
        ids: dict[int, None] = {}
        for start in ("", r".*\b", ".*"):
            for match in re.finditer(rf"\n{lookaheads}{start}{first}", self._text):
                ids[self._ids[bisect_right(self._starts, match.start()) - 1]] = None
                if len(ids) == size:
                    return list(ids)
        return list(ids)


@cached_per_content_version
def skill_titles(language: str) -> TitleSearch:
    """The titles, in a language, of the skills that published roles take."""
    used = catalogue().skills.counts
    columns = ("pk", "source_language", *text_columns("title"))
    rows = Skill.objects.order_by(f"sort_{language}", "pk").values(*columns)
    return TitleSearch(
        (row["pk"], row_text(row, "title", language)) for row in rows if row["pk"] in used
    )


@cached_per_content_version
def tool_names() -> TitleSearch:
    """The names of the tools that published roles use."""
    used = catalogue().tools.counts
    rows = Tool.objects.order_by("name").values_list("pk", "name")
    return TitleSearch((pk, name) for pk, name in rows if pk in used)
