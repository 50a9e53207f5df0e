"""The tables that the databases search in, each its own."""

from typing import Any

from django.apps.registry import Apps
from django.db import ProgrammingError, migrations, transaction

from search.engines.sqlite import TABLES

EXTENSION = "CREATE EXTENSION IF NOT EXISTS pg_trgm"
NO_EXTENSION = """The search needs PostgreSQL's extension pg_trgm, and the user that runs the \
migrations may not create it. Let an administrator of the database run: {};"""
VECTORS = (
    "CREATE TABLE search_vector (id bigint PRIMARY KEY, vector tsvector NOT NULL)",
    "CREATE INDEX search_vector_vector ON search_vector USING gin (vector)",
    "CREATE INDEX search_term_word ON search_term USING gin (term gin_trgm_ops) WHERE is_word",
)


def make_tables(apps: Apps, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        _make_extension(schema_editor)
        statements = VECTORS
    else:
        statements = [table.format(generation) for table in TABLES for generation in (0, 1)]
    for statement in statements:
        schema_editor.execute(statement)


def _make_extension(schema_editor: Any) -> None:
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            schema_editor.execute(EXTENSION)
    except ProgrammingError as error:
        raise ProgrammingError(f"{error}\n\n{NO_EXTENSION.format(EXTENSION)}") from error


def drop_tables(apps: Apps, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX search_term_word")
        schema_editor.execute("DROP TABLE search_vector")
        return
    for generation in (0, 1):
        schema_editor.execute(f"DROP TABLE search_fts_{generation}")
        schema_editor.execute(f"DROP TABLE search_grams_{generation}")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make_tables, drop_tables)]
