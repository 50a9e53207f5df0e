"""Short ids of skills and tools, so that an address can name hundreds of them.

A short id is made of the slug alone, so it is the same after an export and import, and on every
database. It begins with a dot, which no slug has.
"""

from array import array
from base64 import b32decode, b32encode
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

from core.changes import ContentChanges
from core.content_cache import kept_up_to_date
from skills.models import Skill, Tool

MARK = "."
PATTERN = r"\.[a-zA-Z2-7]{8}"
BYTES = 5  # eight characters; that two of 14,000 skills share one has a chance of 1 in 10,000


@lru_cache(maxsize=2_000)
def short_id_of_slug(slug: str) -> str:
    """The short id that is made of a slug, e.g. ".nb2w45dm"."""
    return MARK + b32encode(_digest(slug)).decode("ascii").lower()


def _digest(slug: str) -> bytes:
    return blake2b(slug.encode(), digest_size=BYTES).digest()


class ShortIds:
    """The short ids of all objects of a model. One that several would share stands for none."""

    def __init__(self, slugs: Iterable[tuple[str, int]]) -> None:
        """`slugs` come with the primary keys of their objects."""
        pairs = sorted((int.from_bytes(_digest(slug)), pk) for slug, pk in slugs)
        shared = {number for (number, _), (other, _) in pairwise(pairs) if number == other}
        # Two arrays take a tenth of what a dictionary takes.
        self._numbers = array("Q", [number for number, _ in pairs if number not in shared])
        self._pks = array("Q", [pk for number, pk in pairs if number not in shared])
        self._shared = {
            MARK + b32encode(number.to_bytes(BYTES)).decode().lower() for number in shared
        }

    def pk(self, short_id: str) -> int | None:
        """The primary key that a short id stands for. It has the form of `PATTERN`."""
        number = int.from_bytes(b32decode(short_id.removeprefix(MARK), casefold=True))
        index = bisect_left(self._numbers, number)
        is_there = index < len(self._numbers) and self._numbers[index] == number
        return self._pks[index] if is_there else None

    def of(self, slug: str) -> str:
        """What an address names an object by: its short id, or its slug if others share that."""
        short_id = short_id_of_slug(slug)
        return slug if short_id in self._shared else short_id


def _if_same(
    ids: ShortIds, changes: ContentChanges, model: type[Skill] | type[Tool]
) -> ShortIds | None:
    """The same short ids, if no object came, went or has another slug. One query if any changed."""
    if not (changed := changes.owners(model)):
        return None if changed is None else ids
    slugs = [*model.objects.filter(pk__in=changed).order_by().values_list("slug", "pk")]
    is_same = all(ids.pk(short_id_of_slug(slug)) == pk for slug, pk in slugs)
    return ids if is_same and len(slugs) == len(changed) else None


@kept_up_to_date(_if_same)
def short_ids(model: type[Skill] | type[Tool]) -> ShortIds:
    """The short ids of all skills or of all tools. One query."""
    return ShortIds(model.objects.order_by().values_list("slug", "pk"))
