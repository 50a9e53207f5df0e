"""Three-way merge: what an import last wrote, what the database holds, what the classification has.

What nobody has changed here follows the classification; what an editor changed stays. What an
import wrote is remembered as digests, by column, in `Identifier.imported`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from classification.writing.texts import digest

ROW_DIGEST_LENGTH = 8  # characters of a digest: enough among the titles or skills of one object

# `Identifier.imported` of one object.
Memory = dict[str, Any]


@dataclass(slots=True)
class MergedTexts:
    """Texts to write by column, the new memory, and the columns where an editor's text stays."""

    write: dict[str, str] = field(default_factory=dict)
    memory: Memory = field(default_factory=dict)
    edited: list[str] = field(default_factory=list)


def merge_texts(current: dict[str, Any], new: dict[str, str], memory: Memory) -> MergedTexts:
    """Merges column by column. Columns that are not in `new` are remembered as before."""
    merged = MergedTexts(memory=dict(memory))
    for column, text in new.items():
        current_text, imported = current.get(column) or "", memory.get(column)
        if current_text != text:
            is_unedited = digest(current_text) == imported if imported else not current_text
            if not is_unedited:
                merged.edited.append(column)
                continue
            merged.write[column] = text
        if text:
            merged.memory[column] = digest(text)
        else:
            merged.memory.pop(column, None)
    return merged


@dataclass(slots=True)
class MergedRows:
    """Keys of rows to add, of rows to drop, and of those that an editor removed."""

    add: list[str] = field(default_factory=list)
    drop: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def merge_rows(current: Iterable[str], new: Iterable[str], memory: str) -> MergedRows:
    """Merges rows identified by a text, e.g. titles. `memory` is from `join_digests`."""
    imported, current, new = split_digests(memory), set(current), list(new)
    merged = MergedRows(drop=[key for key in current - set(new) if row_digest(key) in imported])
    for key in new:
        if key not in current:
            (merged.removed if row_digest(key) in imported else merged.add).append(key)
    return merged


def row_digest(key: str) -> str:
    """The digest by which a row is remembered."""
    return digest(key)[:ROW_DIGEST_LENGTH]


def join_digests(keys: Iterable[str]) -> str:
    """The digests of an object's rows in one string, independent of their order."""
    return "".join(sorted(map(row_digest, keys)))


def split_digests(memory: str) -> set[str]:
    starts = range(0, len(memory), ROW_DIGEST_LENGTH)
    return {memory[start : start + ROW_DIGEST_LENGTH] for start in starts}
