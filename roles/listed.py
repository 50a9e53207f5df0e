"""Roles as lists show them: read and drawn once, and kept while the content is the same.

Which roles stand on a page hangs on what a reader has chosen, in more ways than finished pages can
be kept for. How one of them is shown does not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from typing import Self

from django.template.loader import render_to_string
from markupsafe import Markup

from core.content_cache import LRUCache, cached_per_content_version
from core.prepared import PreparedQuery, QueryParam
from roles.catalogue import catalogue
from roles.models import Role, RoleFamily, Stage
from skills.mix import MixRow, mixes
from translations.addresses import address
from translations.texts import Text, text_columns, text_of

KEPT = 500  # in each language; with their cards that is a megabyte

_titled = ("slug", "source_language", *text_columns("title"))
_family = ("hue", *_titled)
_rows = PreparedQuery(
    Role,
    lambda roles: (
        roles.published()
        .filter(pk__in=QueryParam("ids"))
        .select_related("family")
        .only("family", "stage", "updated_at", *_titled, *text_columns("summary"),
              *(f"family__{name}" for name in _family))
    ),
)  # fmt: skip


@dataclass(frozen=True)
class ListedRole:
    """What lists show of a role in one language; templates read it as they read a role."""

    pk: int
    slug: str
    family: RoleFamily
    stage: str
    updated_at: datetime
    title: Text
    summary: Text
    mix: list[MixRow]

    @property
    def t(self) -> Self:
        return self

    @property
    def skill_count(self) -> int:
        roles = catalogue()
        return roles.skills.number_of(roles.numbers[self.pk]) if self.pk in roles.numbers else 0

    def get_absolute_url(self) -> str:
        return address("role", self.slug)

    def get_stage_display(self) -> str:
        return str(Stage(self.stage).label) if self.stage else ""

    @cached_property
    def card(self) -> Markup:
        """Its card, not ticked for comparing."""
        return self.card_with(())

    def card_with(self, compared: Iterable[str]) -> Markup:
        """Its card on a page that compares some roles."""
        context = {"role": self, "language": self.title.wanted, "compared": compared}
        return Markup(render_to_string("components/role_card.html", context))  # noqa: S704 (a template's)


@cached_per_content_version
def listed_roles(language: str) -> LRUCache[ListedRole]:
    """The roles of lists in a language. Read with two queries."""
    return LRUCache(partial(_read, language), KEPT)


def _read(language: str, ids: list[int]) -> dict[int, ListedRole]:
    drawn = mixes(ids)
    return {
        role.pk: ListedRole(
            pk=role.pk,
            slug=role.slug,
            family=role.family,
            stage=role.stage,
            updated_at=role.updated_at,
            title=text_of(role, "title", language),
            summary=text_of(role, "summary", language),
            mix=drawn[role.pk],
        )
        for role in _rows(ids=ids)
    }
