"""The list of skills, narrowed by group, kind and reuse: by groups, or A to Z if it is long."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from core.keyset import KeysetPage
from skills.listed import ListedSkill, listed_skills
from skills.models import Skill, SkillGroup
from skills.vocabulary import Traits, vocabulary
from translations.alphabetical import Letter, letters
from translations.collation import first_letter, initials

PAGE_SIZE = 60
UNGROUPED = "other"  # stands for the group of the skills that have none


@dataclass(frozen=True)
class SkillChoice:
    """What a reader has chosen, and where the page begins."""

    group: str = ""
    kind: str = ""
    reuse: str = ""
    letter: str = ""
    after: str = ""
    before: str = ""


@dataclass(frozen=True)
class Value:
    """A value that skills may have, and how many would be found with it. `item` is a group or None
    for no group, or a label."""

    slug: str
    item: Any
    count: int
    is_on: bool


@dataclass(frozen=True)
class SkillPage:
    """Some skills in sections: a group, a letter, or None with the skills below it."""

    sections: list[tuple[SkillGroup | str | None, list[ListedSkill]]]
    total: int
    letters: list[Letter]
    previous: str
    following: str
    facets: dict[str, list[Value]]


class SkillList:
    """Answers one choice. Five queries at most, however many skills there are."""

    def __init__(self, choice: SkillChoice, language: str) -> None:
        self.choice = choice
        self.language = language
        self.vocabulary = vocabulary(Skill)
        self.groups = {group.slug: group for group in SkillGroup.objects.order_by("order", "pk")}
        self.unknown: list[tuple[str, str]] = []
        self.chosen = (self._group(), choice.kind or None, choice.reuse or None)

    def page(self) -> SkillPage:
        """The skills and what leads on from there."""
        counts = self.vocabulary.trait_counts
        total = sum(n for traits, n in counts.items() if self._fits(traits))
        part, letters = self._part()
        skills = listed_skills(self.language).get_many(part.items)
        is_long = part.has_previous or part.has_following
        return SkillPage(
            sections=self._by_letter(skills) if is_long else self._by_group(skills),
            total=total,
            letters=letters if is_long else [],
            previous=skills[0].slug if skills and part.has_previous else "",
            following=skills[-1].slug if skills and part.has_following else "",
            facets=self._facets(counts),
        )

    def _group(self) -> int | str | None:
        """The id of the chosen group, "" for none at all, None if any will do."""
        slug = self.choice.group
        if slug in self.groups:
            return self.groups[slug].pk
        if slug and slug != UNGROUPED:
            self.unknown.append(("group", slug))
        return "" if slug == UNGROUPED else None

    def _fits(self, traits: Traits, but: int | None = None) -> bool:
        """Whether a skill has what is chosen, one of the three left aside."""
        wanted = enumerate(self.chosen)
        return all(n == but or value is None or value == (traits[n] or "") for n, value in wanted)

    def _part(self) -> tuple[KeysetPage, list[Letter]]:
        order, traits = self.vocabulary.order(self.language), self.vocabulary.traits
        fitting = {found for found in self.vocabulary.trait_counts if self._fits(found)}

        def has_all(pk: int) -> bool:
            return traits.get(pk) in fitting

        fits = has_all if any(value is not None for value in self.chosen) else None
        letter = self.choice.letter
        part = order.page(
            PAGE_SIZE,
            fits,
            after=self._id("after"),
            before=self._id("before"),
            weight=initials(self.language)[letter].start if letter else 0,
        )
        return part, letters(order, self.language, order.initials(fits), part)

    def _id(self, name: str) -> int | None:
        if not (slug := getattr(self.choice, name)):
            return None
        pk = Skill.objects.filter(slug=slug).values_list("pk", flat=True).first()
        if pk not in self.vocabulary.role_counts:
            self.unknown.append((name, slug))
            return None
        return pk

    def _by_letter(self, skills: list[ListedSkill]) -> list[tuple[str, list[ListedSkill]]]:
        def letter(skill: ListedSkill) -> str:
            return first_letter(skill.title.value, self.language)

        return [(name, list(found)) for name, found in groupby(skills, letter)]

    def _by_group(
        self, skills: list[ListedSkill]
    ) -> list[tuple[SkillGroup | None, list[ListedSkill]]]:
        groups = {group.pk: group for group in self.groups.values()}
        found = {group: [] for group in (*groups.values(), None)}
        for skill in skills:
            found[groups.get(skill.group_id)].append(skill)
        return [(group, skills) for group, skills in found.items() if skills]

    def _facets(self, counts: Counter[Traits]) -> dict[str, list[Value]]:
        """The values of each facet that tell skills apart, with counts within the others."""
        groups = [(group.slug, group, group.pk) for group in self.groups.values()]
        facets = {
            "group": [*groups, (UNGROUPED, None, "")],
            "kind": [(kind.value, str(kind.label), kind.value) for kind in Skill.Kind],
            "reuse": [(reuse.value, str(reuse.label), reuse.value) for reuse in Skill.Reuse],
        }
        found = {
            name: list(self._values(n, values, counts))
            for n, (name, values) in enumerate(facets.items())
        }
        return {
            name: values for name, values in found.items()
            if len(values) > 1 or any(value.is_on for value in values)
        }  # fmt: skip

    def _values(
        self, n: int, values: Iterable[tuple[str, Any, Any]], counts: Counter[Traits]
    ) -> Iterable[Value]:
        """The values that some skill has."""
        there, within = Counter[Any](), Counter[Any]()
        for traits, number in counts.items():
            there[traits[n] or ""] += number
            if self._fits(traits, but=n):
                within[traits[n] or ""] += number
        for slug, item, value in values:
            is_on = self.chosen[n] == value
            if there[value] or is_on:
                yield Value(slug, item, within[value], is_on)
