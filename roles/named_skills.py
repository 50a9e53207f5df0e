"""Stores which skills a role is about: those that its title or its summary names.

A text names a skill in a language if all words of the skill's title stand in it but small ones,
whatever their endings: *geologist* names geology, *mechanical engineer* mechanics, *biochemist*
chemistry. Languages count alike: what one names is named for all readers, who see the same order.

A role's title may also name a skill that its source does not list for it, but that a listed one
has in its title: *chemist* names chemistry, and takes analytical chemistry. Such skills are looked
for if their titles have a single word.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import router, transaction
from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Left, NullIf

from analysis.naming import NameWord, NamingText, name_words
from core.bulk import insert
from roles.models import NamedSkill, Role, RoleSkill
from roles.overlap import ESSENTIAL, USEFUL
from skills.models import Skill
from translations.languages import language_codes
from translations.texts import text_columns

TITLE, SUMMARY = 2, 1  # how central a skill is that is named there
INTRODUCTION_LENGTH = 300  # characters that stand in for a summary that is missing
COLUMNS = ("role", "skill", "centrality", "extra_weight")

NamedRow = tuple[int, int, int, int]  # the values of COLUMNS


class SkillIndex:
    """Skills by the words of their titles.

    `words` has those of each skill by language; `singles` has skills of a single word, by language
    and beginning.
    """

    def __init__(self, titles: Iterable[tuple[int, dict[str, str]]]) -> None:
        """`titles` has the titles of each skill by language."""
        self.words: dict[int, dict[str, list[NameWord]]] = {}
        self.singles: dict[tuple[str, str], list[tuple[int, NameWord]]] = defaultdict(list)
        for skill, titles_by_language in titles:
            self.words[skill] = {}
            for code, title in titles_by_language.items():
                self._add(skill, code, title)

    def _add(self, skill: int, code: str, title: str) -> None:
        self.words[skill][code] = skill_words = name_words(title, code)
        if len(skill_words) == 1 and " " not in title:
            self.singles[code, skill_words[0].beginning].append((skill, skill_words[0]))

    def singles_named_by(self, title: NamingText) -> set[int]:
        """The skills of a single word that a title names."""
        return {
            skill
            for beginning in title.parts
            for skill, word in self.singles.get((title.code, beginning), ())
            if title.has_part(word)
        }

    def is_in_titles(self, single: int, others: Iterable[int]) -> bool:
        """Whether the word of a skill of a single word stands in the titles of other skills."""
        stems = self._stems_of(single, words=1)
        return any(not stems.isdisjoint(self._stems_of(other)) for other in others)

    def _stems_of(self, skill: int, words: int | None = None) -> set[tuple[str, str]]:
        """The stems in its titles, or in those with so many words."""
        return {
            (code, stem)
            for code, skill_words in self.words.get(skill, {}).items()
            if words in (None, len(skill_words))
            for word in skill_words
            for stem in word.stems
        }


@dataclass(frozen=True)
class RoleTexts:
    """The titles and the summaries of a role, in the languages that they are written in."""

    titles: list[NamingText]
    summaries: list[NamingText]

    def named(self, index: SkillIndex, taken: Iterable[int]) -> dict[int, int]:
        """How central the skills are that the texts name, of those taken and of single words."""
        named = {skill: self._centrality(index.words.get(skill, {})) for skill in taken}
        for title in self.titles:
            named |= dict.fromkeys(index.singles_named_by(title), TITLE)
        return {skill: centrality for skill, centrality in named.items() if centrality}

    def _centrality(self, words_by_language: Mapping[str, list[NameWord]]) -> int:
        """How central a skill with these words is: 0 if it is not named."""
        for texts, centrality in ((self.titles, TITLE), (self.summaries, SUMMARY)):
            for text in texts:
                skill_words = words_by_language.get(text.code)
                if skill_words and text.names_all(skill_words):
                    return centrality
        return 0


def name_all() -> None:
    """Finds the named skills of all published roles anew."""
    skills, roles = Skill.visible(), Role.objects.published()
    rows = _rows(roles, SkillIndex(_titles_of(skills)), RoleSkill.objects.all())
    with transaction.atomic():
        NamedSkill.objects.all().delete()
        insert(NamedSkill, COLUMNS, rows, router.db_for_write(NamedSkill))


def name_in_roles(role_ids: Collection[int]) -> None:
    """Finds the named skills of some roles anew."""
    taken = Q(role_skills__role__in=role_ids)
    skills = Skill.visible().filter(taken | _has_single_word()).distinct()
    roles = Role.objects.published().filter(pk__in=role_ids)
    listed = RoleSkill.objects.filter(role__in=role_ids)
    _replace(
        NamedSkill.objects.filter(role__in=role_ids),
        _rows(roles, SkillIndex(_titles_of(skills)), listed),
    )


def name_skills(skill_ids: Collection[int]) -> None:
    """Finds the roles that name some skills anew."""
    index = SkillIndex(_titles_of(Skill.visible().filter(pk__in=skill_ids)))
    weights = _weights(RoleSkill.objects.filter(skill__in=skill_ids))
    roles = {
        role
        for role, texts in _texts_of(Role.objects.published())
        if texts.named(index, weights.get(role, {}))
    }
    before = NamedSkill.objects.filter(skill__in=skill_ids).values_list("role", flat=True)
    name_in_roles(roles.union(before))


def _replace(old: QuerySet[NamedSkill], rows: Iterable[NamedRow]) -> None:
    """Replaces stored rows by others, if they differ: most texts name what they named before."""
    new = [*rows]
    if {*old.values_list(*COLUMNS)} == {*new}:
        return
    with transaction.atomic():
        old.delete()
        NamedSkill.objects.bulk_create(
            NamedSkill(role_id=role, skill_id=skill, centrality=centrality, extra_weight=extra)
            for role, skill, centrality, extra in new
        )


def _rows(
    roles: QuerySet[Role], index: SkillIndex, listed: QuerySet[RoleSkill]
) -> Iterator[NamedRow]:
    """The rows of all these roles. The index has all skills that they take."""
    weights = _weights(listed)
    for role, texts in _texts_of(roles):
        taken = weights.get(role, {})
        for skill, centrality in sorted(texts.named(index, taken).items()):
            if skill in taken or index.is_in_titles(skill, taken):
                extra = ESSENTIAL - taken.get(skill, 0) if centrality == TITLE else 0
                yield role, skill, centrality, extra


def _weights(listed: QuerySet[RoleSkill]) -> dict[int, dict[int, int]]:
    """The weights of skills by role."""
    weights: dict[int, dict[int, int]] = defaultdict(dict)
    items = listed.order_by().values_list("role", "skill", "requirement")
    for role, skill, requirement in items.iterator():
        weights[role][skill] = ESSENTIAL if requirement == "essential" else USEFUL
    return weights


def _has_single_word() -> Q:
    """A filter: the title has a single word in some language, perhaps beside small ones."""
    columns = text_columns("title")
    conditions = (
        Q(**{f"{column}__gt": ""}) & ~Q(**{f"{column}__contains": " "}) for column in columns
    )
    return Q(*conditions, _connector=Q.OR)


def _titles_of(skills: QuerySet[Skill]) -> Iterator[tuple[int, dict[str, str]]]:
    codes = language_codes()
    rows = skills.order_by().values_list("pk", *text_columns("title"))
    for pk, *titles in rows.iterator():
        yield pk, {code: title for code, title in zip(codes, titles, strict=True) if title}


def _texts_of(roles: QuerySet[Role]) -> Iterator[tuple[int, RoleTexts]]:
    codes = language_codes()
    summaries = {
        f"named_in_{code}": Coalesce(
            NullIf(F(f"summary_{code}"), Value("")),
            Left(f"introduction_{code}", INTRODUCTION_LENGTH),
            output_field=TextField(),
        )
        for code in codes
    }
    rows = roles.order_by().values_list("pk", *text_columns("title"), *summaries.values())
    for pk, *texts in rows.iterator():
        titles, starts = texts[: len(codes)], texts[len(codes) :]
        yield pk, RoleTexts(_naming_texts(titles), _naming_texts(starts))


def _naming_texts(texts: Iterable[str]) -> list[NamingText]:
    by_language = zip(language_codes(), texts, strict=True)
    return [NamingText(text, code) for code, text in by_language if text]
