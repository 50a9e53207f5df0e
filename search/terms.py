"""Finds skills and tools to choose from, on the pages where a reader ticks them."""

from collections.abc import Iterable
from itertools import zip_longest

from django.db import router

from search.hits import group_by_object
from search.ids import PassageId, object_key
from search.models import Passage
from search.passages import TITLE_SECTIONS
from search.query import normalise_query
from search.stages import StagedSearch
from skills.finding import MAX_FOUND
from skills.models import Skill, Tool
from translations.languages import language_activated

KINDS: dict[type, str] = {Skill: "skill", Tool: "tool"}
MAX_WORDS = 4  # that are also looked for one by one
# Of a long word, the end is left off to find what derives from it: “komunikacja”, “komunikacyjne”.
LONG_WORD, ENDING = 7, 2


def find_terms(typed: str, language: str, model: type[Skill] | type[Tool]) -> list[int]:
    """The ids of the skills or tools whose titles match a text, best first.

    A reader chooses from them, so what matches less well is added as long as there are few.
    """
    found: dict[int, None] = {}
    with language_activated(language):
        for texts in _attempts(normalise_query(typed)):
            lists = [_matches(text, language, KINDS[model]) for text in texts]
            found |= {pk: None for row in zip_longest(*lists) for pk in row if pk is not None}
            if len(found) >= MAX_FOUND:
                break
    return [*found][:MAX_FOUND]


def _attempts(text: str) -> list[list[str]]:
    """What is looked for one after the other: the text, its words, and their beginnings."""
    words = text.split()[:MAX_WORDS]
    beginnings = [word[:-ENDING] for word in words if len(word) >= LONG_WORD]
    return [[text] if text else [], words if len(words) > 1 else [], beginnings]


class TermSearch(StagedSearch):
    """A search in the titles of one kind of objects, so that better hits of others end no stage."""

    def __init__(self, text: str, language: str, kind: str) -> None:
        using = router.db_for_read(Passage)
        super().__init__(text, language, using, is_narrowed=True, is_typing=True)
        self.kind = kind

    def _add_candidates(self, ids: Iterable[PassageId]) -> None:
        super()._add_candidates(id for id in ids if object_key(id)[0] == self.kind)


def _matches(text: str, language: str, kind: str) -> list[int]:
    titles = (
        hit
        for hit in TermSearch(text, language, kind).run()
        if hit.passage.section in TITLE_SECTIONS
    )
    keys = (group.key for group in group_by_object(titles))
    return [pk for found, pk in keys if found == kind]  # synonyms find other kinds, too
