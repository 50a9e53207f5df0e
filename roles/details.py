"""A role with all that stands on its page."""

from collections.abc import Iterable, Mapping
from functools import cache

from core.prepared import PreparedQuery, QueryParam, set_prefetched, set_prefetched_each
from roles.models import Role, ToolUse
from roles.models.role import ITEMS
from translations.texts import text_columns

_titled = ("source_language", *text_columns("title"))
# What the page shows of what is joined to its items. A text that it does not show is not read: it
# would count where it is not translated.
JOINED_COLUMNS = {
    "responsibilities": {"area": _titled},
    "role_skills": {"skill": ("slug", "kind", "group", *_titled), "skill__group": _titled},
    "tool_uses": {"category": ("slug", *_titled)},
    "role_metrics": {
        "metric": ("slug", "abbreviation", "rise", *_titled, *text_columns("definition"))
    },
}
_families = ("family", "family__parent", "family__parent__parent", "family__parent__parent__parent")
_beside = {
    **dict.fromkeys(_families, ("slug", "hue", "parent", *_titled)),
    "replaced_by": ("slug", "status", *_titled),
}


def _names(joined: Mapping[str, Iterable[str]]) -> list[str]:
    """The columns of what is joined, as `only` names them."""
    return [f"{place}__{name}" for place, names in joined.items() for name in names]


find = PreparedQuery(
    Role,
    lambda roles: (
        roles.filter(slug=QueryParam("slug"))
        .select_related(_families[-1], "replaced_by")
        .only(*_names(_beside))
    ),
)
_tools = PreparedQuery(
    ToolUse.tools.through,
    lambda found: (
        found.filter(tooluse__role=QueryParam("role")).select_related("tool").order_by("tool__slug")
    ),
)


def find_role(slug: str) -> Role | None:
    """The role with a slug and the families above it, whoever may see it."""
    return next(iter(find(slug=slug)), None)


def read_details(role: Role) -> None:
    """Reads all that belongs to the role, as if it had been prefetched.

    Eleven queries, however many items there are. The career steps belong to an app above; they are
    named here by their reverse relation.
    """
    for relation in ("alternative_titles", *ITEMS, "career_steps"):
        set_prefetched(role, relation, _items(relation)(role=role.pk))
    tools = ((named.tooluse_id, named.tool) for named in _tools(role=role.pk))
    set_prefetched_each(role.all_of("tool_uses"), "tools", tools)
    positions = ((on.careerstep_id, on.position) for on in _positions()(role=role.pk))
    set_prefetched_each(role.all_of("career_steps"), "positions", positions)


@cache
def _items(relation: str) -> PreparedQuery:
    """What stands in a relation of a role, with what is joined to it."""
    return PreparedQuery(
        Role._meta.get_field(relation).related_model,
        lambda items: (
            items.filter(role=QueryParam("role"))
            .select_related(ITEMS.get(relation))
            .only(*_names(JOINED_COLUMNS.get(relation, {})))
        ),
    )


@cache
def _positions() -> PreparedQuery:
    """The positions on the career steps of a role, with the roles whose titles they show."""
    steps = Role._meta.get_field("career_steps").related_model
    titled = ("slug", "source_language", *text_columns("title"))
    names = ("role", *titled, *(f"role__{name}" for name in ("status", *titled)))
    return PreparedQuery(
        steps.positions.through,
        lambda found: (
            found.filter(careerstep__role=QueryParam("role"))
            .select_related("position__role")
            .only("careerstep", "position", *(f"position__{name}" for name in names))
            .order_by("position__slug")
        ),
    )
