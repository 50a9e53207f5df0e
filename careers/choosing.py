"""Which roles are compared: those that an address names, and those that may be added to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.db.models import Q

from careers.compare import FEWEST, MOST
from careers.items import lean_roles
from roles.models import AlternativeTitle, Role

OFFERED = 12  # roles that a page offers to add
MOST_WORDS = 6


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
    """The first roles whose title, or another name of theirs, has all words of a text.

    One query, in the reader's order.
    """
    words = text.split()[:MOST_WORDS]
    others = AlternativeTitle.objects.filter(_has_all(words, "title")).order_by().values("role")
    titled = _has_all(words, f"title_{language}") | Q(pk__in=others)
    found = lean_roles().published().filter(titled)
    return list(found.in_reading_order(language)[:OFFERED])


def roles_to_begin_with(role: Role | None) -> list[Role]:
    """Roles to compare with one: the nearest. Without one, those that changed last. One query."""
    roles = lean_roles().published()
    if role is None:
        return list(roles.order_by("-updated_at", "-pk")[:OFFERED])
    near = roles.filter(related_from__role=role)
    return list(near.order_by("-related_from__nearness", "pk")[:OFFERED])


def _has_all(words: Sequence[str], column: str) -> Q:
    return reduce(and_, (_has(word, column) for word in words))


def _has(word: str, column: str) -> Q:
    """Whether a column has a word. SQLite knows capitals of ASCII only: Ä has to be asked for."""
    spellings = {word, word.lower(), word.capitalize(), word.upper()}
    return reduce(or_, (Q(**{f"{column}__icontains": spelling}) for spelling in spellings))
