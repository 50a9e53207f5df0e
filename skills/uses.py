"""The uses of a vocabulary term by roles: what each role says of a skill, tool or metric."""

from functools import cache
from typing import Any, Protocol, cast

from django.db.models import F, ForeignKey, ForeignObjectRel, ManyToManyField, Model

from core.prepared import PreparedQuery, QueryParam
from translations.languages import active_language
from translations.models import Named

MAX_USES = 50  # on the page of a term; browsing shows all roles that use it

# Instances of one model: RoleSkill, ToolUse or RoleMetric, which an upper app defines.
Uses = list[Any]


class RoleOrder(Protocol):
    """Finds roles by a term that they use."""

    def __call__(self, term: Named, language: str, size: int, /) -> list[int]:
        """The ids of the first published roles that use the term, sorted for its page."""


def _no_roles(term: Named, language: str, size: int, /) -> list[int]:
    return []


_role_order: RoleOrder = _no_roles


def register_role_order(order: RoleOrder) -> None:
    """Registers how roles are found by a term. Roles belong to an upper app, which calls this."""
    global _role_order
    _role_order = order


def first_uses(term: Named, relation: str, *joined: str) -> Uses:
    """The uses of a term by the first published roles, with these roles and their families.

    `relation` leads from the term to its uses; `joined` are relations of a use to read with it.
    One query, and those of the registered role order.
    """
    role_ids = _role_order(term, active_language(), MAX_USES)
    rank = {pk: number for number, pk in enumerate(role_ids)}
    field = cast(ForeignObjectRel, type(term)._meta.get_field(relation)).remote_field
    uses = _uses_query(field, joined)(term=term.pk, roles=role_ids)
    if field.many_to_one:
        for use in uses:  # a use is addressed by the slug of its term
            setattr(use, field.name, term)
    # A role may have been withdrawn since the role order was cached.
    published = (use for use in uses if use.role.is_published)
    return sorted(published, key=lambda use: (rank[use.role_id], use.pk))[:MAX_USES]


@cache
def _uses_query(
    field: "ForeignKey[Any, Any] | ManyToManyField[Any, Any]", joined: tuple[str, ...]
) -> PreparedQuery[Any]:
    """The uses by some roles. `field` is the field of a use that refers to the term."""
    # A sum has no index, so SQLite starts from the roles instead of scanning all uses of the term.
    term_id = F(field.name) + 0
    model: type[Model] = field.model
    return PreparedQuery(
        model,
        lambda uses: (
            uses.alias(term=term_id)
            .filter(term=QueryParam("term"), role__in=QueryParam("roles"))
            .select_related("role__family", *joined)
        ),
    )
