"""What the home page shows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice

from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from markupsafe import Markup

from careers.models import CareerStep, Position
from core.content_cache import LRUCache, cached_per_content_version
from core.prepared import PreparedQuery, QueryParam
from roles.catalogue import Catalogue, catalogue
from roles.models import Responsibility, Role, RoleFamily
from roles.models.role import RoleQuerySet
from search import start
from skills.mix import MixRow, mixes
from skills.models import Skill
from skills.vocabulary import vocabulary
from translations.coverage import Share
from translations.languages import active_language, language_codes
from translations.texts import exact_text, text_columns

LISTED = 5


@dataclass(frozen=True)
class FamilyRow:
    """A family, the number of its roles, some of them, and what their skills have in common."""

    family: RoleFamily
    count: int
    examples: list[Role]
    mix: list[MixRow]

    @cached_property
    def drawn(self) -> Markup:
        """As the page shows it."""
        return Markup(render_to_string("roles/family.html", {"row": self}))  # noqa: S704


@dataclass(frozen=True)
class DrawnRole:
    """A role, and the mix that draws its ornament."""

    role: Role
    mix: list[MixRow]

    @property
    def titles(self) -> list[tuple[str, str]]:
        """What it is called in each language, the reader's first: (code, title)."""
        first = active_language()
        others = [code for code in language_codes() if code != first]
        found = [(code, exact_text(self.role, "title", code)) for code in (first, *others)]
        return [(code, title) for code, title in found if title]


@dataclass(frozen=True)
class Home:
    """The home page: an example, the families, and what is shared, read and new."""

    total: int
    example: DrawnRole | None
    families: list[FamilyRow]
    skills: list[Skill]
    shares: list[Share]
    most_read: list[Role]
    newest: list[Role]
    mixes: dict[int, list[MixRow]]

    @property
    def examples(self) -> list[start.Example]:
        """What one might search for, in the reader's language and in one other."""
        language = active_language()
        return [
            *start.titles([*self.newest[:2], *self.skills[:1]], language),
            *start.titles(self.newest[2:3], start.another_than(language)),
        ]


@cached_per_content_version
def most_read(today: date) -> list[int]:
    """The roles that were read most in the days before today, by their ids."""
    return list(Role.objects.published().most_read(today).values_list("pk", flat=True)[:LISTED])


@cached_per_content_version
def latest_roles() -> list[int]:
    """The roles that changed last, by their ids. First come those whose pages say what they answer
    for: a classification that is taken in whole would hide them."""
    roles = Role.objects.published().order_by("-updated_at", "-pk").values_list("pk", flat=True)
    written = Exists(Responsibility.objects.filter(role=OuterRef("pk")))
    return list(dict.fromkeys([*roles.filter(written)[:LISTED], *roles[:LISTED]]))[:LISTED]


@cached_per_content_version
def shares() -> list[Share]:
    """How many role pages stand on their own in each language."""
    found = Role.objects.published().count_by_language()
    return [Share(code, found[code], found["total"]) for code in language_codes()]


@cached_per_content_version
def families(language: str) -> list[FamilyRow]:
    """The broadest families, or those below the only one, that have roles."""
    found = list(_families(catalogue(), language))
    ids = {pk for _, _, examples in found for pk in examples}
    shown, drawn = {role.pk: role for role in _shown_roles(ids=list(ids))}, mixes(ids)
    return [
        FamilyRow(family, count, _in_order(ids, shown), _common([drawn[pk] for pk in ids]))
        for family, count, ids in found
    ]


def home_page(today: date) -> Home:
    """The home page on a day. One query, once it was shown."""
    language = active_language()
    latest = latest_roles()
    read = most_read(today)
    drawn = {of.role.pk: of for of in _drawn_roles().get_many({*latest, *read})}
    shown = {pk: of.role for pk, of in drawn.items()}
    return Home(
        total=len(catalogue().ids),
        example=_example(*(read or latest)[:1]),
        families=families(language),
        skills=_skills(language),
        shares=shares(),
        most_read=_in_order(read, shown),
        newest=_in_order(latest, shown),
        mixes={pk: of.mix for pk, of in drawn.items()},
    )


def _with_ladders(roles: RoleQuerySet) -> RoleQuerySet:
    """With `has_ladder`: whether the role's page shows a way up."""
    steps = CareerStep.objects.filter(role=OuterRef("pk"), positions__in=Position.visible())
    return roles.annotate(has_ladder=Exists(steps))


_TITLED = ("slug", "source_language", *text_columns("title"))
_counted = PreparedQuery(
    Role,
    lambda roles: (
        roles.with_item_counts().filter(pk__in=QueryParam("ids")).select_related("family")
    ),
)
_shown_roles = PreparedQuery(
    Role,
    lambda roles: (
        _with_ladders(roles.published())
        .filter(pk__in=QueryParam("ids"))
        .select_related("family")
        .only("family", "stage", *_TITLED, "family__hue", *(f"family__{name}" for name in _TITLED))
    ),
)
_shown_skills = PreparedQuery(
    Skill, lambda skills: skills.filter(pk__in=QueryParam("ids")).only(*_TITLED)
)


@cached_per_content_version
def _drawn_roles() -> LRUCache[DrawnRole]:
    """The roles that were shown last, in all languages."""

    def read(ids: list[int]) -> dict[int, DrawnRole]:
        drawn = mixes(ids)
        return {role.pk: DrawnRole(role, drawn[role.pk]) for role in _shown_roles(ids=ids)}

    return LRUCache(read, 10 * LISTED)


@cached_per_content_version
def _example(*ids: int) -> DrawnRole | None:
    """The role as an example, with the numbers of what stands on its page."""
    found = _counted(ids=list(ids))
    return DrawnRole(found[0], mixes(ids)[found[0].pk]) if found else None


def _in_order(ids: Iterable[int], shown: dict[int, Role]) -> list[Role]:
    return [shown[pk] for pk in ids if pk in shown]


@cached_per_content_version
def _skills(language: str) -> list[Skill]:
    """The skills that most roles share, with `role_count`."""
    words = vocabulary(Skill)
    ids = words.most_used(language, LISTED)
    found = {skill.pk: skill for skill in _shown_skills(ids=list(ids))}
    for pk, skill in found.items():
        skill.role_count = words.role_counts[pk]
    return [found[pk] for pk in ids if pk in found]


def _families(roles: Catalogue, language: str) -> Iterator[tuple[RoleFamily, int, list[int]]]:
    """Each of them with the number of its roles and the ids of the first of them by name."""
    for family in _broadest(roles):
        run = roles.run(family)
        if run:
            first = islice((n for n in roles.order("name", language).items if n in run), LISTED)
            yield family, len(run), [roles.ids[number] for number in first]


def _broadest(roles: Catalogue) -> list[RoleFamily]:
    roots = roles.children.get(None, [])
    below = roles.children.get(roots[0].pk, []) if len(roots) == 1 else []
    return below or roots


def _common(drawn: list[list[MixRow]]) -> list[MixRow]:
    """The mix that is typical of some roles: each group's mean, rounded."""
    return [
        MixRow(rows[0].group, round(sum(row.count for row in rows) / len(rows)))
        for rows in zip(*drawn, strict=True)
    ]
