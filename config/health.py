"""What the site can do now, for those who send readers to it."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError

from config.serving import shared_pages
from core.content_version import read_version
from core.models import has_content
from core.replicas import PRIMARY, reading_from
from core.version_watch import look_up, replicas
from search.analysis.dictionaries import found as dictionaries
from search.building import is_current


def state() -> tuple[dict[str, Any], bool]:
    """What answers and what does not, in words, and whether readers can be sent here.

    They can, as long as there is content in any database that answers. Replicas and the shared
    cache are there only where they are set.
    """
    newest = _version_of_primary()
    found: dict[str, Any] = {"database": "lost" if newest is None else "ok"}
    states = {alias: _replica(alias, newest or 0) for alias in settings.REPLICAS}
    answering = [alias for alias, word in states.items() if word != "lost"]
    if newest is not None:
        answering.insert(0, PRIMARY)
    found["content"] = _content(answering)
    found |= _search(newest is not None)
    if states:
        found["replicas"] = states
    if settings.CACHE_URL:
        found["cache"] = shared_pages.state()
    return found, found["content"] == "ok"


def _version_of_primary() -> int | None:
    try:
        return read_version(PRIMARY)
    except DatabaseError:
        return None


def _replica(alias: str, newest: int) -> str:
    if replicas.is_resting(alias):
        return "lost"
    try:
        return "ok" if look_up(alias) >= newest else "behind"
    except DatabaseError as error:
        replicas.leave(alias, error)
        return "lost"


def _search(is_database_there: bool) -> dict[str, Any]:
    """The index, and the dictionaries that the search uses; without one it finds a little less."""
    if not is_database_there:
        return {"search": "unknown", "dictionaries": [*dictionaries()]}
    return {"search": "ok" if is_current() else "old", "dictionaries": [*dictionaries()]}


def _content(answering: list[str]) -> str:
    """Whether the first of the databases that can be read holds content."""
    for alias in answering:
        try:
            with reading_from(alias):
                return "ok" if has_content() else "empty"
        except DatabaseError:
            continue
    return "unknown"
