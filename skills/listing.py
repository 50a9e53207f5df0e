"""The lists of skills, tools and metrics.

Skills are filtered by group, kind and reuse, and stand by group, or A to Z if there are many.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from core.cursors import ListCursor
from core.keyset import Filter, KeysetPage
from skills.listed import ListedSkill, listed_skills
from skills.models import Metric, Skill, SkillGroup, SkillKind, Tool, ToolCategory
from skills.vocabulary import Traits, tools_by_category, vocabulary
from translations.alphabetical import Letter, first_after, letters
from translations.collation import first_letter, initials

PAGE_SIZE = 60
UNGROUPED = "other"  # the slug that stands for skills without a group


@dataclass(frozen=True)
class SkillChoice:
    """What a reader has chosen, and where the page begins."""

    group: str = ""
    kind: str = ""
    reuse: str = ""
    letter: str = ""
    after: str = ""
    before: str = ""
    last: str = ""


@dataclass(frozen=True)
class FacetValue:
    """A value of a facet with the number of skills that have it.

    `item` is what the page shows: a group, None for skills without one, or a label.
    """

    slug: str
    item: SkillGroup | str | None
    count: int
    is_on: bool


@dataclass(frozen=True)
class SkillPage:
    """Skills in sections. Their headings are groups (None without one) or letters.

    `preceding` is the number of skills on earlier pages, `shown` that on this one.
    """

    sections: Sequence[tuple[SkillGroup | str | None, list[ListedSkill]]]
    total: int
    letters: list[Letter]
    previous: str
    following: str
    preceding: int
    shown: int
    facets: dict[str, list[FacetValue]]
    text_bytes: int  # about, of all skills in the files of the list, going by those shown


def tools_by_purpose(language: str) -> list[tuple[ToolCategory, list[tuple[Tool, int]]]]:
    """The tools that roles use in each category, with the number of roles. Three queries."""
    counts = tools_by_category()
    used_ids = {tool_id for tool_counts in counts.values() for tool_id in tool_counts}
    used = list(Tool.objects.filter(pk__in=used_ids).in_reading_order(language))
    return [
        (category, [(tool, count) for tool in used if (count := tool_counts.get(tool.pk))])
        for category in ToolCategory.objects.all()
        if (tool_counts := counts.get(category.pk))
    ]


def used_metrics(language: str) -> list[tuple[Metric, int]]:
    """The metrics that roles are measured by, with the number of roles. One query."""
    counts = vocabulary(Metric).role_counts
    used = Metric.objects.filter(pk__in=counts).in_reading_order(language)
    return [(metric, counts[metric.pk]) for metric in used]


class SkillList:
    """Answers one choice. Five queries at most, however many skills there are."""

    def __init__(self, choice: SkillChoice, language: str) -> None:
        self.choice = choice
        self.language = language
        self.vocabulary = vocabulary(Skill)
        self.groups = {group.slug: group for group in SkillGroup.objects.order_by("order", "pk")}
        self.unknown: list[tuple[str, str]] = []
        # By trait; None where any value will do, "" where the skill is to have none.
        self.chosen = (self._chosen_group(), choice.kind or None, choice.reuse or None)

    def page(self) -> SkillPage:
        """The chosen page of skills."""
        counts = self.vocabulary.trait_counts
        keyset, letters = self._keyset_page()
        skills = listed_skills(self.language).get_many(keyset.items)
        is_long = keyset.has_previous or keyset.has_following
        return SkillPage(
            sections=self._by_letter(skills) if is_long else self._by_group(skills),
            total=self._total(),
            letters=letters if is_long else [],
            previous=skills[0].slug if skills and keyset.has_previous else "",
            following=skills[-1].slug if skills and keyset.has_following else "",
            preceding=keyset.preceding,
            shown=len(skills),
            facets=self._facets(counts),
            text_bytes=self._text_bytes(skills),
        )

    def _text_bytes(self, shown: Sequence[ListedSkill]) -> int:
        """About how much text all chosen skills have in files. Those shown begin alike, so that of
        many skills some from everywhere are looked at, too."""
        total, judged = self._total(), [*shown]
        if total > len(shown):
            everything = self.vocabulary.order(self.language).items
            spread = everything[:: len(everything) // PAGE_SIZE + 1]
            judged += listed_skills(self.language).get_many(spread)
        return sum(skill.text_bytes for skill in judged) * total // max(len(judged), 1)

    def _chosen_group(self) -> int | str | None:
        """The id of the chosen group, "" for skills without one, None if any will do."""
        slug = self.choice.group
        if group := self.groups.get(slug):
            return group.pk
        if slug and slug != UNGROUPED:
            self.unknown.append(("group", slug))
        return "" if slug == UNGROUPED else None

    def _matches(self, traits: Traits, ignore: int | None = None) -> bool:
        """Whether traits are the chosen ones; the trait with the index `ignore` may be any."""
        return all(
            index == ignore or value is None or value == (traits[index] or "")
            for index, value in enumerate(self.chosen)
        )

    def ids(self) -> list[int]:
        """The ids of all chosen skills from A to Z, wherever the page begins."""
        return [*self.vocabulary.order(self.language).matching(self._filter())]

    def part(self, cursor: ListCursor | None) -> tuple[list[int], bool, int]:
        """The ids of the skills after a cursor, as many as on a page, or of the first ones; whether
        more follow, and how many there are in all. One query."""
        members = self.vocabulary.role_counts
        first = first_after(cursor, Skill.objects.all(), members) if cursor else None
        if cursor and first is None:
            return [], False, self._total()
        page = self.vocabulary.order(self.language).page(PAGE_SIZE, self._filter(), at=first)
        return page.items, page.has_following, self._total()

    def _total(self) -> int:
        counts = self.vocabulary.trait_counts
        return sum(count for traits, count in counts.items() if self._matches(traits))

    def _filter(self) -> Filter:
        traits_by_id = self.vocabulary.traits
        matching = {traits for traits in self.vocabulary.trait_counts if self._matches(traits)}

        def has_matching_traits(pk: int) -> bool:
            return traits_by_id.get(pk) in matching

        is_filtered = any(value is not None for value in self.chosen)
        return has_matching_traits if is_filtered else None

    def _keyset_page(self) -> tuple[KeysetPage, list[Letter]]:
        order, fits = self.vocabulary.order(self.language), self._filter()
        letter = self.choice.letter
        page = order.page(
            PAGE_SIZE,
            fits,
            after=self._skill_id("after"),
            before=self._skill_id("before"),
            weight=initials(self.language)[letter].start if letter else 0,
            is_last=bool(self.choice.last),
        )
        return page, letters(order, self.language, order.initials(fits), page)

    def _skill_id(self, param: str) -> int | None:
        """The id of the listed skill that a parameter names by its slug."""
        if not (slug := getattr(self.choice, param)):
            return None
        pk = Skill.objects.filter(slug=slug).values_list("pk", flat=True).first()
        if pk not in self.vocabulary.role_counts:
            self.unknown.append((param, slug))
            return None
        return pk

    def _by_letter(self, skills: list[ListedSkill]) -> list[tuple[str, list[ListedSkill]]]:
        def letter(skill: ListedSkill) -> str:
            return first_letter(skill.title.value, self.language)

        return [(name, list(run)) for name, run in groupby(skills, letter)]

    def _by_group(
        self, skills: list[ListedSkill]
    ) -> list[tuple[SkillGroup | None, list[ListedSkill]]]:
        groups: dict[int | None, SkillGroup] = {group.pk: group for group in self.groups.values()}
        members: dict[SkillGroup | None, list[ListedSkill]]
        members = {group: [] for group in (*groups.values(), None)}
        for skill in skills:
            members[groups.get(skill.group_id)].append(skill)
        return [(group, skills) for group, skills in members.items() if skills]

    def _facets(self, counts: Counter[Traits]) -> dict[str, list[FacetValue]]:
        """The facets that tell skills apart. Counts are within the choice in the other facets."""
        groups = [(group.slug, group, group.pk) for group in self.groups.values()]
        facets: dict[str, Iterable[tuple[str, SkillGroup | str | None, int | str]]] = {
            "group": [*groups, (UNGROUPED, None, "")],
            "kind": [(kind.value, str(kind.label), kind.value) for kind in SkillKind],
            "reuse": [(reuse.value, str(reuse.label), reuse.value) for reuse in Skill.Reuse],
        }
        values_by_facet = {
            name: list(self._facet_values(index, values, counts))
            for index, (name, values) in enumerate(facets.items())
        }
        return {
            name: values for name, values in values_by_facet.items()
            if len(values) > 1 or any(value.is_on for value in values)
        }  # fmt: skip

    def _facet_values(
        self,
        index: int,
        values: Iterable[tuple[str, SkillGroup | str | None, int | str]],
        counts: Counter[Traits],
    ) -> Iterator[FacetValue]:
        """The values of the trait with an index that some skill has, or that are chosen."""
        totals: Counter[int | str] = Counter()
        within_choice: Counter[int | str] = Counter()
        for traits, count in counts.items():
            totals[traits[index] or ""] += count
            if self._matches(traits, ignore=index):
                within_choice[traits[index] or ""] += count
        for slug, item, value in values:
            is_on = self.chosen[index] == value
            if totals[value] or is_on:
                yield FacetValue(slug, item, within_choice[value], is_on)
