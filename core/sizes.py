"""How much memory values take, roughly: enough to bound what is kept of them."""

from collections.abc import Iterable, Mapping
from sys import getsizeof
from typing import Any

DEPTH = 4  # of values within values; what lies deeper belongs to others, too
PLAIN = (str, bytes, int, float, bool, type(None))


def size_of(value: Any, depth: int = DEPTH) -> int:
    """Bytes of a value with what it holds: a text, a collection, an object's attributes."""
    size = getsizeof(value)
    if isinstance(value, PLAIN) or not depth:
        return size
    return size + sum(size_of(part, depth - 1) for part in _parts(value))


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    if isinstance(value, tuple | list | set | frozenset):
        return value
    names = (name for of in type(value).__mro__ for name in getattr(of, "__slots__", ()))
    slots = [getattr(value, name, None) for name in names if name != "__dict__"]
    return [*slots, *getattr(value, "__dict__", {}).values()]
