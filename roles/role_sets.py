"""Sets of roles as int bitsets.

In a catalogue every role has a number, its index in the catalogue's lists of roles. A set of roles
is an int in which bit n is 1 if role number n is in the set: `a & b` is an intersection, `a | b` a
union and `a.bit_count()` the size. Numbers and sets are valid only for the catalogue they come
from; role ids are the database's.
"""

from collections.abc import Hashable, Iterable
from functools import reduce
from operator import and_, or_
from typing import NewType, TypeVar, cast

RoleId = NewType("RoleId", int)
RoleNumber = NewType("RoleNumber", int)
RoleSet = NewType("RoleSet", int)

NO_ROLES = RoleSet(0)
NOBODY = RoleId(0)  # has the numbers of roles that have left

Key = TypeVar("Key", bound=Hashable)


def set_of_range(numbers: range) -> RoleSet:
    """The set of the roles with consecutive numbers."""
    return RoleSet(((1 << len(numbers)) - 1) << numbers.start)


def count_in_range(roles: RoleSet, numbers: range) -> int:
    """How many roles of a set have one of these consecutive numbers."""
    return (roles >> numbers.start & ((1 << len(numbers)) - 1)).bit_count()


def union(sets: Iterable[RoleSet]) -> RoleSet:
    return RoleSet(reduce(or_, sets, NO_ROLES))


def intersection(first: RoleSet, *others: RoleSet) -> RoleSet:
    return RoleSet(reduce(and_, others, first))


def members(roles: RoleSet) -> list[RoleNumber]:
    """The numbers of the roles in a set, ascending."""
    numbers = [number for number, bit in enumerate(f"{roles:b}"[::-1]) if bit == "1"]
    return cast("list[RoleNumber]", numbers)


def with_role(roles: RoleSet, number: RoleNumber, *, is_in: bool) -> RoleSet:
    """The set with a role, or without it."""
    bit = 1 << number
    return RoleSet(roles | bit if is_in else roles & ~bit)


def to_byte_mask(roles: RoleSet, size: int) -> bytes:
    """One byte for each of a catalogue's `size` numbers: 1 if it is in the set, else 0.

    Indexing bytes is much cheaper than shifting a long int for every role of a list.
    """
    return f"{roles:0{size}b}"[::-1].encode().translate(_DIGITS_TO_BYTES)


_DIGITS_TO_BYTES = bytes.maketrans(b"01", b"\0\1")


def build_role_sets(
    keys: Iterable[Key], pairs: Iterable[tuple[Key, int]], size: int
) -> dict[Key, RoleSet]:
    """For each key the set of roles that it makes a pair with, of `size` numbers in all.

    A pair is a key and a role number.
    """
    bitmaps = {key: bytearray(size // 8 + 1) for key in keys}
    for key, role in pairs:
        bitmaps[key][role >> 3] |= 1 << (role & 7)
    return {key: RoleSet(int.from_bytes(bitmap, "little")) for key, bitmap in bitmaps.items()}
