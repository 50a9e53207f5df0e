"""Values computed from all of the content: cached in memory for one content version."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import update_wrapper
from threading import Lock, RLock
from typing import Generic, TypeVar

from core import content_version

Item = TypeVar("Item")
Result = TypeVar("Result")

# The versions that were read for the current page; the last one counts.
_pinned: ContextVar[list[int | None] | None] = ContextVar("pinned", default=None)


@contextmanager
def pin_content_version(version: int | None = None) -> Iterator[None]:
    """Reads the content version once for all that is cached within, as one page does.

    `version` is the version, if it has been read already.
    """
    if _pinned.get() is not None:  # within a page that has begun
        yield
        return
    token = _pinned.set([] if version is None else [version])
    try:
        yield
    finally:
        _pinned.reset(token)


class cached_per_content_version(Generic[Result]):
    """Decorates a function: caches its results by argument until the content version changes.

    Costs one query for the version, or one for a whole page (`pin_content_version`). A lock per
    key: one thread computes, the others that need the same result wait for it. While no version
    can be read, nothing is cached. The function may call itself with other arguments.
    """

    _all: list["cached_per_content_version"] = []

    def __init__(self, compute: Callable[..., Result]) -> None:
        update_wrapper(self, compute)
        self._compute = compute
        self._state = _Results[Result](None)
        self._all.append(self)

    def __call__(self, *arguments: Hashable) -> Result:
        pinned = _pinned.get()
        is_pinned = bool(pinned)
        version = pinned[-1] if pinned else _read_version()
        if version is None:
            return self._compute(*arguments)
        results = self._state
        if version != results.version:
            # The content may have changed since the page was begun, and another may have read it.
            if is_pinned:
                version = _read_version()
            results = self._results_of(version)
        return results.get_or_compute(self._compute, arguments)

    def _results_of(self, version: int | None) -> "_Results[Result]":
        """The results for a version; those of another version are dropped."""
        results = self._state
        if results.version != version or version is None:
            results = self._state = _Results[Result](version)
        return results

    def clear(self) -> None:
        """Drops all results."""
        self._state = _Results[Result](None)

    @classmethod
    def clear_all(cls) -> None:
        """Drops all results of all such functions."""
        for function in cls._all:
            function.clear()


class _Results(Generic[Result]):
    """The results of a function for one content version."""

    def __init__(self, version: int | None) -> None:
        self.version = version
        self._values: dict[tuple[Hashable, ...], Result] = {}
        self._locks: dict[tuple[Hashable, ...], RLock] = {}
        self._lock = Lock()

    def get_or_compute(self, compute: Callable[..., Result], key: tuple[Hashable, ...]) -> Result:
        if key in self._values:
            return self._values[key]
        with self._lock:
            lock = self._locks.setdefault(key, RLock())
        with lock:
            if key not in self._values:
                self._values[key] = compute(*key)
            return self._values[key]


def _read_version() -> int | None:
    """The content version now; the current page goes by it from here on."""
    version = content_version.read_here()
    if (pinned := _pinned.get()) is not None:
        pinned.append(version)
    return version


class LRUCache(Generic[Item]):
    """What pages show of some objects, by id: the least recently used ones go.

    A function that is cached per content version returns it, so a change of the content empties it.
    """

    def __init__(self, read: Callable[[list[int]], dict[int, Item]], at_most: int) -> None:
        """`read` returns several at once and leaves out ids that do not exist."""
        self._read = read
        self._at_most = at_most
        self._items: dict[int, Item] = {}

    def get_many(self, ids: Iterable[int]) -> list[Item]:
        """The items of the ids that exist, in their order. Reads only those that are not cached."""
        found = {pk: self._items.pop(pk, None) for pk in ids}
        if missing := [pk for pk, item in found.items() if item is None]:
            found |= self._read(missing)
        there = {pk: item for pk, item in found.items() if item is not None}
        self._items |= there  # the last ones now
        for pk in list(self._items)[: -self._at_most]:
            self._items.pop(pk, None)
        return list(there.values())
