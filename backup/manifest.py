"""What a backup says of itself: in its first line, and in its list of contents.

Nothing in it is trusted: each value has the type that it must have, or the file is refused.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from backup.encryption import SCHEME
from backup.errors import BackupError
from backup.tables import Migrations, Table

MAGIC = b"Rolebook backup "
FORMAT = 1
LONGEST_HEADER = 4_096  # bytes
DAMAGED = "The file is damaged or not complete."


def parsed(line: bytes) -> Any:
    """A line of a backup. Raises BackupError if it is none."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BackupError(DAMAGED) from error


def as_line(value: Any) -> bytes:
    """A value as a line of a backup, without the end of the line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _typed(values: Any, name: str, kind: Any) -> Any:
    if not isinstance(values, dict) or not isinstance(value := values.get(name), kind):
        raise BackupError(DAMAGED)
    return value


@dataclass(frozen=True)
class Header:
    """The first line of a backup, which everyone may read: what is needed to open or prune it."""

    made_at: str
    release: str
    is_rotated: bool  # made with --keep: later ones may take its place
    salt: bytes = b""  # of its key; empty if it is not encrypted
    check: bytes = b""

    @property
    def is_encrypted(self) -> bool:
        return bool(self.salt)

    @property
    def day(self) -> str:
        """When it was made, for people."""
        return datetime.fromisoformat(self.made_at).strftime("%Y-%m-%d %H:%M UTC")

    def as_line(self) -> bytes:
        """The line, with its end."""
        values: dict[str, Any] = {
            "format": FORMAT,
            "release": self.release,
            "made_at": self.made_at,
            "is_rotated": self.is_rotated,
        }
        if self.is_encrypted:
            values["encryption"] = SCHEME
            values |= {"salt": _as_text(self.salt), "check": _as_text(self.check)}
        return MAGIC + as_line(values) + b"\n"

    @classmethod
    def of(cls, line: bytes) -> Self:
        """The header that a line holds. Raises BackupError if it holds none of ours."""
        if not line.startswith(MAGIC):
            raise BackupError("The file is no backup of Rolebook.")
        values = parsed(line.removeprefix(MAGIC))
        release = _typed(values, "release", str)
        if _typed(values, "format", int) != FORMAT:
            raise BackupError(
                f"The file was made by a newer release of Rolebook ({release:.80}), in a way that "
                "this one does not know."
            )
        return cls(*_when_and_what(values, release), *_key_of(values))


def _when_and_what(values: Any, release: str) -> tuple[str, str, bool]:
    made_at = _typed(values, "made_at", str)
    try:
        datetime.fromisoformat(made_at)
    except ValueError as error:
        raise BackupError(DAMAGED) from error
    return made_at, release, _typed(values, "is_rotated", bool)


def _key_of(values: Any) -> tuple[bytes, bytes]:
    if "encryption" not in values:
        return b"", b""
    if values["encryption"] != SCHEME:
        raise BackupError("The file is encrypted in a way that this release does not know.")
    try:
        salt, check = (b64decode(_typed(values, name, str)) for name in ("salt", "check"))
    except ValueError as error:
        raise BackupError(DAMAGED) from error
    return salt, check


def _as_text(value: bytes) -> str:
    return b64encode(value).decode()


@dataclass(frozen=True)
class Contents:
    """What a table in a backup holds."""

    columns: tuple[tuple[str, str], ...]
    rows: int
    last_key: int | None  # the greatest key that was ever given, where keys are counted

    @property
    def names(self) -> list[str]:
        return [name for name, _kind in self.columns]

    @property
    def kinds(self) -> list[str]:
        return [kind for _name, kind in self.columns]


@dataclass(frozen=True)
class Manifest:
    """The list of contents, which stands before the rows; their checksums stand behind them."""

    header: Header
    engine: str
    content_version: int
    migrations: Migrations
    tables: Mapping[str, Contents]
    key_mark: str  # tells whether a secret key is that of the site (`backup.secret_key`)
    secret_key: str | None = None

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    def as_line(self) -> bytes:
        values = asdict(self) | {
            "header": self.header.as_line().decode(),
            "migrations": sorted(self.migrations),
        }
        return as_line(values)

    @classmethod
    def of(cls, line: bytes, header_line: bytes) -> Self:
        """The manifest that a line holds, in the file that begins with the other line."""
        values = parsed(line)
        if _typed(values, "header", str).encode() != header_line:
            raise BackupError(DAMAGED)
        return cls(
            Header.of(header_line),
            _typed(values, "engine", str),
            _typed(values, "content_version", int),
            frozenset(map(_pair, _typed(values, "migrations", list))),
            {name: _contents(table) for name, table in _typed(values, "tables", dict).items()},
            _typed(values, "key_mark", str),
            _typed(values, "secret_key", str | None),
        )

    def misfit(self, tables: Mapping[str, Table]) -> str | None:
        """The first table that is not what it is in this program, if there is one."""
        for name in sorted({*tables} | {*self.tables}):
            here, there = tables.get(name), self.tables.get(name)
            if not (here and there and sorted(here.columns) == sorted(there.columns)):
                return name
        return None


def in_words(manifest: Manifest) -> str:
    """What a backup holds."""
    secrets = "encrypted" if manifest.header.is_encrypted else "not encrypted"
    key = ", with the secret key" if manifest.secret_key else ""
    return f"{manifest.rows:,} rows of {len(manifest.tables)} tables, {secrets}{key}"


def _contents(values: Any) -> Contents:
    columns = tuple(map(_pair, _typed(values, "columns", list)))
    return Contents(columns, _typed(values, "rows", int), _typed(values, "last_key", int | None))


def _pair(value: Any) -> tuple[str, str]:
    match value:
        case [str(first), str(second)]:
            return first, second
    raise BackupError(DAMAGED)
