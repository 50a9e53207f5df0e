"""The items of several roles, read for comparing them."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property
from typing import Any, Protocol, TypeVar

from django.db.models import F, Model, QuerySet

from careers.models import CareerStep
from core.prepared import PreparedQuery, QueryParam
from roles.details import read_many
from roles.models import PayRange, Responsibility, Role, RoleMetric, RoleSkill, ToolUse
from roles.models.role import RoleQuerySet
from roles.registry import ItemKind, kinds_by_model
from translations.texts import text_columns


class ItemOfRole(Protocol):
    """Anything that belongs to a role."""

    @property
    def role_id(self) -> int: ...


Item = TypeVar("Item", bound=ItemOfRole)
M = TypeVar("M", bound=Model)

IdsByRole = dict[int, frozenset[int]]  # e.g. of skills, by role id

# The columns of a role that a comparison shows. The others hold long texts.
TITLED = ("source_language", *text_columns("title"))
ROLE_COLUMNS = ("slug", "stage", "status", *TITLED, *text_columns("experience"))


def _columns(path: str, *names: str) -> tuple[str, ...]:
    """Columns of a joined model, its title among them."""
    return tuple(f"{path}__{name}" for name in (*names, *TITLED))


def lean_roles() -> RoleQuerySet:
    """Roles with only the texts that a comparison shows, with their families and successors."""
    joined = (
        *_columns("family", "slug", "hue"),
        *_columns("replaced_by", "slug", "status"),
    )
    roles: RoleQuerySet = Role.objects.select_related("family", "replaced_by").only(
        *ROLE_COLUMNS, "family", "replaced_by", *joined
    )
    return roles


CATEGORY_COLUMNS = ("category", *_columns("category", "slug"))


def _of_roles(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(role__in=QueryParam("roles"))


@cache
def _skills_query(language: str) -> PreparedQuery[RoleSkill]:
    """By group, those without one last; within a group by title."""
    own = ("role", "requirement", "source_language", *text_columns("context"), "skill")
    joined = ("skill__group", *_columns("skill", "slug"), *_columns("skill__group", "order"))
    groups = (F("skill__group__order").asc(nulls_last=True), "skill__group_id")
    return PreparedQuery(
        RoleSkill,
        lambda items: (
            _of_roles(items)
            .select_related("skill__group")
            .only(*own, *joined)
            .order_by(*groups, f"skill__sort_{language}", "skill_id")
        ),
    )


_tool_uses = PreparedQuery(
    ToolUse,
    lambda uses: (
        _of_roles(uses)
        .select_related("category")
        .only("role", "source_language", *text_columns("purpose"), *CATEGORY_COLUMNS)
        .order_by("category__order", "category_id")
    ),
)
_pay_ranges = PreparedQuery(
    PayRange,
    lambda ranges: _of_roles(ranges).order_by("currency", "period", "as_of", "order", "pk"),
)
_career_steps = PreparedQuery(CareerStep, lambda steps: _of_roles(steps).order_by("order", "pk"))


@cache
def _items_query(kind: ItemKind) -> PreparedQuery[Any]:
    """Items with only what a generic comparison shows: their label, their term or key."""
    columns = ("role", "source_language", *text_columns(kind.label), *_identity(kind))
    order = (kind.term, "order", "pk") if kind.term else ("order", "pk")
    joined = kind.term or None
    return PreparedQuery(
        kind.model,
        lambda items: _of_roles(items).select_related(joined).only(*columns).order_by(*order),
    )


def _identity(kind: ItemKind) -> tuple[str, ...]:
    """The columns that say what an item is compared with."""
    more = ("abbreviation", "rise") if kind.model is RoleMetric else ()
    return (kind.term, *_columns(kind.term, "slug", *more)) if kind.term else ("key",)


class Items:
    """The items of some roles. Each kind is one query, with only the texts that are shown.

    Their order does not depend on the order of the roles.
    """

    def __init__(self, role_ids: Sequence[int], language: str) -> None:
        self.role_ids = [*role_ids]
        self.language = language
        self._items: dict[type[Model], list[Any]] = {}

    def of(self, model: type[M]) -> list[M]:
        """The items of a kind that has nothing special, by the order of its terms if it has any."""
        if model not in self._items:
            self._items[model] = _items_query(kinds_by_model()[model])(roles=self.role_ids)
        return self._items[model]

    @cached_property
    def skills(self) -> list[RoleSkill]:
        """By group, those without one last; within a group by title."""
        return _skills_query(self.language)(roles=self.role_ids)

    @cached_property
    def tool_uses(self) -> list[ToolUse]:
        """By the order of their categories, with their tools."""
        return self._with_many(_tool_uses, ToolUse)

    @cached_property
    def pay_ranges(self) -> list[PayRange]:
        return _pay_ranges(roles=self.role_ids)

    @cached_property
    def career_steps(self) -> list[CareerStep]:
        """In the order of the roles' ladders, with their positions."""
        return self._with_many(_career_steps, CareerStep)

    def _with_many(self, query: PreparedQuery[M], model: type[M]) -> list[M]:
        """The items of a kind with what it has many of."""
        items = query(roles=self.role_ids)
        read_many(kinds_by_model()[model], items, self.role_ids)
        return items

    @cached_property
    def skill_ids(self) -> IdsByRole:
        return _by_role(self.skills, lambda item: [item.skill_id])

    @cached_property
    def tool_ids(self) -> IdsByRole:
        return _by_role(self.tool_uses, lambda use: [tool.pk for tool in use.all_of("tools")])

    @cached_property
    def area_ids(self) -> IdsByRole:
        return _by_role(self.of(Responsibility), lambda item: [item.area_id])

    @cached_property
    def metric_ids(self) -> IdsByRole:
        return _by_role(self.of(RoleMetric), lambda item: [item.metric_id])


def _by_role(items: Iterable[Item], to_ids: Callable[[Item], Iterable[int]]) -> IdsByRole:
    ids_by_role: dict[int, set[int]] = {}
    for item in items:
        ids_by_role.setdefault(item.role_id, set()).update(to_ids(item))
    return {role_id: frozenset(ids) for role_id, ids in ids_by_role.items()}
