"""What a page is made of, so that it outlives the changes of everything else.

While a view makes a page (`collecting`), whoever reads content for it says what: prepared queries
the objects of their rows, an LRU cache those of its items, a function that is cached per content
version the text that it returned. What cannot be known for certain makes the page one of
everything, which any change outdates.
"""

from array import array
from base64 import b64decode, b64encode
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, Any, Self

from django.db import connections

from core.replicas import source

if TYPE_CHECKING:  # what reads content imports this module
    from core.changes import ContentChanges

ANY, PACKED = "*", "~"
MAX_KEY = 2**32 - 1  # which four bytes hold
MOST_DIGITS = 20  # so many keys of a kind are written as digits

Label = str  # of a model, e.g. "roles.role"


@dataclass(eq=False)
class Ingredients:
    """What the page that is being made was made of so far."""

    objects: defaultdict[Label, list[Iterable[Any]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    kinds: set[Label] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)
    is_known: bool = True

    def add_text(self, call: str, text: str) -> None:
        """The text that a call returned: other pages may share it, and all content make it."""
        self.texts[call] = digest(text)

    def header(self) -> str:
        """As the header of a response has it: objects, kinds of which any counts, and texts."""
        objects = (
            f"{label}:{_written(pks)}"
            for label, many in self.objects.items()
            if (pks := {*chain.from_iterable(many)} - {None})
        )
        kinds = (f"{label}:{ANY}" for label in self.kinds)
        texts = (f"{call}={text}" for call, text in self.texts.items())
        return " ".join([*objects, *kinds, *texts])


_collected: ContextVar[Ingredients | None] = ContextVar("ingredients", default=None)
# The ingredients of the page that this thread is making, if somebody wants to know them.
ingredients = _collected.get


def note_unknown() -> None:
    """Something was read for the page of which nothing is known."""
    if (page := _collected.get()) is not None:
        page.is_known = False


def note_query(execute: Callable[..., Any], *query: Any) -> Any:
    """Wraps the queries of Django while a page is being made."""
    note_unknown()
    return execute(*query)


@contextmanager
def collecting() -> Iterator[Ingredients]:
    """Collects what is read within. A query that says nothing of what it reads makes it unknown."""
    page = Ingredients()
    token = _collected.set(page)
    try:
        with connections[source()].execute_wrapper(note_query):
            yield page
    finally:
        _collected.reset(token)


class not_collecting:
    """What is read within is kept for other pages, too: who keeps it says what it is made of.

    A class, since it is entered for each query of a page.
    """

    __slots__ = ("_token",)

    def __enter__(self) -> None:
        self._token = _collected.set(None)

    def __exit__(self, *error: object) -> None:
        _collected.reset(self._token)


def note(label: Label, pks: Iterable[Any]) -> None:
    """The page is made of these objects of a kind, or of what hangs on them; None is none."""
    if (page := _collected.get()) is not None:
        page.objects[label].append(pks)


def note_kind(label: Label) -> None:
    """The page is made of all objects of a kind."""
    if (page := _collected.get()) is not None:
        page.kinds.add(label)


def _written(pks: Iterable[int]) -> str:
    """Primary keys, sorted: hundreds of them packed, which is quicker than their digits."""
    ordered = sorted(pks)
    if len(ordered) <= MOST_DIGITS or ordered[-1] > MAX_KEY:
        return ",".join(map(str, ordered))
    return PACKED + b64encode(array("I", ordered)).decode()


def _read(written: str) -> "array[int]":
    if written.startswith(PACKED):
        return array("I", b64decode(written.removeprefix(PACKED)))
    return array("I", map(int, written.split(",")))


def digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class MadeOf:
    """What a finished page was made of, in few bytes."""

    objects: Mapping[Label, "array[int]"]
    kinds: frozenset[Label]
    texts: Mapping[str, str]

    @classmethod
    def of(cls, header: str) -> Self | None:
        """From what `Ingredients.header` wrote; None if a key is too great."""
        objects: dict[Label, array[int]] = {}
        kinds, texts = set(), {}
        for part in header.split():
            if ")=" in part:
                call, _, text = part.rpartition("=")
                texts[call] = text
                continue
            label, _, pks = part.partition(":")
            if pks == ANY:
                kinds.add(label)
                continue
            try:
                objects[label] = _read(pks)
            except OverflowError:  # a key beyond MAX_KEY
                return None
        return cls(objects, frozenset(kinds), texts)

    def header(self) -> str:
        """What `of` reads."""
        objects = (f"{label}:{_written(pks)}" for label, pks in self.objects.items())
        kinds = (f"{label}:{ANY}" for label in self.kinds)
        return " ".join(
            [*objects, *kinds, *(f"{call}={text}" for call, text in self.texts.items())]
        )

    def is_touched_by(self, changes: "ContentChanges") -> bool:
        """Whether something that the page was made of was written, or may have been."""
        return any(
            one.owner is None or one.kind in self.kinds or self._has(*one.owner)
            for one in changes.written
        )

    def _has(self, label: Label, pk: int) -> bool:
        if (pks := self.objects.get(label)) is None:
            return False
        place = bisect_left(pks, pk)
        return place < len(pks) and pks[place] == pk

    @property
    def size(self) -> int:
        """About what it takes in memory, in bytes."""
        return 400 + sum(200 + pks.itemsize * len(pks) for pks in self.objects.values())
