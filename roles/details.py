"""Reads a role with all that its page shows."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from core.prepared import PreparedQuery, QueryParam, set_prefetched, set_prefetched_each
from roles.models import Role, ToolUse
from roles.models.role import ITEMS
from translations.texts import text_columns

_titled = ("source_language", *text_columns("title"))
# The columns that the page shows of the objects joined to its items. Texts that it does not show
# are not read: they would count as missing where they are not translated.
JOINED_COLUMNS = {
    "responsibilities": {"area": _titled},
    "role_skills": {"skill": ("slug", "kind", "group", *_titled), "skill__group": _titled},
    "tool_uses": {"category": ("slug", *_titled)},
    "role_metrics": {
        "metric": ("slug", "abbreviation", "rise", *_titled, *text_columns("definition"))
    },
}
_families = ("family", "family__parent", "family__parent__parent", "family__parent__parent__parent")
_role_columns = {
    **dict.fromkeys(_families, ("slug", "hue", "parent", *_titled)),
    "replaced_by": ("slug", "status", *_titled),
}


def _column_names(joined: Mapping[str, Iterable[str]]) -> list[str]:
    """The columns of joined objects, as `only` names them."""
    return [f"{relation}__{name}" for relation, names in joined.items() for name in names]


_find_roles = PreparedQuery(
    Role,
    lambda roles: (
        roles.filter(slug=QueryParam("slug"))
        .select_related(_families[-1], "replaced_by")
        .only(*_column_names(_role_columns))
    ),
)
_find_tools: PreparedQuery[Any] = PreparedQuery(
    ToolUse.tools.through,
    lambda rows: (
        rows.filter(tooluse__role=QueryParam("role")).select_related("tool").order_by("tool__slug")
    ),
)


def find_role(slug: str) -> Role | None:
    """The role with a slug, whatever its status, with its family and those above it."""
    return next(iter(_find_roles(slug=slug)), None)


def read_details(role: Role) -> None:
    """Prefetches everything that belongs to the role.

    Eleven queries, however many items there are. Career steps belong to an upper app; they are
    reached by their reverse relation.
    """
    for relation in ("alternative_titles", *ITEMS, "career_steps"):
        set_prefetched(role, relation, _items_query(relation)(role=role.pk))
    tools = ((row.tooluse_id, row.tool) for row in _find_tools(role=role.pk))
    set_prefetched_each(role.all_of("tool_uses"), "tools", tools)
    positions = ((row.careerstep_id, row.position) for row in _positions_query()(role=role.pk))
    set_prefetched_each(role.all_of("career_steps"), "positions", positions)


@cache
def _items_query(relation: str) -> PreparedQuery[Any]:
    """Finds the objects in a relation of a role, with the objects joined to them."""
    item_model: Any = Role._meta.get_field(relation).related_model
    return PreparedQuery(
        item_model,
        lambda items: (
            items.filter(role=QueryParam("role"))
            .select_related(ITEMS.get(relation))
            .only(*_column_names(JOINED_COLUMNS.get(relation, {})))
        ),
    )


@cache
def _positions_query() -> PreparedQuery[Any]:
    """Finds the positions on the career steps of a role, with the roles whose titles they show."""
    step_model: Any = Role._meta.get_field("career_steps").related_model
    titled = ("slug", "source_language", *text_columns("title"))
    names = ("role", *titled, *(f"role__{name}" for name in ("status", *titled)))
    return PreparedQuery(
        step_model.positions.through,
        lambda rows: (
            rows.filter(careerstep__role=QueryParam("role"))
            .select_related("position__role")
            .only("careerstep", "position", *(f"position__{name}" for name in names))
            .order_by("position__slug")
        ),
    )
