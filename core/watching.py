"""Lets a package above see the rows that are written in bulk, before and after.

Objects that are saved or deleted one by one send Django's signals; bulk writes send none.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto

from django.db.models import Model


class WriteKind(Enum):
    """What is done to rows."""

    CREATE = auto()  # their primary keys are known when it is done
    INSERT = auto()  # their primary keys are greater than all before
    UPDATE = auto()
    DELETE = auto()


@dataclass
class BulkWrite:
    """A write of many rows: what is done to which, and for an update to which fields."""

    kind: WriteKind
    model: type[Model]
    using: str
    pks: list[int] = field(default_factory=list)
    names: Collection[str] = ()


# Is entered before the rows are written, and left after.
Watcher = Callable[[BulkWrite], AbstractContextManager[object]]

_watchers: list[Watcher] = []


def watch(watcher: Watcher) -> None:
    """Registers a watcher of all bulk writes."""
    _watchers.append(watcher)


@contextmanager
def watched(write: BulkWrite) -> Iterator[None]:
    """Shows a write to all watchers. To be used within its transaction."""
    with ExitStack() as stack:
        for watcher in _watchers:
            stack.enter_context(watcher(write))
        yield
