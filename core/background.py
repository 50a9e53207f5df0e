"""What takes long and nobody has to wait for, e.g. indexing thousands of published roles.

It is done in a thread, one task after another, when the response is sent. What it computes is
missing until then, e.g. among the results of a search.
"""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS, connections

Task = Callable[[], object]

logger = logging.getLogger(__name__)
_is_deferring = ContextVar("is_deferring", default=False)
_executor = ThreadPoolExecutor(1, "background")


@contextmanager
def deferring() -> Iterator[None]:
    """What is given to `run` within it is done later."""
    token = _is_deferring.set(True)
    try:
        yield
    finally:
        _is_deferring.reset(token)


def run(task: Task, using: str = DEFAULT_DB_ALIAS) -> None:
    """Does a task later if somebody is not to wait for it, else at once.

    At once, too, within a transaction: a thread would not see what that has written.
    """
    if _is_deferring.get() and not connections[using].in_atomic_block:
        _executor.submit(_run, task)
    else:
        task()


def _run(task: Task) -> None:
    try:
        task()
    except Exception:
        logger.exception("A task in the background has failed")
    finally:
        connections.close_all()
