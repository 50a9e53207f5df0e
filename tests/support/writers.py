"""Another program that writes to the database while a test does."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection


@contextmanager
def stored_in(path: Path) -> Iterator[None]:
    """The tests' SQLite database as a file, on which several connections lock as they do in
    production. PostgreSQL's is left as it is, with a new connection."""
    if connection.vendor != "sqlite":
        connection.close()
        yield
        return
    name: Any = connection.settings_dict["NAME"]
    memory: Any = connection.connection
    with sqlite3.connect(path) as file:
        memory.backup(file)
    file.close()
    connection.connection = None
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = memory, name


@contextmanager
def writing() -> Iterator[None]:
    """Another connection holds the locks of an import of everything."""
    other: Any = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE" if other.vendor == "sqlite" else "BEGIN")
        if other.vendor != "sqlite":
            tables = ", ".join(f'"{model._meta.db_table}"' for model in apps.get_models())
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
            other.close()
