"""Finds roles that fit what somebody can.

First come the roles that need most of it, weighed as `roles.overlap` does; a skill that a role's
title names weighs as much as an essential one. Among those come first the roles that are about it
(`roles.named_skills`), then those of whose needs the largest share is known. The database counts
and sorts ids; only the roles of the current page are loaded.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import connections
from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from careers.items import lean_roles
from core.files import text_bytes
from core.prepared import PreparedQuery, PreparedRows, QueryParam
from roles.catalogue import catalogue
from roles.models import NamedSkill, NeedCounts, Role, RoleSkill, ToolUse
from roles.overlap import CATEGORY, ESSENTIAL, USEFUL, KnownNeeds, Met, is_brief, share, weigh
from roles.role_sets import RoleId
from skills.mix import MixRow, mixes
from skills.models import Skill
from translations.texts import text_columns

PAGE_SIZE = 20
MAX_PAGES = 10  # further roles fit too badly to be of use
MAX_MATCHES = PAGE_SIZE * MAX_PAGES
MAX_MISSING = 5  # missing skills listed for each role


@dataclass(frozen=True)
class FindQuery:
    """What somebody can: slugs of skills and of tools, and of the role they are in."""

    skills: list[str] = field(default_factory=list)
    tools: list[str] = field(default_factory=list)
    role: str = ""

    def __bool__(self) -> bool:
        return bool(self.skills or self.tools or self.role)


@dataclass(frozen=True)
class FitPart:
    """How many of a role's needs of one kind are known."""

    known: int
    all: int

    @property
    def missing(self) -> int:
        return self.all - self.known


@dataclass(frozen=True)
class RoleFit:
    """A role with the reasons for its rank."""

    role: Role
    essential: FitPart
    useful: FitPart
    categories: FitPart
    missing: list[Skill]
    mix: list[MixRow]
    from_brief: bool = False  # the role that the reader is in is briefly described

    @property
    def share(self) -> float:
        known = weigh(self.essential.known, self.useful.known, self.categories.known)
        return share(known, weigh(self.essential.all, self.useful.all, self.categories.all))

    @property
    def met(self) -> Met:
        """What readers are told of it."""
        skills, all_skills = (
            getattr(self.essential, name) + getattr(self.useful, name) for name in ("known", "all")
        )
        brief = is_brief(all_skills + self.categories.all)
        return Met(skills, all_skills, self.share, brief, self.from_brief)

    @property
    def text_bytes(self) -> int:
        """How much text it has in the files."""
        missing = (skill.t.title for skill in self.missing)
        return text_bytes([self.role.t.title, self.role.slug, self.role.slug, *missing])

    @property
    def unlisted(self) -> int:
        """How many essential skills are missing besides those listed in `missing`."""
        return self.essential.missing - len(self.missing)


@dataclass(frozen=True)
class RankedRole:
    """A row of the ranking: a role's id, and how many needs of each kind are known and in all.

    The kinds are essential skills, useful skills and tool categories.
    """

    role_id: RoleId
    known: tuple[int, int, int]
    all: tuple[int, int, int]

    @property
    def parts(self) -> tuple[FitPart, FitPart, FitPart]:
        essential, useful, categories = map(FitPart, self.known, self.all)
        return essential, useful, categories


