"""What has changed in the content since an older version: what to read again, and what stays.

`changes_since` is the door for all who keep something made of the content. It reads what
`core.change_notes` wrote.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from threading import Lock
from typing import NamedTuple

from django.db.models import Model

from core.models import Content, ContentChange
from core.owners import Key, attached_models, part_models
from core.prepared import PreparedRows, QueryParam
from core.replicas import reading_from, source

# Versions whose changes a process remembers, so that it reads each once.
REMEMBERED = 1_000


class Written(NamedTuple):
    """That an object of a kind was written: its owner, None for any object of the kind.

    A kind is the label of a model, and an owner what the object is a part of, or itself. `fields`
    are those that were written, None for all.
    """

    kind: str
    owner: Key | None
    fields: frozenset[str] | None


class ContentChanges:
    """What was written between two versions of the content. `version` is the later one."""

    def __init__(self, version: int, written: Iterable[Written]) -> None:
        self.version = version
        self.written = frozenset(written)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of which something was written."""
        return frozenset(one.kind for one in self.written)

    def touch(self, *models: type[Model]) -> bool:
        """Whether an object of any of these models was written."""
        return not self.kinds.isdisjoint(model._meta.label_lower for model in models)

    def owners(self, owner: type[Model], *kinds: type[Model]) -> set[int] | None:
        """The ids of the owners of a model whose objects of some kinds were written.

        The owner's own kind, if none is named. None if it may be any of them.
        """
        labels = {model._meta.label_lower for model in kinds or (owner,)}
        of_kinds = [one for one in self.written if one.kind in labels]
        if any(one.owner is None for one in of_kinds):
            return None
        label = owner._meta.label_lower
        return {one.owner[1] for one in of_kinds if one.owner and one.owner[0] == label}

    def owned(self, owner: type[Content]) -> set[int] | None:
        """The ids of the objects of a model that were written, or anything that is a part of them.

        None if it may be any of them.
        """
        label = owner._meta.label_lower
        within = {
            part._meta.label_lower for part in (owner, *part_models(owner), *attached_models())
        }
        if any(one.owner is None and one.kind in within for one in self.written):
            return None
        return {one.owner[1] for one in self.written if one.owner and one.owner[0] == label}


class _Version(NamedTuple):
    """A version with the one before, and what the change wrote; None where that is not known."""

    number: int
    previous: int
    written: frozenset[Written] | None


class ChangeLog:
    """The latest versions that this process knows, each read once, the newest last."""

    def __init__(self) -> None:
        self._versions: deque[_Version] = deque(maxlen=REMEMBERED)
        self._read_after = self._read_until = 0
        self._lock = Lock()

    def between(self, old: int, new: int, using: str) -> ContentChanges | None:
        """What was written after the version `old` up to `new`; None if that is not known.

        One query, if `new` is not known yet; another, if `old` is from before all that was asked.
        """
        return _changes(self.chain(old, new, using), new)

    def chain(self, old: int, new: int, using: str) -> list[_Version] | None:
        """The versions that lead from one to another; None if one is missing."""
        with self._lock:
            if self._read_until < new:
                self._extend(old, using)
                self._read_until = new
            if old < self._read_after and len(self._versions) < REMEMBERED:
                self._extend_back(old, using)
            return _chain(self._versions, old, new)

    def _extend(self, old: int, using: str) -> None:
        if not self._read_until:
            self._read_after = old
        newest = self._versions[-1].number if self._versions else old
        for version in _read(newest, using):
            if self._versions and version.previous != self._versions[-1].number:
                self._versions.clear()
            self._versions.append(version)

    def _extend_back(self, old: int, using: str) -> None:
        earlier = _read(old, using, until=self._read_after)
        self._versions = deque([*earlier, *self._versions], maxlen=REMEMBERED)
        self._read_after = old

    def clear(self) -> None:
        """Forgets all versions."""
        with self._lock:
            self._versions.clear()
            self._read_after = self._read_until = 0


def _read(after: int, using: str, until: int | None = None) -> Iterator[_Version]:
    """The versions after one, as far as they are noted, and up to another one if that is given."""
    with reading_from(using):
        rows = _noted_between(after=after, until=_LAST if until is None else until)
    for (number, previous), notes in groupby(rows, itemgetter(0, 1)):
        written = [_written(*note) for _, _, *note in notes]
        is_known = all(one.kind for one in written)
        yield _Version(number, previous, frozenset(written) if is_known else None)


# Prepared: any page may be the first one after a change.
_noted_between = PreparedRows(
    ContentChange,
    lambda changes: changes.filter(
        version__gt=QueryParam("after"), version__lte=QueryParam("until")
    ).order_by("version"),
    *("version", "previous", "kind", "owner_kind", "owner_id", "fields"),
)
_LAST = 2**63 - 1  # no version is later


def _written(kind: str, owner_kind: str, owner_id: int | None, fields: str) -> Written:
    owner = None if owner_id is None else (owner_kind, owner_id)
    return Written(kind, owner, frozenset(fields.split(",")) if fields else None)


def _chain(versions: Iterable[_Version], old: int, new: int) -> list[_Version] | None:
    """The versions that lead from one to another; None if one is missing."""
    chain = [version for version in versions if old < version.number <= new]
    numbers = [old, *(version.number for version in chain)]
    is_whole = numbers[:-1] == [version.previous for version in chain]
    return chain if is_whole and numbers[-1] == new else None


def _changes(chain: list[_Version] | None, new: int) -> ContentChanges | None:
    written: set[Written] = set()
    for version in chain or ():
        if version.written is None:
            return None
        written |= version.written
    return None if chain is None else ContentChanges(new, written)


def noted_changes(old: int, new: int) -> ContentChanges | None:
    """What was written after the version `old` up to `new`, as the database has it noted.

    None if it is not known. For versions that only somebody outside remembers: `changes_since`
    knows those of which this process has kept something.
    """
    versions = [*_read(old, source())] if old < new else []
    return _changes(_chain(versions, old, new), new)


change_log = ChangeLog()


def changes_since(old: int, new: int, using: str | None = None) -> ContentChanges | None:
    """What was written after the version `old` of the content up to `new`.

    None if it is not known: all may have changed. Read from the database that this thread reads
    from, unless another is named.
    """
    return change_log.between(old, new, source() if using is None else using)


def changes_one_by_one(old: int, new: int, using: str) -> list[ContentChanges] | None:
    """What each version after `old` up to `new` has written, the oldest first; None as above."""
    chain = change_log.chain(old, new, using)
    changes = [_changes([version], version.number) for version in chain or ()]
    known = [one for one in changes if one is not None]
    return known if chain is not None and len(known) == len(chain) else None
