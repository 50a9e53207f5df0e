"""All published roles in memory: which families, stages, skills and tools they have.

A role is a number here, and a set of roles is an integer with a bit for each: what several sets
have in common, and how many that are, is found without asking the database. Roles are numbered as
their families stand in the tree, so that a branch is a run of numbers. All languages share it.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property
from typing import Any

from django.db.models import Aggregate, QuerySet, TextField
from markupsafe import Markup

from core.content_cache import cached_per_content_version
from core.keyset import SortedIds
from roles.models import AlternativeTitle, Role, RoleFamily, RoleMetric, RoleSkill, Stage, ToolUse
from roles.titles import Titles
from roles.words import Words, flags, sets_of
from skills.models import Metric, Skill, Tool, ToolCategory
from translations.alphabetical import alphabetical
from translations.models import Named
from translations.rendering import inline
from translations.texts import row_text, text_columns, text_of

# Where the catalogue has the words of a kind.
WORDS = {Skill: "skills", Tool: "tools", ToolCategory: "tool_categories", Metric: "metrics"}


class Catalogue:
    """The published roles of one version of the content. `ids` are theirs, by their numbers."""

    def __init__(self) -> None:
        self.families = _families()
        place = {family.pk: place for place, family in enumerate(self.families)}
        rows = Role.objects.published().order_by().values_list("family", "pk", "stage")
        # A family may have come just now.
        placed = sorted((place[family], *rest) for family, *rest in rows if family in place)
        self.ids = [pk for _, pk, _ in placed]
        self.numbers = {pk: number for number, pk in enumerate(self.ids)}
        self.stages = [stage for _, _, stage in placed]
        self.everything = (1 << len(self.ids)) - 1
        self._runs = dict(_runs(self.families, [family for family, _, _ in placed]))
        self._orders: dict[tuple[str, str], SortedIds] = {}
        self._initials: dict[str, dict[int, int]] = {}
        self._titles: dict[str, Titles] = {}
        self._labels: dict[str, dict[int, Markup]] = {}

    def labels(self, language: str) -> dict[int, Markup]:
        """What readers of a language are shown of each family, by its id."""
        if language not in self._labels:
            titles = ((family.pk, text_of(family, "title", language)) for family in self.families)
            self._labels[language] = {pk: inline(title) for pk, title in titles}
        return self._labels[language]

    def branch(self, family: RoleFamily) -> int:
        """The set of roles of a family and all below it."""
        run = self._runs[family.pk]
        return ((1 << len(run)) - 1) << run.start

    def count(self, family: RoleFamily, roles: int) -> int:
        """How many of a set of roles belong to a family or one below it."""
        run = self._runs[family.pk]
        if roles == self.everything:
            return len(run)
        return (roles >> run.start & ((1 << len(run)) - 1)).bit_count()

    def run(self, family: RoleFamily) -> range:
        """The numbers of the roles of a family and all below it."""
        return self._runs[family.pk]

    @cached_property
    def children(self) -> dict[int | None, list[RoleFamily]]:
        """The families right below each family, by its id; the broadest under None."""
        found: dict[int | None, list[RoleFamily]] = {}
        for family in sorted(self.families, key=lambda family: (family.order, family.path)):
            found.setdefault(family.parent_id, []).append(family)
        return found

    @cached_property
    def family(self) -> dict[int | str, RoleFamily]:
        """The families by id and by slug."""
        return {key: family for family in self.families for key in (family.pk, family.slug)}

    def line(self, family: RoleFamily) -> list[RoleFamily]:
        """The families from the root down to this one."""
        return [self.family[slug] for slug in family.path.rstrip("/").split("/")]

    @cached_property
    def at_stage(self) -> dict[str, int]:
        """The set of roles at each stage."""
        pairs = ((stage, number) for number, stage in enumerate(self.stages))
        return sets_of(["", *Stage.values], pairs, len(self.ids))

    @cached_property
    def skills(self) -> Words:
        """The skills that roles take."""
        pairs = RoleSkill.objects.order_by().values_list("skill", "role")
        retired = set(Skill.objects.filter(is_retired=True).values_list("pk", flat=True))
        return self._words("role_skills__skill", lambda ids: pairs.filter(skill__in=ids), retired)

    @cached_property
    def tools(self) -> Words:
        """The tools that roles use."""
        pairs = ToolUse.tools.through.objects.values_list("tool", "tooluse__role")
        return self._words("tool_uses__tools", lambda ids: pairs.filter(tool__in=ids))

    @cached_property
    def tool_categories(self) -> Words:
        """The categories of the tools that roles use."""
        pairs = ToolUse.objects.order_by().values_list("category", "role")
        return self._words("tool_uses__category", lambda ids: pairs.filter(category__in=ids))

    @cached_property
    def metrics(self) -> Words:
        """The metrics that roles are measured by."""
        pairs = RoleMetric.objects.order_by().values_list("metric", "role")
        return self._words("role_metrics__metric", lambda ids: pairs.filter(metric__in=ids))

    def first_of(self, word: Named, language: str, size: int) -> list[int]:
        """The ids of the first roles by name that use a skill, a tool, a tool category or a metric.

        One query if few roles use it.
        """
        words: Words = getattr(self, WORDS[type(word)])
        return self.first(words.roles_of([word.pk])[word.pk], language, size)

    def first(self, roles: int, language: str, size: int) -> list[int]:
        """The ids of the first of a set of roles by name."""
        by_name = self.order("name", language)
        part = by_name.page(size, flags(roles, len(self.ids)).__getitem__)
        return [self.ids[number] for number in part.items]

    def _words(
        self, relation: str, look_up: Callable[[list[int]], QuerySet], retired: Collection[int] = ()
    ) -> Words:
        rows = Role.objects.published().order_by().values_list("pk")
        named = dict(rows.annotate(words=JoinedIds(relation)))
        return Words(
            # A role may name a tool for several purposes.
            (set(map(int, ids.split(","))) if ids else () for ids in map(named.get, self.ids)),
            lambda words: (
                (word, self.numbers[role]) for word, role in look_up(words) if role in self.numbers
            ),
            retired,
        )

    def order(self, sort: str, language: str) -> SortedIds:
        """The roles by name, by stage, or as they were last updated. One query the first time."""
        key = (sort, "" if sort == "updated" else language)
        if key not in self._orders:
            self._orders[key] = getattr(self, f"_by_{sort}")(language)
        return self._orders[key]

    def initials(self, language: str) -> dict[int, int]:
        """The set of roles under each initial of their names."""
        if language not in self._initials:
            order = self.order("name", language)
            pairs = zip(order.weights, order.items, strict=True)
            self._initials[language] = sets_of(set(order.weights), pairs, len(self.ids))
        return self._initials[language]

    def titled(self, words: Iterable[str], language: str, *, own: bool = False) -> int:
        """The set of roles that have a title, the one that a reader of a language is shown or
        another one in that language, in which each of the plain words is part of one; the one that
        is shown, if `own`.

        Two queries the first time.
        """
        if language not in self._titles:
            size = len(self.ids)
            self._titles[language] = Titles(self._shown(language), self._others(language), size)
        return self._titles[language].roles_having(words, own=own)

    def _shown(self, language: str) -> Iterator[tuple[int, str]]:
        names = ("pk", "source_language", *text_columns("title"))
        for row in Role.objects.published().order_by().values(*names):
            if row["pk"] in self.numbers:
                yield self.numbers[row["pk"]], row_text(row, "title", language)

    def _others(self, language: str) -> Iterator[tuple[int, str]]:
        others = AlternativeTitle.objects.filter(language=language).order_by()
        for role, title in others.values_list("role", "title"):
            if role in self.numbers:
                yield self.numbers[role], title

    def _by_name(self, language: str) -> SortedIds:
        return alphabetical(Role.objects.published(), language, self.numbers)

    def _by_stage(self, language: str) -> SortedIds:
        ranks = {stage: rank for rank, stage in enumerate([*Stage.values, ""])}
        by_name = self.order("name", language).items
        return SortedIds(sorted(by_name, key=lambda number: ranks[self.stages[number]]))

    def _by_updated(self, language: str) -> SortedIds:
        latest = Role.objects.published().order_by("-updated_at", "-pk")
        ids = latest.values_list("pk", flat=True)
        return SortedIds(self.numbers[pk] for pk in ids if pk in self.numbers)


class JoinedIds(Aggregate):
    """The ids of a group's rows as one text, "7,12,31": a million rows would cost seconds."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list]:
        template = "STRING_AGG(%(expressions)s::text, ',')"
        return self.as_sql(compiler, connection, template=template, **extra)


def _families() -> list[RoleFamily]:
    """Without descriptions, in the order of their paths whatever the database's collation."""
    names = ("slug", "path", "hue", "order", "parent", "source_language", *text_columns("title"))
    return sorted(RoleFamily.objects.only(*names).order_by(), key=lambda family: family.path)


def _runs(families: list[RoleFamily], places: list[int]) -> Iterator[tuple[int, range]]:
    """Each family's id with the numbers of its roles, given the place of each role's family."""
    paths = [family.path for family in families]
    for place, family in enumerate(families):
        end = bisect_left(paths, f"{family.path}\U0010ffff")
        yield family.pk, range(bisect_left(places, place), bisect_left(places, end))


@cached_per_content_version
def catalogue() -> Catalogue:
    """The published roles as they are now."""
    return Catalogue()


def first_roles(word: Named, language: str, size: int) -> list[int]:
    """The ids of the first published roles by name that use a word (see `Catalogue.first_of`)."""
    return catalogue().first_of(word, language, size)
