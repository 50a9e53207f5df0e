"""Values computed from all of the content: cached in memory for one content version."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import update_wrapper
from threading import Lock, RLock
from typing import Any, ClassVar, Generic, TypeVar

from core import content_version
from core.made_of import Ingredients, ingredients, not_collecting

Item = TypeVar("Item")
Result = TypeVar("Result")

# The content versions that were read for the current page; the last one counts.
_pinned: ContextVar[list[int | None] | None] = ContextVar("pinned", default=None)


@contextmanager
def pin_content_version(version: int | None = None) -> Iterator[None]:
    """Reads the content version once for all cached functions that are called within.

    `version` is the version, if it has been read already. Nested in another, it does nothing.
    """
    if _pinned.get() is not None:
        yield
        return
    token = _pinned.set([] if version is None else [version])
    try:
        yield
    finally:
        _pinned.reset(token)


def first_version() -> int | None:
    """The content version that was read when the current page was begun; None outside of a page."""
    pinned = _pinned.get()
    return pinned[0] if pinned else None


def read_version_again() -> int | None:
    """The content version now; the current page goes by it from here on."""
    version = content_version.read_here()
    if (pinned := _pinned.get()) is not None:
        pinned.append(version)
    return version


class cached_per_content_version(Generic[Result]):
    """Decorates a function: caches its results by argument until the content version changes.

    Costs one query for the version, or one for a whole page (`pin_content_version`). A lock per
    key: one thread computes, the others that need the same result wait for it. The function may
    call itself with other arguments, and other cached functions, as long as no result depends on
    itself. While no version can be read, nothing is cached.
    """

    _all: ClassVar[list["cached_per_content_version[Any]"]] = []

    def __init__(self, compute: Callable[..., Result]) -> None:
        update_wrapper(self, compute)
        self._compute = compute
        self.name = f"{compute.__module__}.{compute.__qualname__}"
        self._results = _Results[Result](None)
        self._lock = Lock()
        self._all.append(self)

    def __call__(self, *arguments: Hashable) -> Result:
        if (page := ingredients()) is None:
            return self._result(*arguments)
        with not_collecting():
            result = self._result(*arguments)
        if isinstance(result, str) and all(isinstance(one, str) for one in arguments):
            page.add_text(self.call(*arguments), result)
        elif not isinstance(result, LRUCache):  # which says itself what it gives
            page.is_known = False
        return result

    def call(self, *arguments: Hashable) -> str:
        """A name for a call, which `recall` repeats."""
        return f"{self.name}({','.join(map(str, arguments))})"

    def _result(self, *arguments: Hashable) -> Result:
        results = self._current()
        if results.version is None:
            return self._compute(*arguments)
        return results.get_or_compute(self._compute, arguments)

    def peek(self, *arguments: Hashable) -> Result | None:
        """The result if it is cached; computes nothing."""
        return self._current().get(arguments)

    def _current(self) -> "_Results[Result]":
        """The results for the content version of the page, or of now."""
        results, pinned = self._results, _pinned.get()
        is_pinned = bool(pinned)
        version = pinned[-1] if pinned else read_version_again()
        return results if version == results.version else self._renewed(results, version, is_pinned)

    def _renewed(
        self, results: "_Results[Result]", version: int | None, is_pinned: bool
    ) -> "_Results[Result]":
        """The results for the current content version; drops those for another one.

        Reads the version again if the content may have changed since: after the page was begun, or
        if another thread has renewed the results meanwhile, maybe for a newer version.
        """
        with self._lock:
            if is_pinned or self._results is not results:
                version = read_version_again()
            if version != self._results.version:
                self._results = _Results(version)
            return self._results

    def clear(self) -> None:
        """Drops all results."""
        self._results = _Results(None)

    @classmethod
    def clear_all(cls) -> None:
        """Drops all results of all such functions."""
        for function in cls._all:
            function.clear()


def recall(call: str) -> Any:
    """What a call of a cached function, with texts as arguments, returns now."""
    name, _, arguments = call.removesuffix(")").partition("(")
    named = (one for one in cached_per_content_version._all if one.name == name)
    return next(named)(*filter(None, arguments.split(",")))


class _Results(Generic[Result]):
    """The results of a function for one content version; None is no version, and has none."""

    def __init__(self, version: int | None) -> None:
        self.version = version
        self._values: dict[tuple[Hashable, ...], Result] = {}
        self._locks: dict[tuple[Hashable, ...], RLock] = {}
        self._lock = Lock()

    def get(self, key: tuple[Hashable, ...]) -> Result | None:
        return self._values.get(key)

    def get_or_compute(self, compute: Callable[..., Result], key: tuple[Hashable, ...]) -> Result:
        if key in self._values:
            return self._values[key]
        with self._lock:
            lock = self._locks.setdefault(key, RLock())
        with lock:
            if key not in self._values:
                # The version was read before: the result is of that version or a newer one.
                self._values[key] = compute(*key)
            return self._values[key]


class LRUCache(Generic[Item]):
    """An LRU cache of what pages show of some objects, by id.

    A function that is cached per content version returns it, so a change of the content drops it.
    """

    def __init__(
        self,
        read: Callable[[list[int]], dict[int, Item]],
        max_items: int,
        made_of: Callable[[Item], Mapping[str, Iterable[int]]] | None = None,
    ) -> None:
        """`read` returns several at once and leaves out ids that do not exist.

        `made_of` are the objects that an item is made of, by the label of their model.
        """
        self._read = read
        self._max_items = max_items
        self._made_of = made_of
        self._items: dict[int, Item] = {}  # the most recently used ones last

    def get_many(self, ids: Iterable[int]) -> list[Item]:
        """The items of the ids that exist, in their order. Reads only those that are not cached."""
        items = {pk: self._items.pop(pk, None) for pk in ids}
        if missing := [pk for pk, item in items.items() if item is None]:
            with not_collecting():
                items |= self._read(missing)
        existing = {pk: item for pk, item in items.items() if item is not None}
        if (page := ingredients()) is not None:
            self._note(page, existing.values())
        self._items |= existing
        for pk in list(self._items)[: -self._max_items]:
            self._items.pop(pk, None)
        return list(existing.values())

    def _note(self, page: Ingredients, items: Iterable[Item]) -> None:
        if self._made_of is None:
            page.is_known = False
            return
        for item in items:
            for label, pks in self._made_of(item).items():
                page.objects[label].append(pks)
