"""Values computed from all of the content: cached in memory for one content version."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import update_wrapper
from itertools import islice
from logging import getLogger
from threading import Lock, RLock
from typing import Any, ClassVar, Generic, Self, TypeVar

from django.conf import settings
from django.db import Error
from django.db.models import Model

from core import content_version
from core.changes import ContentChanges, change_log, changes_since
from core.made_of import Ingredients, ingredients, not_collecting
from core.sizes import size_of

Item = TypeVar("Item")
Result = TypeVar("Result")
Key = tuple[Hashable, ...]  # the arguments of a cached function
# Results of a function that wait to be updated: there may be one for each day, or each role.
MAX_CARRIED = 50
MAX_BYTES = 4_000_000  # of what an LRUCache holds

logger = getLogger(__name__)

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

    A result may outlive its version, see `kept_up_to_date`.
    """

    _all: ClassVar[list["cached_per_content_version[Any]"]] = []

    def __init__(
        self, compute: Callable[..., Result], update: Callable[..., Result | None] | None = None
    ) -> None:
        update_wrapper(self, compute)
        self._compute = compute
        self._update = update
        self.name = f"{compute.__module__}.{compute.__qualname__}"
        self._results: list[_Results[Result]] = [_Results(None)]
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
        return results.get_or_compute(self._compute, self._update, arguments)

    def peek(self, *arguments: Hashable) -> Result | None:
        """The result if it is cached; computes nothing."""
        return self._current().get(arguments)

    def _current(self) -> "_Results[Result]":
        """The results for the content version of the page, or of now."""
        results, pinned = self._results[0], _pinned.get()
        version = pinned[-1] if pinned else read_version_again()
        if version == results.version:
            return results
        return self._renewed(results, version, is_pinned=bool(pinned))

    def _renewed(
        self, results: "_Results[Result]", version: int | None, is_pinned: bool
    ) -> "_Results[Result]":
        """The results for the version of the page, or for the current one.

        The content may be a newer one than that of the page: what is computed of it is not served
        after the page's version. Reads the version again if newer results are there already, so
        that they stay, or if another thread has renewed the results meanwhile.
        """
        with self._lock:
            is_older = is_pinned and not _is_later(version, results.version)
            if is_older or self._results[0] is not results:
                version = read_version_again()
            if version != self._results[0].version:
                self._results = self._moved_to(version)
            return self._results[0]

    def _moved_to(self, version: int | None) -> list["_Results[Result]"]:
        """The results for a version, before those that another database may be asked for next."""
        same = [one for one in self._results if version is not None and one.version == version]
        if not same:
            older = self._results[0].to_update() if self._update else {}
            same = [_Results(version, older)]
        others = [one for one in self._results if one not in same] if has_replicas() else []
        return [*same, *others[:1]]

    def clear(self) -> None:
        """Drops all results."""
        self._results = [_Results(None)]

    @classmethod
    def clear_all(cls) -> None:
        """Drops all results of all such functions."""
        change_log.clear()
        for function in cls._all:
            function.clear()


def _is_later(version: int | None, other: int | None) -> bool:
    """Whether a version comes after another one, or after none."""
    return version is not None and (other is None or version > other)


def recall(call: str) -> Any:
    """What a call of a cached function, with texts as arguments, returns now."""
    name, _, arguments = call.removesuffix(")").partition("(")
    named = (one for one in cached_per_content_version._all if one.name == name)
    return next(named)(*filter(None, arguments.split(",")))


def kept_up_to_date(
    update: Callable[..., Any] | None = None, *, reads: Iterable[type[Model]] = ()
) -> Callable[[Callable[..., Result]], cached_per_content_version[Result]]:
    """Decorates a function as `cached_per_content_version`, whose results outlive their version.

    `update` is given a result, the changes since it was computed or updated, and the arguments. It
    returns the result as it is now, which may be the same one, or None if it is to be computed. It
    must not write into the result, which pages in progress read.

    With `reads` the results depend on these models only: while none of them is written, they stay.
    """
    models = tuple(reads)

    def updated(result: Any, changes: ContentChanges, *arguments: Hashable) -> Any:
        if models and not changes.touch(*models):
            return result
        return update(result, changes, *arguments) if update else None

    return lambda compute: cached_per_content_version(compute, updated)


