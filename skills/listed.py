"""Skills as lists show them: read and rendered once per content version and language."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Self

from django.template.loader import render_to_string
from markupsafe import Markup

from core.changes import ContentChanges
from core.content_cache import LRUCache, kept_up_to_date
from core.files import text_bytes
from core.prepared import PreparedQuery, QueryParam
from skills.models import Skill
from skills.vocabulary import vocabulary
from translations.addresses import address
from translations.languages import language_activated
from translations.texts import Text, text_columns, text_of

CACHE_SIZE = 500  # skills, in each language

_COLUMNS = (
    "slug",
    "group",
    "kind",
    "reuse",
    "source_language",
    *text_columns("title", "description"),
)
_rows = PreparedQuery(Skill, lambda skills: skills.filter(pk__in=QueryParam("ids")).only(*_COLUMNS))


@dataclass(frozen=True)
class ListedSkill:
    """What lists show of a skill in one language; templates read it as they read a skill."""

    language: str
    pk: int
    slug: str
    group_id: int | None
    title: Text
    role_count: int
    text_bytes: int  # in the files of lists

    @property
    def t(self) -> Self:
        return self

    def get_absolute_url(self) -> str:
        return address("skill", self.slug)

    @cached_property
    def list_item(self) -> Markup:
        """Its HTML, in the skill's language whichever one is active."""
        with language_activated(self.language):
            return Markup(render_to_string("skills/listed.html", {"skill": self}))  # noqa: S704


def _without_changed(
    skills: LRUCache[ListedSkill], changes: ContentChanges, language: str
) -> LRUCache[ListedSkill] | None:
    """Without the skills that were edited, or that another number of roles takes."""
    if (edited := changes.owners(Skill)) is None:
        return None
    counts = vocabulary(Skill).role_counts
    recounted = {pk for pk, skill in skills.items.items() if counts.get(pk, 0) != skill.role_count}
    return skills.without(edited | recounted)


@kept_up_to_date(_without_changed)
def listed_skills(language: str) -> LRUCache[ListedSkill]:
    """The skills of lists in a language. Each is read once, several with one query."""
    return LRUCache(partial(_read, language), CACHE_SIZE)


def _read(language: str, ids: list[int]) -> dict[int, ListedSkill]:
    role_counts = vocabulary(Skill).role_counts
    return {
        skill.pk: ListedSkill(
            language,
            skill.pk,
            skill.slug,
            skill.group_id,
            text_of(skill, "title", language),
            role_counts.get(skill.pk, 0),
            text_bytes(_in_files(skill, language)),
        )
        for skill in _rows(ids=ids)
    }


def _in_files(skill: Skill, language: str) -> Iterator[object]:
    """What the files of lists say of a skill."""
    yield text_of(skill, "title", language)
    yield text_of(skill, "description", language)
    yield skill.slug
    with language_activated(language):
        yield skill.get_kind_display()
        yield skill.get_reuse_display()
