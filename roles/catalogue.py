"""All published roles in memory: which families, stages, skills and tools they have.

Roles are numbered in the order of their families in the tree, so that the roles of a family and all
below it have consecutive numbers. Sets of roles are int bitsets (`roles.role_sets`): filters are
combined and counted without the database. All languages share one catalogue.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property
from typing import Any, cast

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, TextField
from django.db.models.sql.compiler import SQLCompiler
from markupsafe import Markup

from core.content_cache import LRUCache, cached_per_content_version
from core.keyset import SortedIds
from roles.models import AlternativeTitle, Role, RoleFamily, RoleMetric, RoleSkill, Stage, ToolUse
from roles.role_sets import (
    RoleId,
    RoleNumber,
    RoleSet,
    build_role_sets,
    count_in_range,
    set_of_range,
    to_byte_mask,
)
from roles.term_index import TermId, TermIndex
from roles.title_index import TitleIndex
from skills.models import Metric, Skill, Tool, ToolCategory
from translations.alphabetical import alphabetical
from translations.languages import language_activated
from translations.models import Named
from translations.rendering import inline
from translations.texts import row_text, text_columns

# The attribute of the catalogue that is the index of a kind of term.
TERM_INDEXES: dict[type, str] = {
    Skill: "skills",
    Tool: "tools",
    ToolCategory: "tool_categories",
    Metric: "metrics",
}

CACHED_SETS = 200  # sets of the roles for which a skill is essential


class Catalogue:
    """The published roles of one content version.

    `ids` are the role ids by role number, `numbers` the role numbers by id. `families` are in the
    order of their paths.
    """

    def __init__(self) -> None:
        self.families = _families()
        positions = {family.pk: position for position, family in enumerate(self.families)}
        rows = Role.objects.published().order_by().values_list("family", "pk", "stage")
        # A role may be in a family that was created after the families were read.
        roles = sorted(
            (positions[family], pk, stage) for family, pk, stage in rows if family in positions
        )
        self.ids = cast("list[RoleId]", [pk for _, pk, _ in roles])
        self.numbers = cast("dict[RoleId, RoleNumber]", {pk: n for n, pk in enumerate(self.ids)})
        self.stages = [stage for _, _, stage in roles]
        self.all_roles = set_of_range(range(len(self.ids)))
        self._branches = dict(_branches(self.families, [position for position, _, _ in roles]))
        self._orders: dict[tuple[str, str], SortedIds] = {}
        self._initial_sets: dict[str, dict[int, RoleSet]] = {}
        self._titles: dict[str, TitleIndex] = {}
        self._family_labels: dict[str, dict[int, Markup]] = {}

    def family_labels(self, language: str) -> dict[int, Markup]:
        """The title of each family for readers of a language, by family id."""
        if language not in self._family_labels:
            with language_activated(language):
                labels = {family.pk: inline(family.t.title) for family in self.families}
            self._family_labels[language] = labels
        return self._family_labels[language]

    def branch_numbers(self, family: RoleFamily) -> range:
        """The numbers of the roles of a family and all below it."""
        return self._branches[family.pk]

    def branch_set(self, family: RoleFamily) -> RoleSet:
        """The set of roles of a family and all below it."""
        return set_of_range(self._branches[family.pk])

    def count_in_branch(self, family: RoleFamily, roles: RoleSet) -> int:
        """How many of a set of roles belong to a family or one below it."""
        branch = self._branches[family.pk]
        return len(branch) if roles == self.all_roles else count_in_range(roles, branch)

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
        pairs = zip(self.stages, self.numbers.values(), strict=True)
        return build_role_sets(["", *Stage.values], pairs, len(self.ids))

    @cached_property
    def skills(self) -> TermIndex:
        """The skills that roles take."""
        pairs = RoleSkill.objects.order_by().values_list("skill", "role")
        retired = set(Skill.objects.filter(is_retired=True).values_list("pk", flat=True))
        return self._term_index(
            "role_skills__skill", lambda ids: pairs.filter(skill__in=ids), retired
        )

    @cached_property
    def tools(self) -> TermIndex:
        """The tools that roles use."""
        pairs = ToolUse.tools.through.objects.values_list("tool", "tooluse__role")
        return self._term_index("tool_uses__tools", lambda ids: pairs.filter(tool__in=ids))

    @cached_property
    def tool_categories(self) -> TermIndex:
        """The categories of the tools that roles use."""
        pairs = ToolUse.objects.order_by().values_list("category", "role")
        return self._term_index("tool_uses__category", lambda ids: pairs.filter(category__in=ids))

    @cached_property
    def metrics(self) -> TermIndex:
        """The metrics that roles are measured by."""
        pairs = RoleMetric.objects.order_by().values_list("metric", "role")
        return self._term_index("role_metrics__metric", lambda ids: pairs.filter(metric__in=ids))

    def _term_index(
        self,
        relation: str,
        look_up: Callable[[list[TermId]], Iterable[tuple[int, int]]],
        retired: Collection[int] = (),
    ) -> TermIndex:
        """The index of the terms that `relation` leads to.

        `look_up` reads the pairs of term and role id for some terms.
        """
        rows = Role.objects.published().order_by().values_list("pk")
        joined_ids = dict(rows.annotate(terms=JoinedIds(relation)))
        # A set, because a role may name a tool for several purposes.
        named = (
            set(map(int, ids.split(","))) if ids else () for ids in map(joined_ids.get, self.ids)
        )

        def numbered(terms: list[TermId]) -> Iterator[tuple[TermId, RoleNumber]]:
            pairs = cast("Iterable[tuple[TermId, RoleId]]", look_up(terms))
            return ((term, self.numbers[role]) for term, role in pairs if role in self.numbers)

        return TermIndex(
            cast("Iterable[Collection[TermId]]", named),
            numbered,
            cast("Collection[TermId]", retired),
        )

    def first_using(self, term: Named, language: str, size: int) -> list[RoleId]:
        """The ids of the first roles that use a skill, a tool, a tool category or a metric.

        They are sorted by name; of a skill, those for which it is essential come first. At most one
        query, and one more for a skill that was not asked for lately.
        """
        index: TermIndex = getattr(self, TERM_INDEXES[type(term)])
        roles = index.role_sets([term.pk])[term.pk]
        if not isinstance(term, Skill):
            return self.first_by_name(roles, language, size)
        [essential] = self._essential_sets.get_many([term.pk])
        first = self.first_by_name(RoleSet(roles & essential), language, size)
        others = self.first_by_name(RoleSet(roles & ~essential), language, size)
        return [*first, *others][:size]

    @cached_property
    def _essential_sets(self) -> LRUCache[RoleSet]:
        """The set of roles for which a skill is essential, by the skill's id."""

        def read(skill_ids: list[int]) -> dict[int, RoleSet]:
            essential = RoleSkill.objects.filter(requirement=RoleSkill.Requirement.ESSENTIAL)
            rows = essential.filter(skill__in=skill_ids).order_by().values_list("skill", "role")
            named = cast("Iterable[tuple[int, RoleId]]", rows)
            pairs = [(skill, self.numbers[role]) for skill, role in named if role in self.numbers]
            return build_role_sets(skill_ids, pairs, len(self.ids))

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
        if key not in self._orders:
            self._orders[key] = getattr(self, f"_by_{sort}")(language)
        return self._orders[key]

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
        if language not in self._initial_sets:
            by_name = self.order("name", language)
            pairs = zip(by_name.weights, by_name.items, strict=True)
            sets = build_role_sets(set(by_name.weights), pairs, len(self.ids))
            self._initial_sets[language] = sets
        return self._initial_sets[language]

    def roles_titled(
        self, words: Iterable[str], language: str, *, main_title_only: bool = False
    ) -> RoleSet:
        """The set of roles with a title in which each of the words is part of a word.

        The main title is the one that a reader of the language is shown; unless `main_title_only`,
        the alternative titles in that language count, too. `words` are lower-case ASCII. Two
        queries the first time.
        """
        if language not in self._titles:
            self._titles[language] = TitleIndex(
                self._main_titles(language), self._alternative_titles(language), len(self.ids)
            )
        return self._titles[language].roles_matching(words, main_title_only=main_title_only)

    def _main_titles(self, language: str) -> Iterator[tuple[RoleNumber, str]]:
        names = ("pk", "source_language", *text_columns("title"))
        for row in Role.objects.published().order_by().values(*names):
            if row["pk"] in self.numbers:
                yield self.numbers[row["pk"]], row_text(row, "title", language)

    def _alternative_titles(self, language: str) -> Iterator[tuple[RoleNumber, str]]:
        titles = AlternativeTitle.objects.filter(language=language).order_by()
        rows = titles.values_list("role", "title")
        for role, title in cast("Iterable[tuple[RoleId, str]]", rows):
            if role in self.numbers:
                yield self.numbers[role], title


