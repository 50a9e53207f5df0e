"""What the home page shows."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import get_language

from careers.models import CareerStep, Position
from roles.mix import MixRow, mixes
from roles.models import Role, RoleFamily
from roles.models.role import RoleQuerySet
from search import start
from skills.models import Skill
from translations.coverage import Share
from translations.languages import codes
from translations.texts import exact_text

EXAMPLES = 60  # roles that stand as examples under their families
LISTED = 5


@dataclass(frozen=True)
class FamilyRow:
    """A family, the number of its roles, some of them, and what their skills have in common."""

    family: RoleFamily
    count: int
    examples: list[Role]
    mix: list[MixRow]


@dataclass(frozen=True)
class Example:
    """A role as an example of what a page holds."""

    role: Role
    mix: list[MixRow]

    @property
    def titles(self) -> list[tuple[str, str]]:
        """What it is called in each language, the reader's first: (code, title)."""
        first = get_language()
        others = [code for code in codes() if code != first]
        found = [(code, exact_text(self.role, "title", code)) for code in (first, *others)]
        return [(code, title) for code, title in found if title]


@dataclass(frozen=True)
class Home:
    """The home page: an example, the families, and what is shared, read and new."""

    total: int
    example: Example | None
    families: list[FamilyRow]
    skills: list[Skill]
    shares: list[Share]
    most_read: list[Role]
    newest: list[Role]
    mixes: dict[int, list[MixRow]]

    @property
    def examples(self) -> list[start.Example]:
        """What one might search for, in the reader's language and in one other."""
        language = get_language()
        return [
            *start.titles([*self.newest[:2], *self.skills[:1]], language),
            *start.titles(self.newest[2:3], start.another_than(language)),
        ]


def home_page(today: date) -> Home:
    """The home page on a day. Nine queries, however many roles there are."""
    language = get_language()
    published = Role.objects.published().select_related("family")
    examples = list(published.in_reading_order(language)[:EXAMPLES])
    newest = list(_with_ladders(published).order_by("-updated_at", "slug")[:LISTED])
    most_read = list(published.most_read(today)[:LISTED])
    drawn = mixes({role.pk for role in (*examples, *newest, *most_read)})
    shares = _shares()
    return Home(
        total=shares[0].total,
        example=_example((most_read or newest)[:1], drawn),
        families=_families(examples, drawn),
        skills=list(Skill.objects.in_use().order_by("-role_count", f"sort_{language}")[:LISTED]),
        shares=shares,
        most_read=most_read,
        newest=newest,
        mixes=drawn,
    )


def _with_ladders(roles: RoleQuerySet) -> RoleQuerySet:
    """With `has_ladder`: whether the role's page shows a way up."""
    steps = CareerStep.objects.filter(role=OuterRef("pk"), positions__in=Position.visible())
    return roles.annotate(has_ladder=Exists(steps))


def _example(roles: list[Role], drawn: dict[int, list[MixRow]]) -> Example | None:
    role = Role.objects.with_item_counts().filter(pk__in=[role.pk for role in roles]).first()
    return Example(role, drawn[role.pk]) if role else None


def _families(examples: list[Role], drawn: dict[int, list[MixRow]]) -> list[FamilyRow]:
    """The broadest families, or those below the only one. Two queries."""
    published = Count("roles", filter=Q(roles__status=Role.Status.PUBLISHED))
    families = list(RoleFamily.objects.annotate(role_count=published).order_by("path"))
    rows = []
    for family in _broadest(families):
        roles = [role for role in examples if role.family.path.startswith(family.path)]
        count = sum(f.role_count for f in families if f.path.startswith(family.path))
        if count:
            rows.append(
                FamilyRow(
                    family, count, roles[:LISTED], _common([drawn[role.pk] for role in roles])
                )
            )
    return rows


def _broadest(families: list[RoleFamily]) -> list[RoleFamily]:
    roots = [family for family in families if family.parent_id is None]
    if len(roots) > 1:
        return sorted(roots, key=lambda family: family.order)
    below = [f for f in families if roots and f.parent_id == roots[0].pk]
    return sorted(below or roots, key=lambda family: family.order)


def _common(drawn: list[list[MixRow]]) -> list[MixRow]:
    """The mix that is typical of some roles: each group's mean, rounded."""
    return [
        MixRow(rows[0].group, round(sum(row.count for row in rows) / len(rows)))
        for rows in zip(*drawn, strict=True)
    ]


def _shares() -> list[Share]:
    """How many role pages stand on their own in each language, in one query."""
    found = Role.objects.published().count_by_language()
    return [Share(code, found[code], found["total"]) for code in codes()]
