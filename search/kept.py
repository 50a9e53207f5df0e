"""What the last searches came to, for as long as the content and its index stay as they are.

Whoever searches goes on with the same words: to the next page, a tab, a facet, or back.
"""

import pickle
from collections import OrderedDict
from collections.abc import Callable, Hashable
from sys import getsizeof
from threading import Lock
from typing import Any, TypeVar

import brotli  # type: ignore[import-untyped]  # it has no types
from django.db.models import Exists

from core.content_cache import cached_per_content_version
from core.prepared import PreparedQuery
from core.sizes import size_of
from search.models import Pending, State

T = TypeVar("T")

MAX_BYTES = 1_000_000
ENTRY_BYTES = 200  # of what holds a value and its key


class Kept:
    """The values that were asked for last, as far as they take no more than so many bytes.

    They are kept packed: so they take what is counted, and whoever is given one has it for himself.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._packed: OrderedDict[Hashable, bytes] = OrderedDict()  # the latest last
        self._lock = Lock()
        self.bytes = 0

    def get_or_make(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value that is kept, or one that is made and kept."""
        value: T | None = self.get(key)
        if value is None:
            value = make()
            if self._max_bytes:
                self._put(key, _pack(value))
        return value

    def get(self, key: Hashable) -> Any:
        """The value that is kept, or None."""
        with self._lock:
            if (packed := self._packed.get(key)) is None:
                return None
            self._packed.move_to_end(key)
        return pickle.loads(brotli.decompress(packed))  # noqa: S301 (our own)

    def _put(self, key: Hashable, packed: bytes) -> None:
        with self._lock:
            if key not in self._packed:  # another thread may have made it, too
                self._packed[key] = packed
                self.bytes += _size(key, packed)
            while self.bytes > self._max_bytes:
                self.bytes -= _size(*self._packed.popitem(last=False))


NOTHING = Kept(0)


def _pack(value: Any) -> bytes:
    return bytes(brotli.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), quality=0))


def _size(key: Hashable, packed: bytes) -> int:
    return size_of(key) + getsizeof(packed) + ENTRY_BYTES


def read_index() -> tuple[State, Kept]:
    """The state of the index, and what is kept of it and of the content as they are.

    While something has changed that is not indexed yet, nothing is kept: indexing raises none.
    """
    kept = _kept()  # the version is read first: what is found may be newer than that, not older
    state = read_state()
    return state, NOTHING if state.is_behind else kept


@cached_per_content_version
def _kept() -> Kept:
    """What is kept of one version of the content."""
    return Kept(MAX_BYTES)


_first_state = PreparedQuery(
    State,
    lambda states: states.annotate(is_behind=Exists(Pending.objects.all())).order_by("pk")[:1],
)


def read_state() -> State:
    """The state of the index."""
    return next(iter(_first_state()), None) or State()
