"""Short stable keys of what an address or a form chooses: the items of a role and their pieces.

A key is made of a language-neutral name alone, so it is the same in every language, on every
database, and whatever else the role has.
"""

from base64 import b32encode
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

ITEM_LENGTH = 5  # characters: that two of 200 items share one has a chance of 1 in 1,700
PIECE_LENGTH = 3  # of the few pieces of one item
LONGER = 5  # more characters where two share a key


def short_keys(names: Sequence[str], length: int) -> list[str]:
    """The keys of some names, in their order, each another one.

    Those that would share one are longer. A name that is there twice is told by its place.
    """
    names = _told_apart(names)
    shared = {
        key
        for key, count in Counter(short_key(name, length) for name in names).items()
        if count > 1
    }
    return [
        short_key(name, length + LONGER if short_key(name, length) in shared else length)
        for name in names
    ]


@lru_cache(maxsize=20_000)
def short_key(name: str, length: int = ITEM_LENGTH) -> str:
    """The key of one name: small letters and the digits from 2 to 7."""
    return b32encode(blake2b(name.encode(), digest_size=10).digest()).decode().lower()[:length]


def _told_apart(names: Sequence[str]) -> list[str]:
    seen: Counter[str] = Counter()
    told = []
    for name in names:
        told.append(f"{name}\n{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return told
