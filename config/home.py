"""The home page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from heapq import nlargest
from typing import Self, cast

from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from markupsafe import Markup

from careers.models import CareerStep, Position
from config.leaders import LISTED, latest_role_ids, most_read_ids
from core.changes import ContentChanges
from core.content_cache import LRUCache, cached_per_content_version, kept_up_to_date
from core.keyset import SortedIds
from core.prepared import PreparedQuery, QueryParam
from roles.catalogue import Catalogue, catalogue
from roles.models import Responsibility, Role, RoleFamily, RoleMetric, RoleSkill, ToolUse
from roles.models.role import RoleQuerySet
from roles.role_sets import NO_ROLES, RoleId, RoleSet, union
from roles.term_index import TermId
from search import start
from skills.mix import MixRow, mixes
from skills.models import Skill, SkillGroup, Tool
from skills.vocabulary import vocabulary
from translations.coverage import LanguageShare
from translations.languages import active_language, language_codes
from translations.text_masks import text_masks
from translations.texts import exact_text, text_columns

CACHED_ROLES = 100


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
def shares() -> list[LanguageShare]:
    """How many role pages stand on their own in each language."""
    masks = text_masks(Role)
    counts, total = masks.counts, len(catalogue().numbers)
    titled, introduced = (masks.bits(field=field) for field in ("title", "introduction"))

    def is_whole(mask: int, own: int) -> bool:
        needed = own & (titled | (introduced if mask & introduced else 0))
        return mask & needed == needed

    def whole(own: int) -> int:
        return sum(count for mask, count in counts.items() if is_whole(mask, own))

    return [
        LanguageShare(code, whole(masks.bits(language=code)), total) for code in language_codes()
    ]


@dataclass(frozen=True)
class Edited:
    """The roles that were edited, and the set of those that take an edited skill.

    `numbers` are those of roles in the catalogue.
    """

    roles: set[int]
    taking: RoleSet = NO_ROLES
    numbers: Mapping[RoleId, int] = field(default_factory=dict)

    @classmethod
    def by(cls, changes: ContentChanges) -> Self | None:
        """Of which roles changes may have changed what the page shows; None if it may be any."""
        roles = changes.owners(Role, Role, RoleSkill, CareerStep)
        skills = changes.owners(Skill)
        if roles is None or skills is None or changes.touch(RoleFamily, SkillGroup, Position):
            return None
        published = catalogue()
        sets = published.skills.role_sets(map(TermId, skills)) if skills else {}
        return cls(roles, union(sets.values()), published.numbers)

    def has(self, pk: int) -> bool:
        """Whether a role is among them."""
        number = self.numbers.get(RoleId(pk)) if self.taking else None
        return pk in self.roles or (number is not None and bool(self.taking >> number & 1))


@dataclass(frozen=True)
class FamilyRows:
    """The rows of families, and the order of roles by name from which they have examples."""

    by_name: SortedIds | None = None
    by_family: Mapping[int, FamilyRow] = field(default_factory=dict)


def _updated_families(
    rows: FamilyRows, changes: ContentChanges, language: str
) -> FamilyRows | None:
    """The rows of which no role was edited, and new ones."""
    edited = Edited.by(changes)
    return _family_rows(language, rows, edited) if edited else None


@kept_up_to_date(_updated_families)
def families(language: str) -> FamilyRows:
    """The broadest families, or those below the only one, that have roles."""
    return _family_rows(language, FamilyRows(), Edited(set()))


def _family_rows(language: str, old: FamilyRows, edited: Edited) -> FamilyRows:
    """The rows of families; the old ones that show none of some edited roles stay."""
    published = catalogue()
    by_name = published.order("name", language)
    # Where that has changed, another role may be among the first.
    moved = edited.roles if by_name is not old.by_name else ()
    moved_roles = published.set_of(map(RoleId, moved))
    rows: list[tuple[RoleFamily, int, list[int]]] = []
    same: dict[int, FamilyRow] = {}
    for family in _broadest(published):
        count = published.count_in_branch(family, published.all_roles)
        row = old.by_family.get(family.pk)
        is_recounted = row is None or row.count != count
        ids = [role.pk for role in row.examples] if row else []
        shown = ids
        if is_recounted or published.count_in_branch(family, moved_roles):
            shown = [*published.first_by_name(published.branch_set(family), language, LISTED)]
        if row and not is_recounted and shown == ids and not any(map(edited.has, ids)):
            same[family.pk] = row
        if count:
            rows.append((family, count, shown))
    roles = _roles_by_id(pk for family, _, ids in rows if family.pk not in same for pk in ids)
    return FamilyRows(
        by_name,
        {
            family.pk: same.get(family.pk) or _family_row(family, count, ids, roles)
            for family, count, ids in rows
        },
    )


def _family_row(
    family: RoleFamily, count: int, ids: list[int], roles: dict[int, RoleWithMix]
) -> FamilyRow:
    shown = [roles[pk] for pk in ids if pk in roles]
    mix = _typical([one.mix for one in shown])
    return FamilyRow(family, count, [one.role for one in shown], mix)


def _roles_by_id(ids: Iterable[int]) -> dict[int, RoleWithMix]:
    return {one.role.pk: one for one in _roles_with_mix().get_many(ids)}


def home_page(today: date) -> Home:
    """The home page on a day. One query when everything is cached."""
    language = active_language()
    latest = latest_role_ids()
    read = most_read_ids(today)
    roles = _roles_by_id({*latest, *read})
    return Home(
        total=len(catalogue().numbers),
        example=_example(*(read or latest)[:1]),
        families=[*families(language).by_family.values()],
        skills=_skills(language),
        shares=shares(),
        most_read=_in_order(read, roles),
        newest=_in_order(latest, roles),
        mixes={pk: one.mix for pk, one in roles.items()},
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


def _without_edited(
    roles: LRUCache[RoleWithMix], changes: ContentChanges
) -> LRUCache[RoleWithMix] | None:
    edited = Edited.by(changes)
    return roles.without(set(filter(edited.has, roles.items))) if edited else None


@kept_up_to_date(_without_edited)
def _roles_with_mix() -> LRUCache[RoleWithMix]:
    """The roles that were shown last, with the titles of all languages."""

    def read(ids: list[int]) -> dict[int, RoleWithMix]:
        mix_of = mixes(ids)
        return {role.pk: RoleWithMix(role, mix_of[role.pk]) for role in _example_roles(ids=ids)}

    return LRUCache(read, CACHED_ROLES)


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
    with_mix = _roles_by_id(ids)
    roles = _roles_with_counts(ids=[*with_mix])
    return RoleWithMix(roles[0], with_mix[roles[0].pk].mix) if roles else None


def _in_order(ids: Iterable[int], roles: dict[int, RoleWithMix]) -> list[Role]:
    return [roles[pk].role for pk in ids if pk in roles]


def most_shared(language: str) -> dict[int, int]:
    """The ids of the skills that most roles share, with the number of roles; those that as many
    share stand by name."""
    used = catalogue().skills
    by_name = vocabulary(Skill).order(language).items
    first = filter(cast("set[int]", used.most_named(LISTED)).__contains__, by_name)
    counts = cast("dict[int, int]", used.counts)
    return {pk: counts[pk] for pk in nlargest(LISTED, first, counts.__getitem__)}


def _if_same(skills: list[Skill], changes: ContentChanges, language: str) -> list[Skill] | None:
    now, edited = most_shared(language), changes.owners(Skill)
    counted = [(skill.pk, skill.role_count) for skill in skills]  # type: ignore[attr-defined]  # see below
    is_same = [*now.items()] == counted and edited is not None and edited.isdisjoint(now)
    return skills if is_same else None


@kept_up_to_date(_if_same)
def _skills(language: str) -> list[Skill]:
    """The skills that most roles share, with `role_count`."""
    counts = most_shared(language)
    skills = {skill.pk: skill for skill in _titled_skills(ids=[*counts])}
    for pk, skill in skills.items():
        # For the template.
        skill.role_count = counts[pk]  # type: ignore[attr-defined]
    return [skills[pk] for pk in counts if pk in skills]


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
