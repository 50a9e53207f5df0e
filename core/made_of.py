"""What a page is made of, so that it outlives the changes of everything else.

While a view makes a page (`collecting`), whoever reads content for it says what: prepared queries
the objects of their rows, an LRU cache those of its items, a function that is cached per content
version the text that it returned. What cannot be known for certain makes the page one of
everything, which any change outdates.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Self

from django.db import connections

from core.replicas import source

if TYPE_CHECKING:  # what reads content imports this module
    from core.changes import Changes

ANY = "*"

Label = str  # of a model, e.g. "roles.role"


@dataclass(eq=False)
class Ingredients:
    """What the page that is being made was made of so far."""

    objects: defaultdict[Label, set[Any]] = field(default_factory=lambda: defaultdict(set))
    kinds: set[Label] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)
    is_known: bool = True

    def add_text(self, call: str, text: str) -> None:
        """The text that a call returned: other pages may share it, and all content make it."""
        self.texts[call] = digest(text)

    def header(self) -> str:
        """As the header of a response has it: objects, kinds of which any counts, and texts."""
        objects = (
            f"{label}:{','.join(map(str, sorted(pks)))}"
            for label, pks in self.objects.items()
            if pks
        )
        kinds = (f"{label}:{ANY}" for label in self.kinds)
        texts = (f"{call}={text}" for call, text in self.texts.items())
        return " ".join([*objects, *kinds, *texts])


_collected: ContextVar[Ingredients | None] = ContextVar("ingredients", default=None)
# The ingredients of the page that this thread is making, if somebody wants to know them.
ingredients = _collected.get


@contextmanager
def collecting() -> Iterator[Ingredients]:
    """Collects what is read within. A query that says nothing of what it reads makes it unknown."""
    page = Ingredients()

    def note_query(execute: Callable[..., Any], *query: Any) -> Any:
        if _collected.get() is page:
            page.is_known = False
        return execute(*query)

    token = _collected.set(page)
    try:
        with connections[source()].execute_wrapper(note_query):
            yield page
    finally:
        _collected.reset(token)


@contextmanager
def not_collecting() -> Iterator[None]:
    """What is read within is kept for other pages, too: who keeps it says what it is made of."""
    if _collected.get() is None:
        yield
        return
    token = _collected.set(None)
    try:
        yield
    finally:
        _collected.reset(token)


def note(label: Label, pks: Iterable[Any]) -> None:
    """The page is made of these objects of a kind, or of what hangs on them; None is none."""
    if (page := _collected.get()) is not None:
        page.objects[label].update(pks)
        page.objects[label].discard(None)


def note_kind(label: Label) -> None:
    """The page is made of all objects of a kind."""
    if (page := _collected.get()) is not None:
        page.kinds.add(label)


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
            if "=" in part:
                call, _, text = part.partition("=")
                texts[call] = text
                continue
            label, _, pks = part.partition(":")
            if pks == ANY:
                kinds.add(label)
            else:
                try:
                    objects[label] = array("I", map(int, pks.split(",")))
                except OverflowError:  # no such keys are kept
                    return None
        return cls(objects, frozenset(kinds), texts)

    def header(self) -> str:
        """What `of` reads."""
        objects = (f"{label}:{','.join(map(str, pks))}" for label, pks in self.objects.items())
        kinds = (f"{label}:{ANY}" for label in self.kinds)
        return " ".join(
            [*objects, *kinds, *(f"{call}={text}" for call, text in self.texts.items())]
        )

    def is_touched_by(self, changes: "Changes") -> bool:
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
