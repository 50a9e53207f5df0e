"""Roles as lists show them: read and rendered once, and cached for one content version.

Which roles a list shows depends on what a reader has chosen, in too many ways to cache whole pages.
How a role is shown does not.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from operator import attrgetter
from typing import NamedTuple, Self

from django.template.loader import render_to_string
from markupsafe import Markup

from core.changes import ContentChanges
from core.content_cache import LRUCache, kept_up_to_date
from core.files import text_bytes
from core.prepared import PreparedQuery, QueryParam
from roles.catalogue import catalogue
from roles.models import Role, RoleFamily, RoleSkill, Stage
from roles.role_sets import RoleId
from skills.mix import MixRow, mixes
from skills.models import Skill, SkillGroup
from translations.addresses import address
from translations.languages import language_activated
from translations.texts import Text, text_columns, text_of

CACHED_ROLES = 300  # in each language; 1.2 MB with their cards

_titled = ("slug", "source_language", *text_columns("title"))
_family = ("hue", *_titled)
_find_roles = PreparedQuery(
    Role,
    lambda _: (
        Role.objects.published()
        .filter(pk__in=QueryParam("ids"))
        .select_related("family")
        .only("family", "stage", "updated_at", *_titled, *text_columns("summary"),
              *(f"family__{name}" for name in _family))
    ),
)  # fmt: skip


_find_skills = PreparedQuery(
    RoleSkill,
    lambda items: items.filter(role__in=QueryParam("ids")).order_by("pk").only("role", "skill"),
)


@dataclass(frozen=True)
class ListedRole:
    """What lists show of a role in one language; templates read it as they read a role."""

    pk: RoleId
    slug: str
    family: RoleFamily
    stage: str
    updated_at: datetime
    title: Text
    summary: Text
    mix: list[MixRow]
    # The ids of its skills, whose groups make the mix.
    skill_ids: "array[int]"

    @cached_property
    def made_of(self) -> dict[str, Iterable[int]]:
        """What it shows texts of, and what its mix hangs on, by the label of the model."""
        return {
            Role._meta.label_lower: [self.pk],
            RoleFamily._meta.label_lower: [self.family.pk],
            Skill._meta.label_lower: self.skill_ids,
        }

    @property
    def t(self) -> Self:
        return self

    @property
    def skill_count(self) -> int:
        published = catalogue()
        number = published.numbers.get(self.pk)
        return 0 if number is None else published.skills.count_of(number)

    def get_absolute_url(self) -> str:
        return address("role", self.slug)

    def get_stage_display(self) -> str:
        return str(Stage(self.stage).label) if self.stage else ""

    @cached_property
    def card(self) -> Markup:
        """Its card, not ticked for comparing."""
        return self.card_with(())

    def card_with(self, compared: Iterable[str]) -> Markup:
        """Its card on a page where the roles with some slugs are ticked for comparing.

        It is in the language of the role's texts, whatever the active one: cards are cached.
        """
        context = {"role": self, "language": self.language, "compared": compared}
        with language_activated(self.language):
            return Markup(render_to_string("components/role_card.html", context))  # noqa: S704

    @cached_property
    def text_bytes(self) -> int:
        """How much text it has in the files of lists."""
        family = text_of(self.family, "title", self.language)
        return text_bytes((self.title, self.summary, family, self.slug, self.slug))

    @property
    def language(self) -> str:
        """The language that it is shown in; its title may be in another."""
        return self.title.wanted


def _without_changed(
    roles: LRUCache[ListedRole], changes: ContentChanges, language: str
) -> LRUCache[ListedRole] | None:
    """Without the roles that were edited, or whose family or skills were."""
    edited = changes.owners(Role, Role, RoleSkill)
    families, skills = changes.owners(RoleFamily), changes.owners(Skill)
    if edited is None or families is None or skills is None or changes.touch(SkillGroup):
        return None
    return roles.without(edited | _of_families(roles, families) | _with_skills(roles, skills))


def _of_families(roles: LRUCache[ListedRole], families: set[int]) -> set[int]:
    return {pk for pk, role in roles.items.items() if role.family.pk in families}


def _with_skills(roles: LRUCache[ListedRole], skills: set[int]) -> set[int]:
    if not skills:
        return set()
    return {pk for pk, role in roles.items.items() if not skills.isdisjoint(role.skill_ids)}


@kept_up_to_date(_without_changed)
def listed_roles(language: str) -> LRUCache[ListedRole]:
    """The roles of lists in a language, whatever the active one. Read with three queries."""
    return LRUCache(partial(_read, language, _Shared({}, {})), CACHED_ROLES, attrgetter("made_of"))


class _Shared(NamedTuple):
    """What the roles of a cache share, since each takes as much memory as a role: families by all
    that is shown of them, and skill groups, of which any change drops the cache, by id."""

    families: dict[tuple[object, ...], RoleFamily]
    groups: dict[int, SkillGroup]

    def family(self, read: RoleFamily) -> RoleFamily:
        values = vars(read)
        return self.families.setdefault((read.pk, *(values[name] for name in _family)), read)

    def mix(self, read: list[MixRow]) -> list[MixRow]:
        return [MixRow(self.groups.setdefault(row.group.pk, row.group), row.count) for row in read]


def _read(language: str, shared: _Shared, ids: list[int]) -> dict[int, ListedRole]:
    mix_by_role = mixes(ids)
    skills: dict[int, array[int]] = {pk: array("I") for pk in ids}
    for item in _find_skills(ids=ids):
        skills[item.role_id].append(item.skill_id)
    return {
        role.pk: ListedRole(
            pk=RoleId(role.pk),
            slug=role.slug,
            family=shared.family(role.family),
            stage=role.stage,
            updated_at=role.updated_at,
            title=text_of(role, "title", language),
            summary=text_of(role, "summary", language),
            mix=shared.mix(mix_by_role[role.pk]),
            skill_ids=skills[role.pk],
        )
        for role in _find_roles(ids=ids)
    }
