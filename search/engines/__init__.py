"""One interface to full-text search, implemented for each database."""

from collections.abc import Callable
from functools import cache

from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections

from search.engines.base import Engine, TermGroup
from search.engines.postgresql import PostgreSQL
from search.engines.sqlite import SQLite

ENGINES: dict[str, type[Engine]] = {"sqlite": SQLite, "postgresql": PostgreSQL}

__all__ = ["Engine", "TermGroup", "engine"]


def engine(using: str = DEFAULT_DB_ALIAS) -> Engine:
    """The search engine of a database."""
    return _engine_class(connections[using].vendor)(using)


@cache
def _engine_class(vendor: str) -> Callable[[str], Engine]:
    if vendor not in ENGINES:
        raise ImproperlyConfigured(f"Search knows {' and '.join(ENGINES)}, not {vendor}.")
    return ENGINES[vendor]
