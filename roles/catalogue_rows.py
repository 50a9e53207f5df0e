"""What the catalogue of roles reads from the database."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, Model, QuerySet, TextField
from django.db.models.sql.compiler import SQLCompiler

from roles.models import AlternativeTitle, Role, RoleFamily, RoleMetric, RoleSkill, ToolUse
from roles.role_sets import RoleId
from roles.term_index import TermId
from roles.title_index import TitleIndex
from skills.models import Metric, Skill, Tool, ToolCategory
from translations.texts import row_text, text_columns


class PlacedRole(NamedTuple):
    """A role with the position of its family; sorted, roles are in the order of their numbers."""

    position: int
    pk: RoleId
    stage: str


@dataclass(frozen=True)
class TermUse:
    """How roles use the terms of a model: the catalogue's index of them, the path from a role to
    its terms, and the rows with the columns `term` and `role`."""

    index: str
    path: str
    rows: Callable[[], QuerySet[Any]]
    term: str
    role: str = "role"


TERM_USES: dict[type[Model], TermUse] = {
    Skill: TermUse("skills", "role_skills__skill", RoleSkill.objects.order_by, "skill"),
    Tool: TermUse(
        "tools", "tool_uses__tools", ToolUse.tools.through.objects.order_by, "tool", "tooluse__role"
    ),
    ToolCategory: TermUse(
        "tool_categories", "tool_uses__category", ToolUse.objects.order_by, "category"
    ),
    Metric: TermUse("metrics", "role_metrics__metric", RoleMetric.objects.order_by, "metric"),
}


class JoinedIds(Aggregate):
    """The ids of a group's rows as one text, "7,12,31": reading a million rows takes seconds."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, Any]:
        template = "STRING_AGG(%(expressions)s::text, ',')"
        return self.as_sql(compiler, connection, template=template, **extra)


def read_families() -> list[RoleFamily]:
    """Without descriptions, in the order of their paths whatever the database's collation."""
    names = ("slug", "path", "hue", "order", "parent", "source_language", *text_columns("title"))
    return sorted(RoleFamily.objects.only(*names).order_by(), key=lambda family: family.path)


def title_index(language: str, roles: Collection[RoleId] | None = None) -> TitleIndex:
    """The index of the titles of all published roles, or of some roles. Two queries."""
    of_roles = Role.objects.published() if roles is None else Role.objects.filter(pk__in=roles)
    titles = AlternativeTitle.objects.filter(language=language).order_by()
    if roles is not None:
        titles = titles.filter(role__in=roles)
    names = ("pk", "source_language", *text_columns("title"))
    main = (
        (row["pk"], row_text(row, "title", language)) for row in of_roles.order_by().values(*names)
    )
    return TitleIndex(
        main, cast("Iterable[tuple[RoleId, str]]", titles.values_list("role", "title"))
    )


def retired_terms(model: type[Model], among: Collection[TermId] | None = None) -> set[TermId]:
    """The terms of a model, or some of them, that are retired: only skills are. One query for
    these."""
    if model is not Skill:
        return set()
    retired = Skill.objects.filter(is_retired=True)
    if among is not None:
        retired = retired.filter(pk__in=among)
    return cast("set[TermId]", set(retired.order_by().values_list("pk", flat=True)))
