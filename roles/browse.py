"""Browsing roles: what is chosen, what is found, and how many each further choice would leave.

Several families or stages widen a choice, since a role has one; several skills or tools narrow it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    IntegerField,
    Model,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Concat

from roles.mix import MixRow, mixes
from roles.models import Role, RoleFamily, RoleSkill, Stage, ToolUse
from skills.models import Skill, Tool
from translations.paging import Page, page_after

PAGE_SIZE = 30
FACET_SIZE = 15
STAGE_RANK = Case(
    *(When(stage=stage, then=Value(rank)) for rank, stage in enumerate(Stage.values)),
    default=Value(len(Stage.values)),
    output_field=IntegerField(),
)


@dataclass
class Choice:
    """What a reader has chosen: the slugs of each facet, the order, and where to go on after."""

    family: list[str] = field(default_factory=list)
    stage: list[str] = field(default_factory=list)
    skill: list[str] = field(default_factory=list)
    tool: list[str] = field(default_factory=list)
    sort: str = "name"
    after: str = ""


@dataclass(frozen=True)
class Option:
    """A value of a facet and the number of roles that would be found with it.

    `item` is the family, the skill, the tool, or the label of the stage.
    """

    slug: str
    item: Any
    count: int
    is_on: bool
    depth: int = 0


@dataclass(frozen=True)
class Found:
    """The roles that fit a choice, and the facets that lead on from there."""

    page: Page
    total: int
    facets: dict[str, list[Option]]
    mixes: dict[int, list[MixRow]]


class Browser:
    """Answers one choice. Eight queries at most, however many roles there are."""

    def __init__(self, choice: Choice, language: str) -> None:
        self.choice = choice
        self.language = language
        self.families = list(RoleFamily.objects.order_by("path"))
        self.unknown = self._drop_unknown()
        self.paths = {family.slug: family.path for family in self.families}

    def found(self) -> Found:
        """The roles and the facets."""
        counts = self._counts_by_family_and_stage()
        page = self._page()
        return Found(
            page=page,
            total=sum(
                n
                for (path, stage), n in counts.items()
                if self._in_families(path) and self._in_stages(stage)
            ),
            facets={
                "family": self._family_options(counts),
                "stage": self._stage_options(counts),
                "skill": self._options(Skill, "role_skills__role", self.choice.skill),
                "tool": self._options(Tool, "tool_uses__role", self.choice.tool),
            },
            mixes=mixes(role.pk for role in page.items),
        )

    def _drop_unknown(self) -> list[tuple[str, str]]:
        """Takes slugs that name nothing out of the choice, and says which: (facet, slug)."""
        known = {("family", family.slug) for family in self.families} | self._known_vocabulary()
        unknown = []
        for facet in ("family", "skill", "tool"):
            slugs = getattr(self.choice, facet)
            unknown += [(facet, slug) for slug in slugs if (facet, slug) not in known]
            setattr(self.choice, facet, [slug for slug in slugs if (facet, slug) in known])
        return unknown

    def _known_vocabulary(self) -> set[tuple[str, str]]:
        if not (self.choice.skill or self.choice.tool):
            return set()
        skills = Skill.objects.filter(slug__in=self.choice.skill)
        tools = Tool.objects.filter(slug__in=self.choice.tool)
        # One column each: of several, Django mixes up the order where one part finds nothing.
        found = _named(skills, "skill").union(_named(tools, "tool"))
        return {tuple(name.split(" ")) for name in found}

    def _having_skills_and_tools(self) -> QuerySet:
        """The published roles that have all chosen skills and tools."""
        roles = Role.objects.published()
        for slug in self.choice.skill:
            roles = roles.filter(
                pk__in=RoleSkill.objects.filter(skill__slug=slug).order_by().values("role")
            )
        for slug in self.choice.tool:
            roles = roles.filter(
                pk__in=ToolUse.objects.filter(tools__slug=slug).order_by().values("role")
            )
        return roles

    def _fitting(self) -> QuerySet:
        """The published roles that fit all of the choice."""
        families = Q(
            *[Q(family__path__startswith=self.paths[slug]) for slug in self.choice.family],
            _connector=Q.OR,
        )
        roles = self._having_skills_and_tools().filter(families)
        return roles.filter(stage__in=self.choice.stage) if self.choice.stage else roles

    def _page(self) -> Page:
        order = {
            "name": [f"sort_{self.language}", "pk"],
            "stage": ["stage_rank", f"sort_{self.language}", "pk"],
            "updated": ["-updated_at", "-pk"],
        }[self.choice.sort]
        roles = Role.objects.published().annotate(stage_rank=STAGE_RANK)
        last = roles.filter(slug=self.choice.after).first() if self.choice.after else None
        if self.choice.after and not last:
            self.unknown.append(("after", self.choice.after))
        fitting = roles.filter(pk__in=self._fitting().order_by().values("pk"))
        return page_after(fitting.select_related("family"), order, last, PAGE_SIZE)

    def _counts_by_family_and_stage(self) -> Counter[tuple[str, str]]:
        """How many roles of each family (by path) and stage have the chosen skills and tools."""
        rows = self._having_skills_and_tools().order_by().values_list("family__path", "stage")
        return Counter({(path, stage): n for path, stage, n in rows.annotate(Count("pk"))})

    def _in_families(self, path: str) -> bool:
        chosen = self.choice.family
        return not chosen or any(path.startswith(self.paths[slug]) for slug in chosen)

    def _in_stages(self, stage: str) -> bool:
        return not self.choice.stage or stage in self.choice.stage

    def _family_options(self, counts: Counter[tuple[str, str]]) -> list[Option]:
        within: Counter[str] = Counter()
        for (path, stage), count in counts.items():
            if self._in_stages(stage):
                for family_path in _branch(path):
                    within[family_path] += count
        return [
            Option(f.slug, f, within[f.path], f.slug in self.choice.family, f.path.count("/") - 1)
            for f in self.families
        ]

    def _stage_options(self, counts: Counter[tuple[str, str]]) -> list[Option]:
        found: Counter[str] = Counter()
        for (path, stage), count in counts.items():
            if self._in_families(path):
                found[stage] += count
        return [
            Option(stage.value, stage.label, found[stage], stage in self.choice.stage)
            for stage in Stage
        ]

    def _options(self, model: type[Model], role: str, chosen: list[str]) -> list[Option]:
        """Skills or tools that published roles name, the most named first, chosen ones always."""
        fitting = Q(**{f"{role}__in": self._fitting().order_by().values("pk")})
        published = Q(**{f"{role}__status": Role.Status.PUBLISHED})
        items = (
            model.objects.annotate(
                named=Count(role, filter=published, distinct=True),
                count=Count(role, filter=fitting, distinct=True),
                chosen=Case(When(slug__in=chosen, then=0), default=1, output_field=IntegerField()),
            )
            .filter(named__gt=0)
            .order_by("chosen", "-named", f"sort_{self.language}")[: FACET_SIZE + len(chosen)]
        )
        return [Option(item.slug, item, item.count, item.slug in chosen) for item in items]


def _named(words: QuerySet, facet: str) -> QuerySet:
    """Their slugs after the facet: "skill empathy"."""
    name = Concat(Value(f"{facet} "), "slug", output_field=CharField())
    return words.order_by().values_list(name, flat=True)


def _branch(path: str) -> Iterable[str]:
    """A family's path and those of all families above it."""
    slugs = path.rstrip("/").split("/")
    return ["/".join(slugs[: depth + 1]) + "/" for depth in range(len(slugs))]
