"""The items of several roles, read for comparing them."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, Protocol, TypeVar

from django.db.models import F, Model, Prefetch, QuerySet

from careers.models import CareerStep, Position
from roles.models import PayRange, Responsibility, Role, RoleMetric, RoleSkill, ToolUse
from roles.models.role import RoleQuerySet
from roles.registry import ItemKind, kinds_by_model
from skills.models import Tool


class ItemOfRole(Protocol):
    """Anything that belongs to a role."""

    @property
    def role_id(self) -> int: ...


Item = TypeVar("Item", bound=ItemOfRole)
M = TypeVar("M", bound=Model)

IdsByRole = dict[int, frozenset[int]]  # e.g. of skills, by role id

# The columns of a role that a comparison shows. The others hold long texts.
ROLE_COLUMNS = ("slug", "stage", "status", "source_language", "title", "experience")


def _columns(path: str, *names: str) -> tuple[str, ...]:
    """Columns of a joined model, with its source language."""
    return tuple(f"{path}__{name}" for name in (*names, "source_language"))


def lean_roles() -> RoleQuerySet:
    """Roles with only the texts that a comparison shows, with their families and successors."""
    joined = (
        *_columns("family", "slug", "hue", "title"),
        *_columns("replaced_by", "slug", "status", "title"),
    )
    roles: RoleQuerySet = Role.objects.select_related("family", "replaced_by").only(
        *ROLE_COLUMNS, "family", "replaced_by", *joined
    )
    return roles


class Items:
    """The items of some roles. Each kind is one query, with only the texts that are shown.

    Their order does not depend on the order of the roles.
    """

    def __init__(self, role_ids: Sequence[int], language: str) -> None:
        self.role_ids = role_ids
        self.sort_column = f"sort_{language}"
        self._items: dict[type[Model], list[Any]] = {}

    def of(self, model: type[M]) -> list[M]:
        """The items of a kind that has nothing special, by the order of its terms if it has any."""
        if model not in self._items:
            self._items[model] = list(_lean_items(kinds_by_model()[model], self._rows(model)))
        return self._items[model]

    @cached_property
    def skills(self) -> list[RoleSkill]:
        """By group, those without one last; within a group by title."""
        joined = _columns("skill", "slug", "title") + _columns("skill__group", "title", "order")
        rows = self._rows(RoleSkill, "skill__group").only(
            "role", "requirement", "source_language", "context", "skill__group", *joined
        )
        groups = (F("skill__group__order").asc(nulls_last=True), "skill__group_id")
        return list(rows.order_by(*groups, f"skill__{self.sort_column}", "skill_id"))

    @cached_property
    def tool_uses(self) -> list[ToolUse]:
        columns = ("role", "source_language", "purpose", *_columns("category", "slug", "title"))
        rows = self._rows(ToolUse, "category").only(*columns)
        tools = Prefetch("tools", Tool.objects.only("name"))
        return list(rows.order_by("category__order", "category_id").prefetch_related(tools))

    @cached_property
    def pay_ranges(self) -> list[PayRange]:
        return list(self._rows(PayRange).order_by("currency", "period", "as_of", "order", "pk"))

    @cached_property
    def career_steps(self) -> list[CareerStep]:
        titles = ("title", "source_language", "role__status", *_columns("role", "title"))
        positions = Prefetch("positions", Position.objects.only("slug", "role", *titles))
        rows = self._rows(CareerStep).prefetch_related(positions)
        return list(rows.order_by("order", "pk"))

    @cached_property
    def skill_ids(self) -> IdsByRole:
        return _by_role(self.skills, lambda item: [item.skill_id])

    @cached_property
    def tool_ids(self) -> IdsByRole:
        return _by_role(self.tool_uses, lambda use: [tool.pk for tool in use.tools.all()])

    @cached_property
    def area_ids(self) -> IdsByRole:
        return _by_role(self.of(Responsibility), lambda item: [item.area_id])

    @cached_property
    def metric_ids(self) -> IdsByRole:
        return _by_role(self.of(RoleMetric), lambda item: [item.metric_id])

    def _rows(self, model: type[M], *joined: str) -> QuerySet[M]:
        rows: QuerySet[M] = model._default_manager.filter(role__in=self.role_ids)
        return rows.select_related(*joined) if joined else rows


def _lean_items(kind: ItemKind, rows: QuerySet[M]) -> QuerySet[M]:
    """Items with only what a generic comparison shows: their label, their term or key."""
    rows = rows.only("role", "source_language", kind.label, *_identity(kind))
    if not kind.term:
        return rows.order_by("order", "pk")
    return rows.select_related(kind.term).order_by(kind.term, "order", "pk")


def _identity(kind: ItemKind) -> tuple[str, ...]:
    """The columns that say what an item is compared with."""
    more = ("abbreviation", "rise") if kind.model is RoleMetric else ()
    return _columns(kind.term, "slug", "title", *more) if kind.term else ("key",)


def _by_role(items: Iterable[Item], to_ids: Callable[[Item], Iterable[int]]) -> IdsByRole:
    ids_by_role: dict[int, set[int]] = {}
    for item in items:
        ids_by_role.setdefault(item.role_id, set()).update(to_ids(item))
    return {role_id: frozenset(ids) for role_id, ids in ids_by_role.items()}
