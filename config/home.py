"""The home page."""

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
from translations.coverage import LanguageShare
from translations.languages import active_language, language_codes
from translations.texts import exact_text, text_columns

LISTED = 5


@dataclass(frozen=True)
class FamilyRow:
    """A family, the number of its roles, some of them, and the mix that is typical of these."""

    family: RoleFamily
    count: int
    examples: list[Role]
    mix: list[MixRow]

    @cached_property
    def html(self) -> Markup:
        """Its HTML."""
        return Markup(render_to_string("roles/family.html", {"row": self}))  # noqa: S704


@dataclass(frozen=True)
class RoleWithMix:
    """A role, and the mix that its ornament shows."""

    role: Role
    mix: list[MixRow]

    @property
    def titles(self) -> list[tuple[str, str]]:
        """Its titles as (code, title), the reader's language first."""
        first = active_language()
        codes = dict.fromkeys((first, *language_codes()))
        titles = [(code, exact_text(self.role, "title", code)) for code in codes]
        return [(code, title) for code, title in titles if title]


@dataclass(frozen=True)
class Home:
    """The home page: an example, families, skills, coverage, most read and newest roles."""

    total: int
    example: RoleWithMix | None
    families: list[FamilyRow]
    skills: list[Skill]
    shares: list[LanguageShare]
    most_read: list[Role]
    newest: list[Role]
    mixes: dict[int, list[MixRow]]

    @property
    def examples(self) -> list[start.Example]:
        """Examples of searches, in the reader's language and in one other."""
        language = active_language()
        return [
            *start.title_examples([*self.newest[:2], *self.skills[:1]], language),
            *start.title_examples(self.newest[2:3], start.other_language(language)),
        ]


@cached_per_content_version
def most_read_ids(today: date) -> list[int]:
    """The ids of the roles that were read most in the days before today."""
    return list(Role.objects.published().most_read(today).values_list("pk", flat=True)[:LISTED])


@cached_per_content_version
def latest_role_ids() -> list[int]:
    """The ids of the roles that changed last. Those with responsibilities come first: an imported
    classification would hide them."""
    roles = Role.objects.published().order_by("-updated_at", "-pk").values_list("pk", flat=True)
    written = Exists(Responsibility.objects.filter(role=OuterRef("pk")))
    return list(dict.fromkeys([*roles.filter(written)[:LISTED], *roles[:LISTED]]))[:LISTED]


@cached_per_content_version
def shares() -> list[LanguageShare]:
    """How many role pages stand on their own in each language."""
    counts = Role.objects.published().count_by_language()
    return [LanguageShare(code, counts[code], counts["total"]) for code in language_codes()]


@cached_per_content_version
def families(language: str) -> list[FamilyRow]:
    """The broadest families, or those below the only one, that have roles."""
    rows = list(_families(catalogue(), language))
    ids = {pk for _, _, examples in rows for pk in examples}
    roles, mix_of = {role.pk: role for role in _example_roles(ids=list(ids))}, mixes(ids)
    return [
        FamilyRow(family, count, _in_order(ids, roles), _typical([mix_of[pk] for pk in ids]))
        for family, count, ids in rows
    ]


def home_page(today: date) -> Home:
    """The home page on a day. One query when everything is cached."""
    language = active_language()
    latest = latest_role_ids()
    read = most_read_ids(today)
    with_mix = _roles_with_mix().get_many({*latest, *read})
    roles = {item.role.pk: item.role for item in with_mix}
    return Home(
        total=len(catalogue().ids),
        example=_example(*(read or latest)[:1]),
        families=families(language),
        skills=_skills(language),
        shares=shares(),
        most_read=_in_order(read, roles),
        newest=_in_order(latest, roles),
        mixes={item.role.pk: item.mix for item in with_mix},
    )


def _with_ladders(roles: RoleQuerySet) -> RoleQuerySet:
    """Annotates `has_ladder`: whether the role's page shows a way up."""
    steps = CareerStep.objects.filter(role=OuterRef("pk"), positions__in=Position.visible())
    with_ladders: RoleQuerySet = roles.annotate(has_ladder=Exists(steps))
    return with_ladders


_TITLED = ("slug", "source_language", *text_columns("title"))
_roles_with_counts = PreparedQuery(
    Role,
    lambda roles: (
        roles.with_item_counts().filter(pk__in=QueryParam("ids")).select_related("family")
    ),
)
_example_roles = PreparedQuery(
    Role,
    lambda roles: (
        _with_ladders(roles.published())
        .filter(pk__in=QueryParam("ids"))
        .select_related("family")
        .only("family", "stage", *_TITLED, "family__hue", *(f"family__{name}" for name in _TITLED))
    ),
)
_titled_skills = PreparedQuery(
    Skill, lambda skills: skills.filter(pk__in=QueryParam("ids")).only(*_TITLED)
)


@cached_per_content_version
def _roles_with_mix() -> LRUCache[RoleWithMix]:
    """The roles that were shown last, with the titles of all languages."""

    def read(ids: list[int]) -> dict[int, RoleWithMix]:
        mix_of = mixes(ids)
        return {role.pk: RoleWithMix(role, mix_of[role.pk]) for role in _example_roles(ids=ids)}

    return LRUCache(read, 10 * LISTED)


@cached_per_content_version
def _example(*ids: int) -> RoleWithMix | None:
    """The role as an example, with the numbers of items on its page."""
    roles = _roles_with_counts(ids=list(ids))
    return RoleWithMix(roles[0], mixes(ids)[roles[0].pk]) if roles else None


def _in_order(ids: Iterable[int], roles: dict[int, Role]) -> list[Role]:
    return [roles[pk] for pk in ids if pk in roles]


@cached_per_content_version
def _skills(language: str) -> list[Skill]:
    """The skills that most roles share, with `role_count`."""
    skill_vocabulary = vocabulary(Skill)
    ids = skill_vocabulary.most_used(language, LISTED)
    skills = {skill.pk: skill for skill in _titled_skills(ids=list(ids))}
    for pk, skill in skills.items():
        # For the template.
        skill.role_count = skill_vocabulary.role_counts[pk]  # type: ignore[attr-defined]
    return [skills[pk] for pk in ids if pk in skills]


def _families(catalogue: Catalogue, language: str) -> Iterator[tuple[RoleFamily, int, list[int]]]:
    """The broadest families, each with the number of its roles and the ids of its first by name."""
    for family in _broadest(catalogue):
        role_numbers = catalogue.branch_numbers(family)
        if role_numbers:
            by_name = catalogue.order("name", language).items
            first_numbers = islice((n for n in by_name if n in role_numbers), LISTED)
            yield family, len(role_numbers), [catalogue.ids[number] for number in first_numbers]


def _broadest(catalogue: Catalogue) -> list[RoleFamily]:
    roots = catalogue.children.get(None, [])
    below = catalogue.children.get(roots[0].pk, []) if len(roots) == 1 else []
    return below or roots


def _typical(mixes: list[list[MixRow]]) -> list[MixRow]:
    """The mean of some mixes: each group's, rounded."""
    return [
        MixRow(rows[0].group, round(sum(row.count for row in rows) / len(rows)))
        for rows in zip(*mixes, strict=True)
    ]
