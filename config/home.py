"""The home page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from markupsafe import Markup

from careers.models import CareerStep, Position
from core.changes import ContentChanges
from core.content_cache import LRUCache, cached_per_content_version, kept_up_to_date
from core.prepared import PreparedQuery, PreparedRows, QueryParam
from roles.catalogue import Catalogue, catalogue
from roles.models import Responsibility, Role, RoleFamily, RoleMetric, RoleSkill, ToolUse
from roles.models.role import RoleQuerySet
from roles.role_sets import RoleId, members, union
from roles.term_index import TermId
from search import start
from skills.mix import MixRow, mixes
from skills.models import Skill, SkillGroup, Tool
from skills.vocabulary import vocabulary
from translations.coverage import LanguageShare
from translations.languages import active_language, language_codes
from translations.text_masks import text_masks
from translations.texts import exact_text, text_columns

LISTED = 5
READ_DAYS = 30  # in which most-read roles were read
MAX_CHANGED = 50  # roles, after which lists are read anew


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


# The first objects of an order, each with its sort key before its id.
Leaders = list[tuple[Any, int]]


def _leading(
    leaders: Leaders, changed: set[int] | None, read: Callable[[list[int]], Leaders]
) -> Leaders | None:
    """The leaders after some objects have changed; None if others may have come among them.

    `read` returns the first of some objects.
    """
    if changed is None or len(changed) > MAX_CHANGED:
        return None
    if not changed:
        return leaders
    now = read([*changed.union(pk for _, pk in leaders)])
    is_whole = len(leaders) < LISTED or (len(now) == LISTED and now[-1] <= leaders[-1])
    return now if is_whole else None


def most_read_ids(today: date) -> list[int]:
    """The ids of the roles that were read most in the days before today."""
    return [pk for _, pk in _most_read(today)]


def _still_most_read(leaders: Leaders, changes: ContentChanges, today: date) -> Leaders | None:
    return _leading(leaders, changes.owners(Role), lambda ids: _most_read_of(today, ids))


@kept_up_to_date(_still_most_read)
def _most_read(today: date) -> Leaders:
    first = today - timedelta(days=READ_DAYS)
    rows = _most_read_first(first=first.isoformat(), end=today.isoformat())
    return _most_read_of(today, [pk for (pk,) in rows])


def _most_read_of(today: date, ids: list[int]) -> Leaders:
    """The roles among some that were read most."""
    first = today - timedelta(days=READ_DAYS)
    rows: list[Any] = _with_views(ids=ids, first=first.isoformat(), end=today.isoformat())
    return sorted(((-role.times_read, role.slug), role.pk) for role in rows)[:LISTED]


def latest_role_ids() -> list[int]:
    """The ids of the roles that changed last. Those with responsibilities come first: an imported
    classification would hide them."""
    return [pk for _, pk in _latest()]


def _still_latest(leaders: Leaders, changes: ContentChanges) -> Leaders | None:
    return _leading(leaders, changes.owners(Role, Role, Responsibility), _latest_of)


@kept_up_to_date(_still_latest)
def _latest() -> Leaders:
    return _latest_of([pk for (pk,) in (*_latest_written(), *_latest_first())])


def _latest_of(ids: list[int]) -> Leaders:
    roles: list[Any] = _with_dates(ids=ids)
    keys = [
        ((not role.is_written, -role.updated_at.timestamp(), -role.pk), role.pk) for role in roles
    ]
    return sorted(keys)[:LISTED]


@cached_per_content_version
def shares() -> list[LanguageShare]:
    """How many role pages stand on their own in each language."""
    masks = text_masks(Role)
    counts, total = masks.counts, len(catalogue().ids)
    titled, introduced = (masks.bits(field=field) for field in ("title", "introduction"))

    def is_whole(mask: int, own: int) -> bool:
        needed = own & (titled | (introduced if mask & introduced else 0))
        return mask & needed == needed

    def whole(own: int) -> int:
        return sum(count for mask, count in counts.items() if is_whole(mask, own))

    return [
        LanguageShare(code, whole(masks.bits(language=code)), total) for code in language_codes()
    ]


def _updated_families(
    rows: list[FamilyRow], changes: ContentChanges, language: str
) -> list[FamilyRow] | None:
    """The rows of which no role was edited, and new ones."""
    edited = changes.owners(Role, Role, RoleSkill, CareerStep)
    skills = changes.owners(Skill)
    if edited is None or skills is None or changes.touch(RoleFamily, SkillGroup, Position):
        return None
    by_family = {row.family.pk: row for row in rows}
    return _family_rows(language, by_family, edited | _roles_with(skills))


def _roles_with(skills: Iterable[int]) -> set[int]:
    """The roles that take some skills: their mixes may be others now."""
    published = catalogue()
    using = union(published.skills.role_sets(map(TermId, skills)).values())
    return {published.ids[number] for number in members(using)}


@kept_up_to_date(_updated_families)
def families(language: str) -> list[FamilyRow]:
    """The broadest families, or those below the only one, that have roles."""
    return _family_rows(language, {}, set())


def _family_rows(language: str, old: dict[int, FamilyRow], edited: set[int]) -> list[FamilyRow]:
    """The rows of families; those of `old` that show none of some edited roles stay."""
    published = catalogue()
    numbers = {published.numbers.get(RoleId(pk)) for pk in edited}
    rows: list[tuple[RoleFamily, int, list[int]]] = []
    same: dict[int, FamilyRow] = {}
    for family in _broadest(published):
        branch, row = published.branch_numbers(family), old.get(family.pk)
        if (
            row
            and row.count == len(branch)
            and not any(n in branch for n in numbers if n is not None)
        ):
            ids = [role.pk for role in row.examples]
        else:
            ids = _first_by_name(published, branch, language)
        if (
            row
            and (row.count, [role.pk for role in row.examples]) == (len(branch), ids)
            and edited.isdisjoint(ids)
        ):
            same[family.pk] = row
        if branch:
            rows.append((family, len(branch), ids))
    ids = [pk for family, _, ids in rows if family.pk not in same for pk in ids]
    roles, mix_of = {role.pk: role for role in _example_roles(ids=ids)}, mixes(ids)
    return [
        same.get(family.pk)
        or FamilyRow(family, count, _in_order(ids, roles), _typical([mix_of[pk] for pk in ids]))
        for family, count, ids in rows
    ]


def _first_by_name(published: Catalogue, branch: range, language: str) -> list[int]:
    by_name = published.order("name", language).items
    return [published.ids[n] for n in islice((n for n in by_name if n in branch), LISTED)]


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


def _by_date(roles: RoleQuerySet) -> RoleQuerySet:
    """The published roles, those first that changed last."""
    return roles.published().order_by("-updated_at", "-pk")


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
_with_views = PreparedQuery(
    Role,
    lambda roles: (
        roles.published()
        .filter(pk__in=QueryParam("ids"))
        .most_read_between(QueryParam("first"), QueryParam("end"))
        .only("slug")
    ),
)
_with_dates = PreparedQuery(
    Role,
    lambda roles: (
        roles.published()
        .filter(pk__in=QueryParam("ids"))
        .only("updated_at")
        .annotate(is_written=Exists(Responsibility.objects.filter(role=OuterRef("pk"))))
    ),
)
_most_read_first = PreparedRows(
    Role,
    lambda roles: roles.published().most_read_between(QueryParam("first"), QueryParam("end"))[
        :LISTED
    ],
    "pk",
)
_latest_first = PreparedRows(Role, lambda roles: _by_date(roles)[:LISTED], "pk")
_latest_written = PreparedRows(
    Role,
    lambda roles: _by_date(roles).filter(
        Exists(Responsibility.objects.filter(role=OuterRef("pk")))
    )[:LISTED],
    "pk",
)
_titled_skills = PreparedQuery(
    Skill, lambda skills: skills.filter(pk__in=QueryParam("ids")).only(*_TITLED)
)


def _without_edited(
    roles: LRUCache[RoleWithMix], changes: ContentChanges
) -> LRUCache[RoleWithMix] | None:
    edited = changes.owners(Role, Role, RoleSkill, CareerStep)
    skills = changes.owners(Skill)
    if edited is None or skills is None or changes.touch(RoleFamily, SkillGroup, Position):
        return None
    return roles.without(edited | _roles_with(skills))


@kept_up_to_date(_without_edited)
def _roles_with_mix() -> LRUCache[RoleWithMix]:
    """The roles that were shown last, with the titles of all languages."""

    def read(ids: list[int]) -> dict[int, RoleWithMix]:
        mix_of = mixes(ids)
        return {role.pk: RoleWithMix(role, mix_of[role.pk]) for role in _example_roles(ids=ids)}

    return LRUCache(read, 10 * LISTED)


def _if_unedited(
    example: RoleWithMix | None, changes: ContentChanges, *ids: int
) -> RoleWithMix | None:
    edited = changes.owners(Role, Role, Responsibility, RoleSkill, ToolUse, RoleMetric)
    if edited is None or changes.touch(RoleFamily, Skill, SkillGroup, Tool):
        return None
    return example if edited.isdisjoint(ids) else None


@kept_up_to_date(_if_unedited)
def _example(*ids: int) -> RoleWithMix | None:
    """The role as an example, with the numbers of items on its page."""
    roles = _roles_with_counts(ids=list(ids))
    return RoleWithMix(roles[0], mixes(ids)[roles[0].pk]) if roles else None


def _in_order(ids: Iterable[int], roles: dict[int, Role]) -> list[Role]:
    return [roles[pk] for pk in ids if pk in roles]


def _if_same(skills: list[Skill], changes: ContentChanges, language: str) -> list[Skill] | None:
    used = vocabulary(Skill)
    now = [(pk, used.role_counts[pk]) for pk in used.most_used(language, LISTED)]
    counted = [(skill.pk, skill.role_count) for skill in skills]  # type: ignore[attr-defined]  # see below
    edited = changes.owners(Skill)
    is_same = now == counted and edited is not None and edited.isdisjoint(pk for pk, _ in now)
    return skills if is_same else None


@kept_up_to_date(_if_same)
def _skills(language: str) -> list[Skill]:
    """The skills that most roles share, with `role_count`."""
    skill_vocabulary = vocabulary(Skill)
    ids = skill_vocabulary.most_used(language, LISTED)
    skills = {skill.pk: skill for skill in _titled_skills(ids=list(ids))}
    for pk, skill in skills.items():
        # For the template.
        skill.role_count = skill_vocabulary.role_counts[pk]  # type: ignore[attr-defined]
    return [skills[pk] for pk in ids if pk in skills]


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
