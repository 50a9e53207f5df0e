"""What the catalogue of roles reads from the database."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, cast

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, Model, TextField
from django.db.models.sql.compiler import SQLCompiler

from core.prepared import PreparedRows, QueryParam
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
    its terms, and the model of the rows with the columns `term` and `role`."""

    index: str
    path: str
    rows: type[Model]
    term: str
    role: str = "role"

    @cached_property
    def of_terms(self) -> PreparedRows:
        """The pairs of a term and a role for some `terms`."""
        return self._where(self.term, "terms")

    @cached_property
    def of_roles(self) -> PreparedRows:
        """The same pairs for some `roles`."""
        return self._where(self.role, "roles")

    def _where(self, column: str, name: str) -> PreparedRows:
        condition = {f"{column}__in": QueryParam(name)}
        return PreparedRows(
            self.rows, lambda rows: rows.order_by().filter(**condition), self.term, self.role
        )


TERM_USES: dict[type[Model], TermUse] = {
    Skill: TermUse("skills", "role_skills__skill", RoleSkill, "skill"),
    Tool: TermUse("tools", "tool_uses__tools", ToolUse.tools.through, "tool", "tooluse__role"),
    ToolCategory: TermUse("tool_categories", "tool_uses__category", ToolUse, "category"),
    Metric: TermUse("metrics", "role_metrics__metric", RoleMetric, "metric"),
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
    if among is not None:
        return {pk for (pk,) in _retired_among(ids=[*among])}
    retired = Skill.objects.filter(is_retired=True)
    return cast("set[TermId]", set(retired.order_by().values_list("pk", flat=True)))


_retired_among = PreparedRows(
    Skill,
    lambda skills: skills.filter(is_retired=True, pk__in=QueryParam("ids")).order_by(),
    "pk",
)
