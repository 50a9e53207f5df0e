"""The state of the site, for load balancers and monitors."""

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import DatabaseError

from analysis.dictionaries import installed as dictionaries
from config.serving import shared_pages
from core.content_version import read_version
from core.models import has_content
from core.replicas import PRIMARY, reading_from
from core.version_watch import LOOK_SECONDS, look_up, replicas
from core.waiting import patience
from search.building import is_current


def state() -> tuple[dict[str, Any], bool]:
    """The state of each part, in a word, and whether the site is ready for readers.

    It is ready as long as any database that answers has content, and its static files are there.
    Replicas and the shared cache are listed only where they are set.
    """
    with patience(LOOK_SECONDS):
        return _state()


def _state() -> tuple[dict[str, Any], bool]:
    newest = _version_of_primary()
    parts: dict[str, Any] = {"database": "lost" if newest is None else "ok"}
    states = {alias: _replica(alias, newest or 0) for alias in settings.REPLICAS}
    answering = [alias for alias, word in states.items() if word != "lost"]
    if newest is not None:
        answering.insert(0, PRIMARY)
    parts["content"] = _content(answering)
    parts["static_files"] = "ok" if _has_static_files() else "missing"
    parts |= _search(newest is not None)
    if states:
        parts["replicas"] = states
    if settings.CACHE_URL:
        parts["cache"] = shared_pages.state()
    return parts, parts["content"] == parts["static_files"] == "ok"


def _version_of_primary() -> int | None:
    try:
        return read_version(PRIMARY)
    except DatabaseError:
        return None


def _has_static_files() -> bool:
    """Whether the list of collected static files was read; in development there is none."""
    return bool(getattr(staticfiles_storage, "hashed_files", True))


def _replica(alias: str, newest: int) -> str:
    if replicas.is_lost(alias):
        return "lost"
    try:
        return "ok" if look_up(alias) >= newest else "behind"
    except DatabaseError as error:
        replicas.mark_lost(alias, error)
        return "lost"


def _search(has_database: bool) -> dict[str, Any]:
    """The search index and the installed dictionaries; without one, search finds a little less."""
    state = "unknown"
    if has_database:
        with suppress(DatabaseError):  # a part of it may be damaged
            state = "ok" if is_current() else "old"
    return {"search": state, "dictionaries": [*dictionaries()]}


def _content(answering: list[str]) -> str:
    """Whether the first of the databases that can be read holds content."""
    for alias in answering:
        try:
            with reading_from(alias):
                return "ok" if has_content() else "empty"
        except DatabaseError:
            continue
    return "unknown"
