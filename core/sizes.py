"""How much memory values take, roughly: enough to bound what is kept of them."""

from collections.abc import Iterable
from functools import cache
from sys import getsizeof
from typing import Any

DEPTH = 4  # of values within values; what lies deeper belongs to others, too
PLAIN = (str, bytes, int, float, bool, type(None))


def size_of(value: Any, depth: int = DEPTH) -> int:
    """Bytes of a value with what it holds: a text, a collection, an object's attributes."""
    size, level = getsizeof(value), [value]
    for _ in range(depth):
        level = [part for one in level if not isinstance(one, PLAIN) for part in _parts(one)]
        size += sum(map(getsizeof, level))
    return size


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    if isinstance(value, tuple | list | set | frozenset):
        return value
    slots = [getattr(value, name, None) for name in _slots(type(value))]  # type: ignore[arg-type]  # classes can be hashed
    return [*slots, *getattr(value, "__dict__", {}).values()]


@cache
def _slots(kind: type) -> list[str]:
    names = (name for of in kind.__mro__ for name in getattr(of, "__slots__", ()))
    return [name for name in names if name != "__dict__"]
