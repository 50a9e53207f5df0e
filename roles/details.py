"""Reads a role with all that its page shows."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any

from django.db.models import Exists, OuterRef

from core.made_of import not_collecting
from core.prepared import (
    PreparedQuery,
    PreparedRows,
    QueryParam,
    set_prefetched,
    set_prefetched_each,
)
from roles.models import AlternativeTitle, Role
from roles.models.role import by_language
from roles.registry import ItemKind, item_kinds
from translations.texts import text_columns

_titled = ("source_language", *text_columns("title"))
_families = ("family", "family__parent", "family__parent__parent", "family__parent__parent__parent")
_role_columns = {
    **dict.fromkeys(_families, ("slug", "hue", "parent", *_titled)),
    "replaced_by": ("slug", "status", *_titled),
}


def _column_names(joined: Mapping[str, Iterable[str]]) -> list[str]:
    """The columns of joined objects, as `only` names them."""
    return [f"{relation}__{name}" for relation, names in joined.items() for name in names]


def _flag(kind: ItemKind) -> str:
    """What says of a role whether it has items of a kind."""
    return f"has_{kind.relation}"


def _has_items(kind: ItemKind) -> Exists:
    items: Any = kind.model._default_manager  # of a model with a role
    return Exists(items.filter(role=OuterRef("pk")).order_by())


_find_roles = PreparedQuery(
    Role,
    lambda roles: (
        roles.filter(slug=QueryParam("slug"))
        .select_related(_families[-1], "replaced_by")
        .only(*_column_names(_role_columns))
        .annotate(**{_flag(kind): _has_items(kind) for kind in item_kinds()})
    ),
)
_find_titles = PreparedRows(
    AlternativeTitle,
    lambda titles: titles.filter(role=QueryParam("role"), shown=True),
    "language",
    "title",
)


def find_role(slug: str) -> Role | None:
    """The role with a slug, whatever its status, with its family and those above it."""
    return next(iter(_find_roles(slug=slug)), None)


def find_moved_role(slug: str) -> Role | None:
    """The role whose page had this slug before."""
    return Role.with_pages().filter(former_addresses__slug=slug).first()


def read_details(role: Role) -> None:
    """Prefetches everything that belongs to the role.

    A query for each kind of items and for each of its many-to-many relations, however many items
    there are, and one for the alternative titles. None for the kinds of which `find_role` says that
    there are no items: an imported role has few kinds.
    """
    with not_collecting():  # they are parts of the role, of which the page is made anyway
        role.shown_titles = by_language(_find_titles(role=role.pk))
    for kind in item_kinds():
        has_items = vars(role).get(_flag(kind), True)
        set_prefetched(role, kind.relation, _items_query(kind)(role=role.pk) if has_items else [])
        read_many(kind, role.all_of(kind.relation), [role.pk])


def read_many(kind: ItemKind, items: Collection[Any], role_ids: list[int]) -> None:
    """Prefetches the many-to-many relations of all items of a kind that some roles have.

    A query for each; none without items.
    """
    for relation in kind.many if items else ():
        to_pair, find_rows = _many_query(kind, relation)
        set_prefetched_each(items, relation, map(to_pair, find_rows(roles=role_ids)))


@cache
def _items_query(kind: ItemKind) -> PreparedQuery[Any]:
    """Finds the items of a kind of a role, with the objects joined to them."""
    return PreparedQuery(
        kind.model,
        lambda items: (
            items.filter(role=QueryParam("role"))
            .select_related(kind.joined_path)
            .only(*_column_names(kind.joined))
        ),
    )


@cache
def _many_query(
    kind: ItemKind, relation: str
) -> tuple[Callable[[Any], tuple[int, Any]], PreparedQuery[Any]]:
    """Finds the rows of a many-to-many relation of the items of some roles.

    The first value takes the id of the item and the related object from a row.
    """
    relation_field: Any = kind.model._meta.get_field(relation)
    item, other = relation_field.m2m_field_name(), relation_field.m2m_reverse_field_name()
    query: PreparedQuery[Any] = PreparedQuery(
        relation_field.remote_field.through,
        lambda rows: kind.many[relation](rows.filter(**{f"{item}__role__in": QueryParam("roles")})),
    )
    return attrgetter(f"{item}_id", other), query
