"""What is computed from all of the content: once, and kept in memory until the content changes.

The number that changes with the content belongs to an app above, which says here how it is read.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import update_wrapper
from threading import Lock
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
ReadVersion = Callable[[], int | None]

# The versions that were read for the page that is being made, which goes by the last of them.
_read_for_page: ContextVar[list[int | None] | None] = ContextVar("read_for_page", default=None)


@contextmanager
def one_page(version: int | None = None) -> Iterator[None]:
    """All that is kept is asked for by one page: the version is read for it once, not each time.

    Not even once if whoever makes the page has read it already, as `version`.
    """
    if _read_for_page.get() is not None:  # within a page that has begun
        yield
        return
    token = _read_for_page.set([] if version is None else [version])
    try:
        yield
    finally:
        _read_for_page.reset(token)


class kept(Generic[Result]):
    """A function whose results are kept, for each of its arguments, while the content is the same.

    Costs one query, for the version, or one for all of a page. One thread computes; others that
    need the result wait for it. Where nobody can tell the version, nothing is kept.
    """

    # Which version the content has now, read on the connection that pages are read from.
    read_version: ReadVersion = staticmethod(lambda: None)
    _all: list["kept"] = []

    def __init__(self, compute: Callable[..., Result]) -> None:
        update_wrapper(self, compute)
        self._compute = compute
        self._computing = Lock()
        self.forget()
        self._all.append(self)

    def __call__(self, *arguments: Hashable) -> Result:
        was_read = bool(read := _read_for_page.get())
        version = read[-1] if was_read else self._read()
        if version is None:
            return self._compute(*arguments)
        with self._computing:
            # The content may have changed since the page was begun, and been read by another.
            if was_read and version != self._version:
                version = self._read()
            if version != self._version:
                self._version, self._results = version, {}
            if arguments not in self._results:
                self._results[arguments] = self._compute(*arguments)
            return self._results[arguments]

    def _read(self) -> int | None:
        """The version as it is now; a page goes by it from here on."""
        version = self.read_version()
        if (read_for_page := _read_for_page.get()) is not None:
            read_for_page.append(version)
        return version

    def forget(self) -> None:
        """Lets go of all results."""
        self._version: int | None = None
        self._results: dict[tuple[Hashable, ...], Result] = {}

    @classmethod
    def forget_all(cls) -> None:
        """Lets go of all results of all such functions."""
        for function in cls._all:
            function.forget()


class KeptItems(Generic[Item]):
    """What pages show of some things, by their ids: those that were asked for last are kept.

    A `kept` function returns it, so that it goes when the content changes.
    """

    def __init__(self, read: Callable[[list[int]], dict[int, Item]], at_most: int) -> None:
        """`read` finds several at once; those that are not there are left out."""
        self._read = read
        self._at_most = at_most
        self._items: dict[int, Item] = {}

    def of(self, ids: Iterable[int]) -> list[Item]:
        """Those of the ids that are there, in their order. Nothing is read if all are kept."""
        found = {pk: self._items.pop(pk, None) for pk in ids}
        if missing := [pk for pk, item in found.items() if item is None]:
            found |= self._read(missing)
        there = {pk: item for pk, item in found.items() if item is not None}
        self._items |= there  # the last ones now
        for pk in list(self._items)[: -self._at_most]:
            self._items.pop(pk, None)
        return list(there.values())
