"""Has the work counted anew when much was written, and when the tables are made."""

import logging
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import DatabaseError
from django.db.models.signals import post_migrate

from core import background
from core.signals import version_committed
from translating.work import catch_up, count_if_much

logger = logging.getLogger(__name__)


def listen() -> None:
    version_committed.connect(_after_commit)
    post_migrate.connect(_after_migration, sender=apps.get_app_config("translating"))


def _after_commit(**details: Any) -> None:
    background.run(lambda: _try(count_if_much))


def _after_migration(**details: Any) -> None:
    try_to_count()


def try_to_count() -> None:
    """Counts, unless the database is busy with an import, say."""
    _try(catch_up)


def _try(count: Callable[[], object]) -> None:
    """What fails is made up for by the next count: nobody's save is to fail for it."""
    try:
        count()
    except DatabaseError as error:
        reason = str(error).partition("\n")[0]  # PostgreSQL adds the statement
        logger.warning("What there is to translate was not counted: %s", reason)
