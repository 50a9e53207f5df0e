"""What is done once per transaction, however often it is asked for.

Leans on parts of Django's connections that its documentation does not describe; a test names the
missing one when a release changes them:

- `run_on_commit`, the callbacks that wait for the commit, each with the savepoints it belongs to
- `savepoint_ids`, the savepoints that are open
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, TypeVar

from django.db import connections, transaction

Callback = Callable[[], object]
C = TypeVar("C", bound=Callback)


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


class _Batch:
    """A callback that processes everything collected in its transaction at once."""

    def __init__(self, process: Callable[[set[Any]], object], item: Hashable) -> None:
        self.process = process
        self.items = {item}

    def __call__(self) -> None:
        self.process(self.items)


def collect_on_commit(process: Callable[[set[Any]], object], item: Hashable, using: str) -> None:
    """Calls `process` once after the commit, with the set of all items collected for it.

    The items live as long as the transaction: what was collected in one that is rolled back is
    gone with it. What a savepoint collected may be processed though the savepoint is rolled back.
    Outside of a transaction `process` is called at once.
    """
    connection = connections[using]
    open_savepoints = set(connection.savepoint_ids)
    callbacks: list[Any] = connection.run_on_commit  # (savepoints, callback, robust)
    for savepoints, waiting, _robust in callbacks:
        is_same = isinstance(waiting, _Batch) and waiting.process == process
        if is_same and savepoints <= open_savepoints:
            waiting.items.add(item)
            return
    transaction.on_commit(_Batch(process, item), using=using)


def waiting_callback(kind: type[C], using: str, is_wanted: Callable[[C], bool]) -> C | None:
    """The first callback of a class that waits for the commit and is wanted, if there is one.

    A callable object can so carry what belongs to a transaction. If the savepoint that registered
    it is rolled back, Django has dropped it, and if that was released, it is still here.
    """
    return next(filter(is_wanted, waiting_callbacks(kind, using)), None)


def waiting_callbacks(kind: type[C], using: str) -> list[C]:
    """The callbacks of a class that wait for the commit."""
    connection: Any = connections[using]
    callbacks = (waiting for _savepoints, waiting, _robust in connection.run_on_commit)
    return [waiting for waiting in callbacks if isinstance(waiting, kind)]


def open_savepoints(using: str) -> frozenset[str]:
    """The savepoints that are open: one that is rolled back drops the callbacks of its own."""
    connection: Any = connections[using]
    return frozenset(filter(None, connection.savepoint_ids))


@contextmanager
def atomic_at_once(using: str, seconds: float) -> Iterator[None]:
    """A transaction that waits for other writers no longer than that, else a database error.

    What is called on its commit waits as long as ever.
    """
    connection = connections[using]
    milliseconds = int(seconds * 1_000)
    with ExitStack() as stack:
        if connection.vendor == "sqlite":  # which has one writer, and waits for it at the beginning
            with _busy_timeout(connection, milliseconds):
                stack.enter_context(transaction.atomic(using=using))
        else:
            stack.enter_context(transaction.atomic(using=using))
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = {milliseconds}")
        yield


@contextmanager
def _busy_timeout(connection: Any, milliseconds: int) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        before = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {before}")
