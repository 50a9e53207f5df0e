"""Has the work counted anew when content or states were written, and when the tables are made."""

import logging
from typing import Any

from django.apps import apps
from django.db import DatabaseError
from django.db.models.signals import post_migrate

from core import background
from core.signals import version_committed
from translating.work import catch_up

logger = logging.getLogger(__name__)


def listen() -> None:
    version_committed.connect(_count)
    post_migrate.connect(_count, sender=apps.get_app_config("translating"))


def _count(**details: Any) -> None:
    """What fails is made up for by the next count: nobody's save is to fail for it."""
    background.run(try_to_count)


def try_to_count() -> None:
    """Counts, unless the database is busy with an import, say."""
    try:
        catch_up()
    except DatabaseError:
        logger.warning("What there is to translate was not counted", exc_info=True)
