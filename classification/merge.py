"""Three versions of the same: as an import last wrote it, as it is now, as the classification has
it. What nobody has changed here follows the classification; what an editor changed stays.

An import remembers what it wrote as digests, by column, in `Identifier.imported`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from classification.texts import digest

SHORT = 8  # characters of a digest that tell the titles or the skills of one object apart


@dataclass(slots=True)
class Texts:
    """What to write and to remember; `kept` are columns in which an editor's text stays."""

    write: dict[str, str] = field(default_factory=dict)
    memory: dict[str, Any] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)


def merge_texts(now: dict[str, Any], new: dict[str, str], memory: dict[str, Any]) -> Texts:
    """Column by column. `memory` is what is remembered so far; the result holds all of it anew."""
    found = Texts(memory=dict(memory))
    for column, text in new.items():
        here, written = now.get(column) or "", memory.get(column)
        if here != text:
            is_ours = digest(here) == written if written else not here
            if not is_ours:
                found.kept.append(column)
                continue
            found.write[column] = text
        if text:
            found.memory[column] = digest(text)
        else:
            found.memory.pop(column, None)
    return found


@dataclass(slots=True)
class Rows:
    """Which rows to add and to drop; `kept_out` were dropped by an editor and stay away."""

    add: list[Any] = field(default_factory=list)
    drop: list[Any] = field(default_factory=list)
    kept_out: list[Any] = field(default_factory=list)


def merge_rows(now: Iterable[str], new: Iterable[str], memory: str) -> Rows:
    """Rows that are told apart by a text: titles, URIs. `memory` is what `remembered` made."""
    written, now, new = recalled(memory), set(now), list(new)
    found = Rows(drop=[key for key in now - set(new) if short(key) in written])
    for key in new:
        if key not in now:
            (found.kept_out if short(key) in written else found.add).append(key)
    return found


def short(key: str) -> str:
    """What is remembered of a row."""
    return digest(key)[:SHORT]


def remembered(keys: Iterable[str]) -> str:
    """The rows of an object in one string, the same whatever their order."""
    return "".join(sorted(map(short, keys)))


def recalled(memory: str) -> set[str]:
    return {memory[at : at + SHORT] for at in range(0, len(memory), SHORT)}