@dataclass(frozen=True)
class FindResult:
    """A page of matches, how many roles match in all, and the role that the reader is in."""

    matches: list[RoleFit]
    total: int
    role: Role | None

    @property
    def has_brief(self) -> bool:
        """Whether a share of this page rests on a briefly described role."""
        return any(match.met.percent is None for match in self.matches)

    @property
    def offered(self) -> int:
        """How many roles all offered pages have."""
        return min(MAX_MATCHES, self.total)

    @property
    def text_bytes(self) -> int:
        """About how much text all offered roles have in the files, going by those of this page."""
        shown = sum(match.text_bytes for match in self.matches)
        return shown * self.offered // max(len(self.matches), 1)

    @property
    def pages(self) -> int:
        """How many pages are offered."""
        return min(MAX_PAGES, -(-self.total // PAGE_SIZE))

    def preceding(self, page: int) -> int:
        """How many roles are on the pages before one."""
        return (page - 1) * PAGE_SIZE


def find(query: FindQuery, page: int = 1, size: int | None = None) -> FindResult:
    """A page of the roles of which anything is known, the best fit first. Five queries."""
    known = known_needs(query)
    ranking, total = rank(known, query.role, page, size or PAGE_SIZE)
    ids = [row.role_id for row in ranking]
    roles = {role.pk: role for role in _roles(ids=ids, slug=query.role)}
    missing, mix = _missing_skills(ids, known), mixes(ids)
    current_role = next((role for role in roles.values() if role.slug == query.role), None)
    from_brief = current_role is not None and _is_brief(current_role)
    matches = [
        RoleFit(roles[row.role_id], *row.parts, missing[row.role_id], mix[row.role_id], from_brief)
        for row in ranking
        if row.role_id in roles
    ]
    return FindResult(matches, total, current_role)


def _is_brief(role: Role) -> bool:
    """Whether a role is briefly described; a retired one is taken as it is."""
    published = catalogue()
    number = published.numbers.get(RoleId(role.pk))
    if number is None:
        return False
    indexes = (published.skills, published.tool_categories)
    return is_brief(sum(index.count_of(number) for index in indexes))


_roles = PreparedQuery(
    Role,
    lambda _: (
        lean_roles()
        .with_pages()
        .filter(
            Q(pk__in=QueryParam("ids"), status=Role.Status.PUBLISHED) | Q(slug=QueryParam("slug"))
        )
    ),
)


def _ids_of_known_needs(skills: QuerySet[Skill]) -> QuerySet[Any, Any]:
    """The ids of skills, and those of tool categories as negative numbers: with several columns,
    Django mixes up their order where one part of the union is empty."""
    role = Role.objects.with_pages().filter(slug=QueryParam("role")).order_by().values("pk")
    has_tool = Q(tools__slug__in=QueryParam("tools"), role__status=Role.Status.PUBLISHED)
    named = skills.filter(slug__in=QueryParam("skills"))
    role_skills = RoleSkill.objects.filter(role__in=role)
    tool_uses = ToolUse.objects.filter(has_tool | Q(role__in=role))
    parts: list[Any] = [
        named.order_by().values_list(F("pk")),
        role_skills.order_by().values_list(F("skill")),
        tool_uses.order_by().values_list(-F("category")),
    ]
    union: QuerySet[Any, Any] = parts[0].union(*parts[1:])
    return union


_known_needs = PreparedRows(Skill, _ids_of_known_needs)


def known_needs(query: FindQuery) -> KnownNeeds:
    """The ids of the skills and tool categories that somebody knows. One query.

    A category is known by any tool that a role uses in it. What the reader's own role needs is
    known, too.
    """
    rows = _known_needs(skills=query.skills, tools=query.tools, role=query.role)
    ids = frozenset(pk for (pk,) in rows)
    return KnownNeeds(
        skills=frozenset(pk for pk in ids if pk > 0),
        categories=frozenset(-pk for pk in ids if pk < 0),
    )


def rank(
    known: KnownNeeds, exclude_slug: str = "", page: int = 1, size: int = PAGE_SIZE
) -> tuple[list[RankedRole], int]:
    """A page of the ranking without one role, and how many roles all pages have. One query.

    Ties are sorted by id, so that pages are stable.
    """
    if not (known.skills or known.categories):
        return [], 0
    skills, categories = [*known.skills], [*known.categories]
    sql = RANKING.format(
        **TABLES, skills=_placeholders(skills), categories=_placeholders(categories)
    )
    with connections[RoleSkill.objects.all().db].cursor() as cursor:
        offset = (page - 1) * size
        cursor.execute(sql, [*skills, *categories, *skills, exclude_slug, size, offset])
        rows = cursor.fetchall()
    total = rows[0][-1] if rows else 0
    return [RankedRole(row[0], row[1:4], row[4:7]) for row in rows], total


def _placeholders(values: list[int]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"


# Counts from two tables are divided by those of a third, which the ORM cannot express in one query.
RANKING = f"""
    WITH known AS (
        SELECT role_id,
               CASE requirement WHEN 'essential' THEN 1 ELSE 0 END AS essential,
               CASE requirement WHEN 'essential' THEN 0 ELSE 1 END AS useful,
               0 AS categories, 0 AS extra, 0 AS centrality
        FROM {{role_skills}} WHERE skill_id IN ({{skills}})
        UNION ALL
        SELECT role_id, 0, 0, 1, 0, 0 FROM {{tool_uses}} WHERE category_id IN ({{categories}})
        UNION ALL
        SELECT role_id, 0, 0, 0, extra_weight, centrality
        FROM {{named_skills}} WHERE skill_id IN ({{skills}})
    ), counted AS (
        SELECT role_id, SUM(essential) AS essential, SUM(useful) AS useful,
               SUM(categories) AS categories, SUM(extra) AS extra, SUM(centrality) AS centrality
        FROM known GROUP BY role_id
    ), weighed AS (
        SELECT counted.*, needs.essential AS all_essential, needs.useful AS all_useful,
               needs.categories AS all_categories,
               {ESSENTIAL} * counted.essential + {USEFUL} * counted.useful
               + {CATEGORY} * counted.categories AS weight,
               {ESSENTIAL} * needs.essential + {USEFUL} * needs.useful
               + {CATEGORY} * needs.categories AS total
        FROM counted
        JOIN {{needs}} needs ON needs.role_id = counted.role_id
        JOIN {{roles}} role ON role.id = counted.role_id
        WHERE role.status = 'published' AND role.slug <> %s
    )
    SELECT role_id, essential, useful, categories, all_essential, all_useful, all_categories,
           COUNT(*) OVER ()
    FROM weighed WHERE weight > 0
    ORDER BY weight + extra DESC, centrality DESC, weight * 1.0 / total DESC, role_id
    LIMIT %s OFFSET %s
"""  # noqa: S608 - made of constants and placeholders
TABLES = {
    "role_skills": RoleSkill._meta.db_table,
    "tool_uses": ToolUse._meta.db_table,
    "named_skills": NamedSkill._meta.db_table,
    "needs": NeedCounts._meta.db_table,
    "roles": Role._meta.db_table,
}


def _missing_items(items: QuerySet[RoleSkill]) -> QuerySet[RoleSkill]:
    """The first essential skills of some roles that are not among others, in the roles' order."""
    rank = Window(RowNumber(), partition_by="role", order_by=("order", "pk"))
    columns = [f"skill__{name}" for name in ("slug", "source_language", *text_columns("title"))]
    return (
        items.filter(role__in=QueryParam("roles"), requirement=RoleSkill.Requirement.ESSENTIAL)
        .exclude(skill__in=QueryParam("known"))
        .exclude(skill__is_retired=True)
        .annotate(rank=rank)
        .filter(rank__lte=MAX_MISSING)
        .select_related("skill")
        .only("role", *columns)
        .order_by("role_id", "order", "pk")
    )


_find_missing = PreparedQuery(RoleSkill, _missing_items)


def _missing_skills(role_ids: list[RoleId], known: KnownNeeds) -> dict[int, list[Skill]]:
    """The first essential skills of each role that are not known, in the role's order."""
    missing: dict[int, list[Skill]] = defaultdict(list)
    # Nothing is outside of an empty list in SQL, and no skill has the id 0.
    for item in _find_missing(roles=role_ids, known=[0, *known.skills]):
        missing[item.role_id].append(item.skill)
    return missing