class JoinedIds(Aggregate):
    """The ids of a group's rows as one text, "7,12,31": reading a million rows takes seconds."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, Any]:
        template = "STRING_AGG(%(expressions)s::text, ',')"
        return self.as_sql(compiler, connection, template=template, **extra)


def _families() -> list[RoleFamily]:
    """Without descriptions, in the order of their paths whatever the database's collation."""
    names = ("slug", "path", "hue", "order", "parent", "source_language", *text_columns("title"))
    return sorted(RoleFamily.objects.only(*names).order_by(), key=lambda family: family.path)


def _branches(families: list[RoleFamily], role_positions: list[int]) -> Iterator[tuple[int, range]]:
    """Each family's id with the numbers of the roles in its branch.

    `role_positions` has for each role the position of its family in `families`, ascending.
    """
    paths = [family.path for family in families]
    for position, family in enumerate(families):
        end = bisect_left(paths, f"{family.path}\U0010ffff")
        first, stop = (bisect_left(role_positions, place) for place in (position, end))
        yield family.pk, range(first, stop)


@cached_per_content_version
def catalogue() -> Catalogue:
    """The published roles as they are now."""
    return Catalogue()


def first_roles(term: Named, language: str, size: int) -> list[int]:
    """The ids of the first published roles that use a term."""
    return [*catalogue().first_using(term, language, size)]
