"""Which roles are compared: those that an address names, and those that may be added to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from careers.compare import MAX_ROLES, MIN_ROLES
from careers.items import lean_roles
from core.prepared import PreparedQuery, QueryParam
from core.transliteration import ascii_words
from roles.catalogue import catalogue
from roles.models import Role
from translations.languages import language_codes

MAX_OFFERED = 12  # roles that a page offers to add
_named_roles = PreparedQuery(
    Role, lambda _: lean_roles().with_pages().filter(slug__in=QueryParam("slugs"))
)


@dataclass(frozen=True)
class Retired:
    """A retired role, and the published one that has taken its place, if any."""

    role: Role
    successor: Role | None


@dataclass(frozen=True)
class RoleMatch:
    """The roles of some slugs, in the order of the slugs.

    The slug of a draft is missing, as one of no role is.
    """

    roles: list[Role]
    retired: list[Retired]
    missing: list[str]

    @property
    def can_be_compared(self) -> bool:
        return MIN_ROLES <= len(self.roles) <= MAX_ROLES and not (self.retired or self.missing)

    @property
    def all_roles(self) -> list[Role]:
        """The published and the retired ones."""
        return [*self.roles, *(retired.role for retired in self.retired)]

    @property
    def slugs(self) -> list[str]:
        return [role.slug for role in self.roles]


def match_slugs(slugs: Sequence[str]) -> RoleMatch:
    """The roles of some slugs. One query."""
    by_slug = {role.slug: role for role in _named_roles(slugs=[*slugs])} if slugs else {}
    ordered = [by_slug[slug] for slug in slugs if slug in by_slug]
    return RoleMatch(
        roles=[role for role in ordered if role.is_published],
        retired=[_retired(role) for role in ordered if not role.is_published],
        missing=[slug for slug in slugs if slug not in by_slug],
    )


def _retired(role: Role) -> Retired:
    successor = role.replaced_by
    return Retired(role, successor if successor and successor.is_published else None)


def find_by_title(text: str, language: str) -> list[Role]:
    """The first roles that have a title with all words of a text.

    Ranked by where the words are: in the title that the reader is shown, in another title in the
    reader's language, in any title; within a rank sorted by title. Two queries, and two more for
    each language the first time.
    """
    if not (words := ascii_words(text)):
        return []
    roles = catalogue()
    ranked_sets = [
        roles.roles_titled(words, language, main_title_only=True),
        roles.roles_titled(words, language),
        reduce(or_, (roles.roles_titled(words, code) for code in language_codes())),
    ]
    ids: dict[int, None] = {}
    for role_set in ranked_sets:
        ids |= dict.fromkeys(roles.first_by_name(role_set, language, MAX_OFFERED))
    first = [*ids][:MAX_OFFERED]
    by_id = {role.pk: role for role in lean_roles().published().filter(pk__in=first)}
    return [by_id[pk] for pk in first if pk in by_id]


def suggest_roles(role: Role | None) -> list[Role]:
    """Roles to compare with a role: its nearest. Without one, the last updated. One query."""
    published = lean_roles().published()
    if role is None:
        return list(published.order_by("-updated_at", "-pk")[:MAX_OFFERED])
    related = published.filter(related_from__role=role)
    return list(related.order_by("-related_from__nearness", "pk")[:MAX_OFFERED])


def found_beside(match: RoleMatch, text: str, language: str) -> list[Role]:
    """The roles that match a typed text and are not chosen already."""
    roles = find_by_title(text, language) if text else []
    return [role for role in roles if role.slug not in match.slugs]


def offer_roles(match: RoleMatch, text: str, language: str) -> tuple[list[Role], list[Role]]:
    """The roles that are chosen, each once, and roles to choose beside them: those with a typed
    text, or those near to the first one. In place of a retired role stands its successor."""
    successors = (retired.successor for retired in match.retired)
    chosen = [*dict.fromkeys((*match.roles, *filter(None, successors)))]
    if text:
        offered = found_beside(match, text, language)
    else:
        offered = suggest_roles(chosen[0] if chosen else None)
    return chosen, [role for role in offered if role not in chosen]
