"""What stands on the pages of several roles, read for setting it side by side."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

from django.db.models import F, Model, Prefetch, QuerySet

from careers.models import CareerStep, Position
from roles.models import (
    BestPractice,
    PayRange,
    Responsibility,
    Role,
    RoleMetric,
    RoleSkill,
    ToolUse,
)
from skills.models import Tool

IdsByRole = dict[int, frozenset[int]]  # of some things, by role

# A role's columns that a comparison shows. The others hold long texts.
ROLE = ("slug", "stage", "status", "source_language", "title", "experience")


def _columns(path: str, *names: str) -> tuple[str, ...]:
    """Columns of what is joined at a path, with the language it was written in."""
    return tuple(f"{path}__{name}" for name in (*names, "source_language"))


def lean_roles() -> QuerySet[Role]:
    """Roles with the texts that a comparison shows of them, their families and successors."""
    joined = (
        *_columns("family", "slug", "hue", "title"),
        *_columns("replaced_by", "slug", "status", "title"),
    )
    return Role.objects.select_related("family", "replaced_by").only(
        *ROLE, "family", "replaced_by", *joined
    )


class Items:
    """The items of some roles: each kind in one query, with the texts that are shown.

    They are in an order that does not depend on the order of the roles.
    """

    def __init__(self, role_ids: Sequence[int], language: str) -> None:
        self.role_ids = role_ids
        self.title = f"sort_{language}"

    @cached_property
    def responsibilities(self) -> list[Responsibility]:
        words = ("area__title", "area__source_language")
        found = self._of(Responsibility, "area").only("role", "source_language", "title", *words)
        return list(found.order_by("area__order", "area_id", "order", "pk"))

    @cached_property
    def skills(self) -> list[RoleSkill]:
        """By group, those without one last; within a group by title."""
        words = _columns("skill", "slug", "title") + _columns("skill__group", "title", "order")
        found = self._of(RoleSkill, "skill__group").only(
            "role", "requirement", "source_language", "context", "skill__group", *words
        )
        groups = (F("skill__group__order").asc(nulls_last=True), "skill__group_id")
        return list(found.order_by(*groups, f"skill__{self.title}", "skill_id"))

    @cached_property
    def tool_uses(self) -> list[ToolUse]:
        words = _columns("category", "slug", "title")
        found = self._of(ToolUse, "category").only("role", "source_language", "purpose", *words)
        tools = Prefetch("tools", Tool.objects.only("name"))
        return list(found.order_by("category__order", "category_id").prefetch_related(tools))

    @cached_property
    def metrics(self) -> list[RoleMetric]:
        words = _columns("metric", "slug", "title")
        found = self._of(RoleMetric, "metric").only("role", "source_language", "context", *words)
        return list(found.order_by("metric__order", "metric_id"))

    @cached_property
    def pay_ranges(self) -> list[PayRange]:
        return list(self._of(PayRange).order_by("currency", "period", "as_of", "order", "pk"))

    @cached_property
    def practices(self) -> list[BestPractice]:
        found = self._of(BestPractice).only("role", "key", "source_language", "title")
        return list(found.order_by("order", "pk"))

    @cached_property
    def career_steps(self) -> list[CareerStep]:
        titles = ("title", "source_language", "role__status", *_columns("role", "title"))
        positions = Prefetch("positions", Position.objects.only("slug", "role", *titles))
        found = self._of(CareerStep).prefetch_related(positions)
        return list(found.order_by("order", "pk"))

    @cached_property
    def skill_ids(self) -> IdsByRole:
        return _by_role(self.skills, lambda item: [item.skill_id])

    @cached_property
    def tool_ids(self) -> IdsByRole:
        return _by_role(self.tool_uses, lambda use: [tool.pk for tool in use.tools.all()])

    @cached_property
    def area_ids(self) -> IdsByRole:
        return _by_role(self.responsibilities, lambda item: [item.area_id])

    @cached_property
    def metric_ids(self) -> IdsByRole:
        return _by_role(self.metrics, lambda item: [item.metric_id])

    def _of(self, model: type[Model], *joined: str) -> QuerySet:
        found = model.objects.filter(role__in=self.role_ids)
        return found.select_related(*joined) if joined else found


def _by_role(items: Iterable[Any], things: Callable[[Any], Iterable[int]]) -> IdsByRole:
    found: dict[int, set[int]] = {}
    for item in items:
        found.setdefault(item.role_id, set()).update(things(item))
    return {role_id: frozenset(ids) for role_id, ids in found.items()}
