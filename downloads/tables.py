"""A table of a file: defined once, and written as CSV, XLSX or JSON (`downloads.writers`)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from translations.languages import native_name
from translations.texts import Text


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value of a fixed list: people read its label in their language, programs its code."""

    code: str
    label: str

    @classmethod
    def of(cls, code: str, label: str) -> "Labelled | None":
        """The value, or None where none is chosen."""
        return cls(code, label) if code else None


Value: TypeAlias = Text | Labelled | str | int | date | None
Row: TypeAlias = Sequence[Value]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs, the same in every language; its heading for people."""

    name: str
    heading: str
    width: int = 20  # characters


@dataclass(frozen=True, slots=True)
class FileTable:
    """A table in one language. `address` is that of the page that shows the same."""

    title: str
    address: str
    columns: Sequence[Column]
    rows: Iterable[Row]


def in_words(value: Value) -> str | int | date | None:
    """A value as a cell shows it: a fallback names its language in brackets."""
    if isinstance(value, Text):
        return f"{value} ({native_name(value.language)})" if value.is_fallback else value.value
    return value.label if isinstance(value, Labelled) else value
