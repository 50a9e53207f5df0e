"""Where a page of a long list begins: after an item, by its sort key.

The key is in the cursor itself, so that it holds while the content changes: the item that it was
made after may be renamed, taken back or deleted meanwhile. A cursor is signed, so what it says is
what this site wrote.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hmac import compare_digest
from typing import NamedTuple, Self

from django.utils.crypto import salted_hmac

MAX_LENGTH = 600  # characters; a key has at most 240 bytes
SIGNATURE = 9  # bytes


class ListCursor(NamedTuple):
    """A place in an order of a language: after the item with a sort key and a primary key."""

    order: str
    language: str
    pk: int
    key: bytes

    @classmethod
    def of(cls, text: str) -> Self:
        """From what `str` wrote. Raises ValueError for anything else."""
        written = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        signature, place = written[:SIGNATURE], written[SIGNATURE:]
        if not compare_digest(signature, _signature(place)):
            raise ValueError(text)
        order, language, pk, key = place.split(b":", 3)
        return cls(order.decode(), language.decode(), int(pk), key)

    def __str__(self) -> str:
        place = f"{self.order}:{self.language}:{self.pk}:".encode() + self.key
        return urlsafe_b64encode(_signature(place) + place).decode().rstrip("=")


def _signature(place: bytes) -> bytes:
    return salted_hmac("core.cursors", place, algorithm="sha256").digest()[:SIGNATURE]
