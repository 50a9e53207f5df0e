"""One interface to the databases that search: a module for each."""

from collections.abc import Callable
from functools import cache

from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections

from search.engines.base import Engine, Group
from search.engines.postgresql import PostgreSQL
from search.engines.sqlite import SQLite

ENGINES: dict[str, type[Engine]] = {"sqlite": SQLite, "postgresql": PostgreSQL}

__all__ = ["Engine", "Group", "engine"]


def engine(using: str = DEFAULT_DB_ALIAS) -> Engine:
    """The engine of a database."""
    return _engine_of(connections[using].vendor)(using)


@cache
def _engine_of(vendor: str) -> Callable[[str], Engine]:
    if vendor not in ENGINES:
        raise ImproperlyConfigured(f"Search knows {' and '.join(ENGINES)}, not {vendor}.")
    return ENGINES[vendor]
