"""All published roles in memory: which families, stages, skills and tools they have.

Roles are numbered in the order of their families in the tree, so that the roles of a family and all
below it have consecutive numbers; those that join later come after all others, until the catalogue
is read again. Sets of roles are int bitsets (`roles.role_sets`): filters are combined and counted
without the database. All languages share one catalogue.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Self, cast

from django.db.models import Model
from markupsafe import Markup

from core.content_cache import LRUCache, kept_up_to_date
from core.keyset import SortedIds
from roles.catalogue_rows import (
    TERM_USES,
    JoinedIds,
    PlacedRole,
    read_families,
    retired_terms,
    title_index,
)
from roles.catalogue_updates import updated
from roles.models import Role, RoleFamily, RoleSkill, Stage
from roles.role_sets import (
    NOBODY,
    RoleId,
    RoleNumber,
    RoleSet,
    build_role_sets,
    count_in_range,
    set_of_range,
    to_byte_mask,
    with_role,
)
from roles.term_index import TermId, TermIndex, TermPairs
from roles.title_index import TitleIndex
from skills.models import Metric, Skill, Tool, ToolCategory
from translations.alphabetical import alphabetical
from translations.languages import language_activated
from translations.models import Named
from translations.rendering import inline

CACHED_SETS = 200  # sets of the roles for which a skill is essential


class Catalogue:
    """The published roles of one content version.

    `numbers` are the role numbers by id; `ids`, `stages` and `positions`, those of their families,
    are by number. A role keeps its number while it is published and in its family; that of one that
    has left is NOBODY's. `families` are in the order of their paths.
    """

    def __init__(self, families: list[RoleFamily], roles: Iterable[PlacedRole]) -> None:
        """`roles` are the published ones in any order."""
        self.families = families
        self.number_roles(roles)
        self.orders: dict[tuple[str, str], SortedIds] = {}
        self.sets_by_initial: dict[str, dict[int, RoleSet]] = {}
        self.titles: dict[str, TitleIndex] = {}
        # The roles whose titles may have changed since these indexes were made.
        self.retitled: frozenset[RoleId] = frozenset()
        self._new_titles: dict[str, TitleIndex] = {}
        self.labels: dict[str, dict[int, Markup]] = {}

    @classmethod
    def read(cls) -> Self:
        """The catalogue of the roles that are published now. Two queries."""
        families = read_families()
        positions = {family.pk: position for position, family in enumerate(families)}
        rows = Role.objects.published().order_by().values_list("family", "pk", "stage")
        # A role may be in a family that was created after the families were read.
        return cls(
            families,
            (
                PlacedRole(positions[fam], RoleId(pk), stage)
                for fam, pk, stage in rows
                if fam in positions
            ),
        )

    def number_roles(self, roles: Iterable[PlacedRole]) -> None:
        """Numbers the roles in the order of their families."""
        in_order = sorted(roles)
        self.positions = array("I", [role.position for role in in_order])
        self.ids = [role.pk for role in in_order]
        self.stages = [role.stage for role in in_order]
        self.numbers = {role.pk: RoleNumber(number) for number, role in enumerate(in_order)}
        self.all_roles = set_of_range(range(len(in_order)))
        self._first_later = len(in_order)
        self._branches: dict[int, tuple[range, RoleSet]] = {}

    def replace_roles(self, left: Iterable[RoleId], joined: Iterable[PlacedRole]) -> None:
        """Takes roles out, and numbers others after those that are there."""
        self.positions, self.ids, self.stages = self.positions[:], self.ids[:], self.stages[:]
        self.numbers, self._branches = self.numbers.copy(), {}
        for pk in left:
            number = self.numbers.pop(pk)
            self.all_roles = with_role(self.all_roles, number, is_in=False)
            self.ids[number] = NOBODY
        for role in joined:
            number = self.numbers[role.pk] = RoleNumber(len(self.ids))
            self.all_roles = with_role(self.all_roles, number, is_in=True)
            self.positions.append(role.position)
            self.ids.append(role.pk)
            self.stages.append(role.stage)

    @property
    def later(self) -> range:
        """The numbers of roles that joined later, even if they have left since."""
        return range(self._first_later, len(self.ids))

    def forget_new_titles(self) -> None:
        """Lets the titles of edited roles be read again."""
        self._new_titles = {}

    def family_labels(self, language: str) -> dict[int, Markup]:
        """The title of each family for readers of a language, by family id."""
        if language not in self.labels:
            with language_activated(language):
                labels = {family.pk: inline(family.t.title) for family in self.families}
            self.labels[language] = labels
        return self.labels[language]

    def _branch(self, family: RoleFamily) -> tuple[range, RoleSet]:
        """The numbers of a family and all below it: a range, and the set of later ones. Some may be
        nobody's."""
        if family.pk not in self._branches:
            start, end = self.family_spans[family.pk]
            first, stop = (
                bisect_left(self.positions, place, 0, self._first_later) for place in (start, end)
            )
            later = (1 << n for n in self.later if start <= self.positions[n] < end)
            self._branches[family.pk] = range(first, stop), RoleSet(sum(later))
        return self._branches[family.pk]

    def branch_set(self, family: RoleFamily) -> RoleSet:
        """The set of roles of a family and all below it."""
        numbers, later = self._branch(family)
        return RoleSet((set_of_range(numbers) | later) & self.all_roles)

    def count_in_branch(self, family: RoleFamily, roles: RoleSet) -> int:
        """How many of a set of roles belong to a family or one below it."""
        numbers, later = self._branch(family)
        return count_in_range(roles, numbers) + (roles & later).bit_count()

    @cached_property
    def family_spans(self) -> dict[int, tuple[int, int]]:
        """Where each family, with all below it, begins and ends in `families`, by its id."""
        paths = [family.path for family in self.families]
        return {
            family.pk: (position, bisect_left(paths, f"{family.path}\U0010ffff"))
            for position, family in enumerate(self.families)
        }

    @cached_property
    def children(self) -> dict[int | None, list[RoleFamily]]:
        """The child families of each family, by its id; the roots under None."""
        children: dict[int | None, list[RoleFamily]] = {}
        for family in sorted(self.families, key=lambda family: (family.order, family.path)):
            children.setdefault(family.parent_id, []).append(family)
        return children

    @cached_property
    def families_by_slug(self) -> dict[str, RoleFamily]:
        return {family.slug: family for family in self.families}

    def lineage(self, family: RoleFamily) -> list[RoleFamily]:
        """The families from the root down to this one."""
        return [self.families_by_slug[slug] for slug in family.path.rstrip("/").split("/")]

    @cached_property
    def stage_sets(self) -> dict[str, RoleSet]:
        """The set of roles at each stage; those without one under ""."""
        pairs = ((self.stages[number], number) for number in self.numbers.values())
        return build_role_sets(["", *Stage.values], pairs, len(self.ids))

    @cached_property
    def skills(self) -> TermIndex:
        """The skills that roles take."""
        return self._term_index(Skill)

    @cached_property
    def tools(self) -> TermIndex:
        """The tools that roles use."""
        return self._term_index(Tool)

    @cached_property
    def tool_categories(self) -> TermIndex:
        """The categories of the tools that roles use."""
        return self._term_index(ToolCategory)

    @cached_property
    def metrics(self) -> TermIndex:
        """The metrics that roles are measured by."""
        return self._term_index(Metric)

    def term_index(self, model: type[Model]) -> TermIndex:
        """The index of the terms of a model."""
        index: TermIndex = getattr(self, TERM_USES[model].index)
        return index

    def _term_index(self, model: type[Model]) -> TermIndex:
        rows = Role.objects.published().order_by().values_list("pk")
        joined_ids = dict(rows.annotate(terms=JoinedIds(TERM_USES[model].path)))
        # A set, because a role may name a tool for several purposes.
        named = (
            set(map(int, ids.split(","))) if ids else () for ids in map(joined_ids.get, self.ids)
        )
        terms = cast("Iterable[Collection[TermId]]", named)
        return TermIndex(terms, len(self.numbers), self.look_up(model), retired_terms(model))

    def look_up(self, model: type[Model]) -> Callable[[list[TermId]], TermPairs]:
        """What finds the roles that name some terms of a model."""
        use, numbers = TERM_USES[model], self.numbers

        def numbered(terms: list[TermId]) -> Iterator[tuple[TermId, RoleNumber]]:
            pairs = use.of_terms(terms=terms)
            return ((term, numbers[role]) for term, role in pairs if role in numbers)

        return numbered

    def first_using(self, term: Named, language: str, size: int) -> list[RoleId]:
        """The ids of the first roles that use a skill, a tool, a tool category or a metric.

        They are sorted by name; of a skill, those for which it is essential come first. At most one
        query, and one more for a skill that was not asked for lately.
        """
        roles = self.term_index(type(term)).role_sets([term.pk])[term.pk]
        if not isinstance(term, Skill):
            return self.first_by_name(roles, language, size)
        [essential] = self.essential_sets.get_many([term.pk])
        first = self.first_by_name(RoleSet(roles & essential), language, size)
        others = self.first_by_name(RoleSet(roles & ~essential), language, size)
        return [*first, *others][:size]

    @cached_property
    def essential_sets(self) -> LRUCache[RoleSet]:
        """The set of roles for which a skill is essential, by the skill's id."""
        numbers, size = self.numbers, len(self.ids)

        def read(skill_ids: list[int]) -> dict[int, RoleSet]:
            essential = RoleSkill.objects.filter(requirement=RoleSkill.Requirement.ESSENTIAL)
            rows = essential.filter(skill__in=skill_ids).order_by().values_list("skill", "role")
            named = cast("Iterable[tuple[int, RoleId]]", rows)
            pairs = [(skill, numbers[role]) for skill, role in named if role in numbers]
            return build_role_sets(skill_ids, pairs, size)

        return LRUCache(read, CACHED_SETS)

    def first_by_name(self, roles: RoleSet, language: str, size: int) -> list[RoleId]:
        """The ids of the first of a set of roles by name."""
        by_name = self.order("name", language)
        page = by_name.page(size, to_byte_mask(roles, len(self.ids)).__getitem__)
        return [self.ids[number] for number in page.items]

    def order(self, sort: str, language: str) -> SortedIds:
        """The role numbers by name, by stage or by last update ("name", "stage", "updated").

        One query the first time.
        """
        key = (sort, "" if sort == "updated" else language)
        if key not in self.orders:
            self.orders[key] = getattr(self, f"_by_{sort}")(language)
        return self.orders[key]

    def _by_name(self, language: str) -> SortedIds:
        numbers = cast("dict[int, int]", self.numbers)
        return alphabetical(Role.objects.published(), language, numbers)

    def _by_stage(self, language: str) -> SortedIds:
        ranks = {stage: rank for rank, stage in enumerate([*Stage.values, ""])}
        by_name = self.order("name", language).items
        return SortedIds(sorted(by_name, key=lambda number: ranks[self.stages[number]]))

    def _by_updated(self, language: str) -> SortedIds:
        latest = Role.objects.published().order_by("-updated_at", "-pk")
        ids = cast("Iterable[RoleId]", latest.values_list("pk", flat=True))
        return SortedIds(self.numbers[pk] for pk in ids if pk in self.numbers)

    def initial_sets(self, language: str) -> dict[int, RoleSet]:
        """The set of roles under each initial of their names."""
        if language not in self.sets_by_initial:
            by_name = self.order("name", language)
            pairs = zip(by_name.weights, by_name.items, strict=True)
            sets = build_role_sets(set(by_name.weights), pairs, len(self.ids))
            self.sets_by_initial[language] = sets
        return self.sets_by_initial[language]

    def roles_titled(
        self, words: Iterable[str], language: str, *, main_title_only: bool = False
    ) -> RoleSet:
        """The set of roles with a title in which each of the words is part of a word.

        The main title is the one that a reader of the language is shown; unless `main_title_only`,
        the alternative titles in that language count, too. `words` are lower-case ASCII. Two
        queries the first time, and two after roles were edited.
        """
        words = [*words]
        if language not in self.titles:
            self.titles[language] = title_index(language)
        roles = self.titles[language].roles_matching(words, main_title_only=main_title_only)
        if self.retitled:
            if language not in self._new_titles:
                self._new_titles[language] = title_index(language, self.retitled)
            new = self._new_titles[language].roles_matching(words, main_title_only=main_title_only)
            roles = roles - self.retitled | new
        return self.set_of(roles)

    def set_of(self, ids: Iterable[RoleId]) -> RoleSet:
        """The set of those of some roles that are published."""
        pairs = (("", self.numbers[pk]) for pk in ids if pk in self.numbers)
        return build_role_sets([""], pairs, len(self.ids))[""]


@kept_up_to_date(updated)
def catalogue() -> Catalogue:
    """The published roles as they are now."""
    return Catalogue.read()


def first_roles(term: Named, language: str, size: int) -> list[int]:
    """The ids of the first published roles that use a term."""
    return [*catalogue().first_using(term, language, size)]


def role_counts(model: type[Model]) -> Mapping[int, int]:
    """How many published roles use each term of a model, by its id."""
    return cast("Mapping[int, int]", catalogue().term_index(model).counts)
