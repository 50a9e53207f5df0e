"""What is done once per transaction, however often it is asked for.

Leans on parts of Django's connections that its documentation does not describe; a test names the
missing one when a release changes them:

- `run_on_commit`, the callbacks that wait for the commit, each with the savepoints it belongs to
- `savepoint_ids`, the savepoints that are open
"""

from collections.abc import Callable
from typing import Any

from django.db import connections, transaction

Callback = Callable[[], object]


def waits_for_commit(callback: Callback, using: str) -> bool:
    """Whether `callback` is registered already to be called after the current transaction.

    One that was registered within a savepoint that has ended since does not count: had the
    savepoint been rolled back, Django would have dropped it.
    """
    connection: Any = connections[using]
    open_savepoints = set(connection.savepoint_ids)
    return any(
        waiting == callback and savepoints <= open_savepoints
        for savepoints, waiting, _robust in connection.run_on_commit
    )


def on_commit_once(callback: Callback, using: str, *, robust: bool = False) -> None:
    """Calls `callback` once after the commit, however often it was registered before.

    Outside of a transaction it is called at once.
    """
    if not waits_for_commit(callback, using):
        transaction.on_commit(callback, using=using, robust=robust)
