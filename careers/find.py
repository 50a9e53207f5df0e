"""Finding roles that fit what somebody can: ranked by the share that is known, with the reasons.

The share is that of `roles.overlap`. The database counts and sorts over ids; only the roles that
are shown are loaded.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connections
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from careers.items import lean_roles
from roles.models import NeedCounts, Role, RoleSkill, ToolUse
from roles.overlap import CATEGORY, ESSENTIAL, USEFUL, Known, percent, share, weigh
from skills.mix import MixRow, mixes
from skills.models import Skill
from translations.texts import text_columns

PAGE_SIZE = 20
PAGES = 10  # those who look further had better say more of what they can
NAMED = 5  # missing skills that are named


@dataclass(frozen=True)
class Wanted:
    """What somebody brings: slugs of skills and of tools, and of the role they are in."""

    skills: list[str] = field(default_factory=list)
    tools: list[str] = field(default_factory=list)
    role: str = ""

    def __bool__(self) -> bool:
        return bool(self.skills or self.tools or self.role)


@dataclass(frozen=True)
class Part:
    """How many are known of so many that a role takes."""

    known: int
    all: int

    @property
    def missing(self) -> int:
        return self.all - self.known


@dataclass(frozen=True)
class Match:
    """A role and why it stands where it does."""

    role: Role
    essential: Part
    useful: Part
    categories: Part
    missing: list[Skill]
    mix: list[MixRow]

    @property
    def share(self) -> float:
        known = weigh(self.essential.known, self.useful.known, self.categories.known)
        return share(known, weigh(self.essential.all, self.useful.all, self.categories.all))

    @property
    def percent(self) -> int:
        return percent(self.share)

    @property
    def unnamed(self) -> int:
        """How many essential skills are missing beside those that are named."""
        return self.essential.missing - len(self.missing)


@dataclass(frozen=True)
class Ranked:
    """A row of the ranking: a role's id, what of it is known, and what it takes in all."""

    role_id: int
    known: tuple[int, int, int]
    all: tuple[int, int, int]

    @property
    def parts(self) -> list[Part]:
        """Essential skills, useful skills, tool categories."""
        return [Part(*counts) for counts in zip(self.known, self.all, strict=True)]


@dataclass(frozen=True)
class Found:
    """A page of the matches, how many roles match at all, and the role that was started from."""

    matches: list[Match]
    total: int
    role: Role | None

    @property
    def pages(self) -> int:
        """How many pages can be looked at."""
        return min(PAGES, -(-self.total // PAGE_SIZE))


def find(wanted: Wanted, page: int = 1) -> Found:
    """The roles of which something is known, the best known first. Five queries."""
    known = what_is_known(wanted)
    ranking, total = rank(known, wanted.role, page)
    ids = [row.role_id for row in ranking]
    shown = lean_roles().filter(
        Q(pk__in=ids, status=Role.Status.PUBLISHED)
        | Q(slug=wanted.role, status__in=(Role.Status.PUBLISHED, Role.Status.RETIRED))
    )
    roles = {role.pk: role for role in shown}
    missing, drawn = _missing(ids, known), mixes(ids)
    matches = [
        Match(roles[row.role_id], *row.parts, missing[row.role_id], drawn[row.role_id])
        for row in ranking
        if row.role_id in roles
    ]
    here = next((role for role in roles.values() if role.slug == wanted.role), None)
    return Found(matches, total, here)


def what_is_known(wanted: Wanted) -> Known:
    """The ids of the skills that were named, of the categories that roles name the tools in, and of
    what the role takes that one is in. One query."""
    role = Role.objects.with_pages().filter(slug=wanted.role).order_by().values("pk")
    named = Q(tools__slug__in=wanted.tools, role__status=Role.Status.PUBLISHED)
    skills = Skill.objects.filter(slug__in=wanted.skills)
    taken = RoleSkill.objects.filter(role__in=role)
    used = ToolUse.objects.filter(named | Q(role__in=role))
    # In one column, as numbers above and below zero: of several columns, Django mixes up the order
    # where one part finds nothing.
    parts = [
        rows.order_by().values_list(id, flat=True)
        for rows, id in ((skills, F("pk")), (taken, F("skill")), (used, -F("category")))
    ]
    ids = frozenset(parts[0].union(*parts[1:]))
    return Known(
        skills=frozenset(id for id in ids if id > 0),
        categories=frozenset(-id for id in ids if id < 0),
    )


def rank(known: Known, but: str = "", page: int = 1) -> tuple[list[Ranked], int]:
    """A page of the ranking without one role, and how many roles all of it has. One query.

    As many known of as many stand by the age of the roles, so that no page moves by itself.
    """
    if not (known.skills or known.categories):
        return [], 0
    ids = [*known.skills], [*known.categories]
    places = (", ".join(["%s"] * len(part)) or "NULL" for part in ids)
    sql = RANKING.format(**TABLES, **dict(zip(("skills", "categories"), places, strict=True)))
    with connections[RoleSkill.objects.all().db].cursor() as cursor:
        cursor.execute(sql, [*ids[0], *ids[1], but, PAGE_SIZE, (page - 1) * PAGE_SIZE])
        rows = cursor.fetchall()
    total = rows[0][-1] if rows else 0
    return [Ranked(row[0], row[1:4], row[4:7]) for row in rows], total


# The counts come from two tables and are set against a third: more than the ORM can say at once.
RANKING = f"""
    WITH known AS (
        SELECT role_id,
               CASE requirement WHEN 'essential' THEN 1 ELSE 0 END AS essential,
               CASE requirement WHEN 'essential' THEN 0 ELSE 1 END AS useful,
               0 AS categories
        FROM {{role_skills}} WHERE skill_id IN ({{skills}})
        UNION ALL
        SELECT role_id, 0, 0, 1 FROM {{tool_uses}} WHERE category_id IN ({{categories}})
    ), counted AS (
        SELECT role_id, SUM(essential) AS essential, SUM(useful) AS useful,
               SUM(categories) AS categories
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
    FROM weighed
    ORDER BY weight * 1.0 / total DESC, weight DESC, role_id
    LIMIT %s OFFSET %s
"""  # noqa: S608 - made of constants and placeholders
TABLES = {
    "role_skills": RoleSkill._meta.db_table,
    "tool_uses": ToolUse._meta.db_table,
    "needs": NeedCounts._meta.db_table,
    "roles": Role._meta.db_table,
}


def _missing(role_ids: list[int], known: Known) -> dict[int, list[Skill]]:
    """The first essential skills of each role that are not known, in the role's order."""
    place = Window(RowNumber(), partition_by="role", order_by=("order", "pk"))
    lacking = (
        RoleSkill.objects.filter(role__in=role_ids, requirement=RoleSkill.Requirement.ESSENTIAL)
        .exclude(skill__in=known.skills)
        .exclude(skill__is_retired=True)
        .annotate(place=place)
        .filter(place__lte=NAMED)
    )
    texts = [f"skill__{name}" for name in ("slug", "source_language", *text_columns("title"))]
    found: dict[int, list[Skill]] = defaultdict(list)
    for item in lacking.select_related("skill").only("role", *texts).order_by("role", "place"):
        found[item.role_id].append(item.skill)
    return found
