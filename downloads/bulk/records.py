"""What is exported of each kind of content, and its rows.

Tables and columns are those of the models, so that a new field or kind of item needs no line here.
Rows are read for a few hundred owners at a time: however much there is, little is in memory.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self, TypeAlias

from django.db.models import Field, ForeignKey, QuerySet

from core.bulk import batches
from core.models import Content, content_models
from history.fields import kept_fields
from roles.models import Role
from roles.models.role import PLANNING
from sources.loading import key_names
from sources.models import About, Source

READ_AT_ONCE = 300  # owners
Row = dict[str, Any]  # by column; beside these "pk" and, of a part, "owner" and "order"
AnyField: TypeAlias = "Field[Any, Any]"


class Exported:
    """The content that is exported: what readers may see or, with `has_all`, drafts, too."""

    def __init__(self, has_all: bool = False) -> None:
        self.has_all = has_all
        self.records = {
            model: Records(model, self)
            for model in content_models()
            if not issubclass(model, About)
        }

    @property
    def whole(self) -> "list[Records]":
        """The records of what is a part of nothing, e.g. roles and skills."""
        return [records for records in self.records.values() if not records.model.part_of]


@dataclass(frozen=True)
class Records:
    """The rows of a model that are exported."""

    model: type[Content]
    exported: Exported

    @property
    def name(self) -> str:
        """The name of its table, e.g. "role_skills"."""
        words = re.sub("(?<!^)(?=[A-Z])", "_", self.model.__name__).lower()
        return f"{words[:-1]}ies" if words.endswith("y") else f"{words}s"

    @cached_property
    def fields(self) -> dict[str, AnyField]:
        """The fields of the model that are exported, in their order."""
        hidden = () if self.exported.has_all else PLANNING
        return {
            name: field
            for name, field in kept_fields(self.model).items()
            if field.editable and name not in hidden
        }

    @cached_property
    def columns(self) -> list[str]:
        """Those that are columns of the table."""
        return [name for name, field in self.fields.items() if not field.many_to_many]

    @cached_property
    def many(self) -> list[str]:
        """The relations to many."""
        return [name for name, field in self.fields.items() if field.many_to_many]

    @property
    def owner(self) -> Self | None:
        """The records that these are parts of, e.g. roles."""
        if not self.model.part_of:
            return None
        return self.exported.records[_target(self.fields[self.model.part_of])]  # type: ignore[return-value]  # the same class

    @cached_property
    def parts(self) -> "list[Records]":
        """The records that are parts of these."""
        return [one for one in self.exported.records.values() if one.owner is self]

    def rows(self) -> Iterator[Row]:
        """All rows: by what they are parts of and within it in order, else by their keys."""
        for pks in self.batches():
            yield from self.rows_of(pks)

    def keys(self) -> Iterator[tuple[int, str]]:
        """The primary and the natural key of each row: that of what it is a part of first."""
        names = key_names(self.model)
        for pks in self.batches():
            for row in self._sorted(pks, self._read(self._of(pks), names)):
                yield row["pk"], "/".join(str(row[name]) for name in names)

    def batches(self) -> Iterator[list[int]]:
        """The keys of the owners, or of its own objects if they have none, in short lists."""
        return batches((self.owner or self).pks, READ_AT_ONCE)

    def rows_of(self, pks: Sequence[int]) -> list[Row]:
        """The rows that are parts of exported objects or, if they are parts of none, with some
        keys."""
        rows = self._read(self._of(pks), self.columns)
        for name in self.columns:
            self._hide_drafts(name, rows)
        for name in self.many if rows else ():
            self._add_many(name, rows)
        return self._sorted(pks, rows)

    def by_owner(self, pks: Sequence[int]) -> dict[int, list[Row]]:
        """The rows that are parts of some objects, by the key of what they are parts of."""
        rows: dict[int, list[Row]] = {}
        for row in self.rows_of(pks):
            rows.setdefault(row["owner"], []).append(row)
        return rows

    @cached_property
    def pks(self) -> list[int]:
        """The keys of the objects, sorted alike by either database; parents before children."""
        names = ("path",) if hasattr(self.model, "path") else key_names(self.model)
        return [row[-1] for row in sorted(self._visible.order_by().values_list(*names, "pk"))]

    @cached_property
    def slugs(self) -> frozenset[str]:
        """The slugs of the objects."""
        return frozenset(self._visible.order_by().values_list("slug", flat=True))

    @cached_property
    def _visible(self) -> QuerySet[Any]:
        if self.exported.has_all:
            return self.model._base_manager.all()
        return Source.visible() if self.model is Source else self.model.with_pages()

    def _of(self, pks: Sequence[int]) -> QuerySet[Any]:
        # Not as modeltranslation has it, which looks at each row.
        objects: QuerySet[Any] = QuerySet(self.model)
        return objects.filter(**{f"{self.model.part_of or 'pk'}__in": pks})

    def _read(self, queryset: QuerySet[Any], names: Iterable[str]) -> list[Row]:
        paths = {name: self._path(name) for name in names}
        if part_of := self.model.part_of:
            paths |= {"owner": f"{part_of}_id", "order": "order"}
        found = queryset.order_by().values_list("pk", *paths.values())
        return [dict(zip(("pk", *paths), row, strict=True)) for row in found]

    def _sorted(self, pks: Sequence[int], rows: list[Row]) -> list[Row]:
        rank = {pk: number for number, pk in enumerate(pks)}
        if self.model.part_of:
            return sorted(rows, key=lambda row: (rank[row["owner"]], row["order"], row["pk"]))
        return sorted(rows, key=lambda row: rank[row["pk"]])

    def _path(self, name: str) -> str:
        """A column, or the slug of what it refers to."""
        return f"{name}__slug" if isinstance(self.fields[name], ForeignKey) else name

    def _hide_drafts(self, name: str, rows: list[Row]) -> None:
        """Names no role that is not exported."""
        field = self.fields[name]
        if name != self.model.part_of and isinstance(field, ForeignKey) and _target(field) is Role:
            slugs = self.exported.records[Role].slugs
            for row in rows:
                row[name] = row[name] if row[name] in slugs else None

    def _add_many(self, name: str, rows: list[Row]) -> None:
        """The slugs of what the rows are related to."""
        field: Any = self.fields[name]
        item, other = field.m2m_field_name(), field.m2m_reverse_field_name()
        of_rows = {f"{item}__in": [row["pk"] for row in rows]}
        pairs = field.remote_field.through._base_manager.filter(**of_rows).order_by()
        slugs = self.exported.records[_target(field)].slugs
        by_pk: dict[int, list[str]] = {row["pk"]: [] for row in rows}
        for pk, slug in pairs.values_list(item, f"{other}__slug"):
            if slug in slugs:
                by_pk[pk].append(slug)
        for row in rows:
            row[name] = sorted(by_pk[row["pk"]])


def _target(field: AnyField) -> Any:
    """The model that a relation leads to."""
    return field.related_model
