"""The tables that a backup holds, as the models of some state of the migrations describe them.

All tables of all apps, whoever adds one: those of relations, too. Left out are sessions, the
notes of what changed lately and files that wait to be imported, which end when a backup is
restored, and the search index and the counts of what there is to translate, which are made anew
from what was restored.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connections, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from backup.values import kind_of
from core.models import ContentChange
from exchange.models import Upload, UploadedPart, UploadedRow
from search.models import Passage, Pending, State, Term
from translating.models import CountedVersion, TranslationWork

MigrationKey = tuple[str, str]
Migrations = frozenset[MigrationKey]

ENDED = {
    model._meta.db_table for model in (ContentChange, Session, Upload, UploadedPart, UploadedRow)
}
INDEX = (Passage, Pending, State, Term)
MADE_ANEW = {model._meta.db_table for model in (*INDEX, CountedVersion, TranslationWork)}


@dataclass(frozen=True)
class Table:
    """A table with its columns: names and kinds of values (`backup.values`)."""

    name: str
    key: str
    has_sequence: bool
    columns: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, model: type[models.Model]) -> "Table":
        """The table of a model."""
        meta: Any = model._meta
        return cls(
            meta.db_table,
            meta.pk.column,
            isinstance(meta.pk, models.AutoField),
            tuple((field.column, kind_of(field)) for field in meta.local_concrete_fields),
        )

    @property
    def names(self) -> list[str]:
        return [name for name, _kind in self.columns]

    @property
    def kinds(self) -> list[str]:
        return [kind for _name, kind in self.columns]


def tables(registry: Any = apps) -> dict[str, Table]:
    """The tables that a backup holds, by name. A state of the migrations is a registry, too."""
    found = (
        Table.of(model)
        for model in registry.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped
    )
    return {
        table.name: table
        for table in sorted(found, key=lambda table: table.name)
        if table.name not in ENDED | MADE_ANEW
    }


def tables_at(migrations: Migrations) -> dict[str, Table]:
    """The tables as they are after some of the program's migrations."""
    if migrations == program_migrations():
        return tables()
    loader = MigrationLoader(None)
    return tables(loader.project_state(last_of(migrations, loader)).apps)


def last_of(migrations: Collection[MigrationKey], loader: MigrationLoader) -> list[MigrationKey]:
    """Those of the migrations that none of the others builds on."""
    return sorted(
        key
        for key in migrations
        if not any(child.key in migrations for child in loader.graph.node_map[key].children)
    )


@cache
def program_migrations() -> Migrations:
    """The migrations of this program: all that are there to be applied."""
    return frozenset(MigrationLoader(None).graph.nodes)


def applied_migrations(using: str) -> Migrations:
    """The migrations that a database has seen."""
    return frozenset(MigrationRecorder(connections[using]).applied_migrations())