class _Results(Generic[Result]):
    """The results of a function for one content version; None is no version, and has none.

    `older` are results of older versions, with these, that are updated when they are asked for.
    """

    def __init__(
        self, version: int | None, older: dict[Key, tuple[int, Result]] | None = None
    ) -> None:
        self.version = version
        self._values: dict[Key, Result] = {}
        self._older = older or {}
        self._locks: dict[Key, RLock] = {}
        self._lock = Lock()

    def get(self, key: Key) -> Result | None:
        return self._values.get(key)

    def get_or_compute(
        self,
        compute: Callable[..., Result],
        update: Callable[..., Result | None] | None,
        key: Key,
    ) -> Result:
        if key in self._values:
            return self._values[key]
        with self._lock:
            lock = self._locks.setdefault(key, RLock())
        with lock:
            if key not in self._values:
                # The version was read before: the result is of that version or a newer one.
                updated = self._updated(update, key) if update else None
                self._values[key] = compute(*key) if updated is None else updated
            return self._values[key]

    def _updated(self, update: Callable[..., Result | None], key: Key) -> Result | None:
        """The result of an older version as it is now, None if it has to be computed."""
        if self.version is None or (older := self._older.pop(key, None)) is None:
            return None
        version, result = older
        changes = changes_since(version, self.version)
        try:
            return update(result, changes, *key) if changes else None
        except Error:
            raise
        except Exception:  # a page does without it
            logger.exception("A result is computed anew, since it could not be updated: %s", key)
            return None

    def to_update(self) -> dict[Key, tuple[int, Result]]:
        """These results and the older ones, with their versions: the latest are carried over."""
        older = self._older.copy()
        if self.version is not None:
            for key, value in self._values.copy().items():
                older.pop(key, None)
                older[key] = self.version, value
        return dict(islice(reversed(older.items()), MAX_CARRIED))


def has_replicas() -> bool:
    """Whether threads may read from databases that have different versions."""
    return bool(settings.REPLICAS)


class LRUCache(Generic[Item]):
    """An LRU cache of what pages show of some objects, by id: of so many at most, and not more than
    MAX_BYTES, since nothing bounds the texts in it.

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
        self._sizes: dict[int, int] = {}

    def without(self, ids: Collection[int] | None) -> Self | None:
        """A copy that reads some items anew, for `kept_up_to_date`; None if it may be any item."""
        if ids is None:
            return None
        # A page in progress may still put older items into this one.
        items = {pk: item for pk, item in self._items.copy().items() if pk not in ids}
        return self.with_items(items) if ids else self

    def with_items(self, items: dict[int, Item]) -> Self:
        """A cache that reads as this one, with other items."""
        other = type(self)(self._read, self._max_items, self._made_of)
        other._items = items
        other._sizes = {pk: size for pk, size in self._sizes.copy().items() if pk in items}
        return other

    @property
    def items(self) -> dict[int, Item]:
        """The items that are cached now, by id."""
        return self._items.copy()

    def get_many(self, ids: Iterable[int]) -> list[Item]:
        """The items of the ids that exist, in their order. Reads only those that are not cached."""
        items = {pk: self._items.pop(pk, None) for pk in ids}
        if missing := [pk for pk, item in items.items() if item is None]:
            with not_collecting():
                read = self._read(missing)
            items |= read
            self._sizes |= {pk: size_of(item) for pk, item in read.items()}
        existing = {pk: item for pk, item in items.items() if item is not None}
        if (page := ingredients()) is not None:
            self._note(page, existing.values())
        self._items |= existing
        if missing:
            self._drop_oldest()
        return list(existing.values())

    def _drop_oldest(self) -> None:
        """Drops what was not used for longest. Other threads may do the same."""
        pks, sizes = list(self._items), self._sizes.copy()
        size = sum(sizes.values())
        for number, pk in enumerate(pks):
            if len(pks) - number <= self._max_items and size <= MAX_BYTES:
                break
            self._items.pop(pk, None)
            self._sizes.pop(pk, None)
            size -= sizes.get(pk, 0)

    def _note(self, page: Ingredients, items: Iterable[Item]) -> None:
        if self._made_of is None:
            page.is_known = False
            return
        for item in items:
            for label, pks in self._made_of(item).items():
                page.objects[label].append(pks)
