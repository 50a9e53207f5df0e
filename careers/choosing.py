"""Which roles are compared: those that an address names, and those that may be added to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from careers.compare import FEWEST, MOST
from careers.items import lean_roles
from core.transliteration import ascii_words
from roles.catalogue import catalogue
from roles.models import Role
from translations.languages import language_codes

OFFERED = 12  # roles that a page offers to add


@dataclass(frozen=True)
class Retired:
    """A role that is in no list any more, and the one that readers may see in its place, if any."""

    role: Role
    successor: Role | None


@dataclass(frozen=True)
class Named:
    """The roles that slugs name, in the order of the slugs.

    A draft is missing just like a slug that names nothing.
    """

    roles: list[Role]
    retired: list[Retired]
    missing: list[str]

    @property
    def can_be_compared(self) -> bool:
        return FEWEST <= len(self.roles) <= MOST and not (self.retired or self.missing)

    @property
    def slugs(self) -> list[str]:
        return [role.slug for role in self.roles]


def roles_named(slugs: Sequence[str]) -> Named:
    """What the slugs name. One query."""
    found = lean_roles().exclude(status=Role.Status.DRAFT).filter(slug__in=slugs)
    by_slug = {role.slug: role for role in found}
    there = [by_slug[slug] for slug in slugs if slug in by_slug]
    return Named(
        roles=[role for role in there if role.is_published],
        retired=[_retired(role) for role in there if not role.is_published],
        missing=[slug for slug in slugs if slug not in by_slug],
    )


def _retired(role: Role) -> Retired:
    successor = role.replaced_by
    return Retired(role, successor if successor and successor.is_published else None)


def roles_titled(text: str, language: str) -> list[Role]:
    """The first roles that have a title with all words of a text.

    Those whose title for the reader has them come first, then those with another name in the
    reader's language, then those with any name in any language; each in the reader's order. Two
    queries, and two more for each language the first time.
    """
    if not (words := ascii_words(text)):
        return []
    known = catalogue()
    others = (known.roles_titled(words, code) for code in language_codes())
    ranks = [
        known.roles_titled(words, language, main_title_only=True),
        known.roles_titled(words, language),
        reduce(or_, others),
    ]
    ids: dict[int, None] = {}
    for roles in ranks:
        ids |= dict.fromkeys(known.first_by_name(roles, language, OFFERED))
    wanted = [*ids][:OFFERED]
    found = {role.pk: role for role in lean_roles().published().filter(pk__in=wanted)}
    return [found[pk] for pk in wanted if pk in found]


def roles_to_begin_with(role: Role | None) -> list[Role]:
    """Roles to compare with one: the nearest. Without one, those that changed last. One query."""
    roles = lean_roles().published()
    if role is None:
        return list(roles.order_by("-updated_at", "-pk")[:OFFERED])
    near = roles.filter(related_from__role=role)
    return list(near.order_by("-related_from__nearness", "pk")[:OFFERED])
