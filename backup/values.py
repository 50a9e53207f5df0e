"""Values of columns as they stand in a backup: the same from either database, and for either.

They are what the database stores, to the microsecond and to the space at the end of a text: no
field of a model cleans or computes anything on the way. JSON is kept as a text, which can tell its
null from a value that is missing.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

T = TypeVar("T")
Convert = Callable[[Any], Any]

TYPES = {
    "text": "CharField EmailField FileField FilePathField GenericIPAddressField SlugField "
    "TextField URLField",
    "integer": "AutoField BigAutoField BigIntegerField IntegerField PositiveBigIntegerField "
    "PositiveIntegerField PositiveSmallIntegerField SmallAutoField SmallIntegerField",
    "boolean": "BooleanField",
    "float": "FloatField",
    "datetime": "DateTimeField",
    "date": "DateField",
    "time": "TimeField",
    "uuid": "UUIDField",
    "binary": "BinaryField",
    "json": "JSONField",
}
KIND_OF_TYPE = {type: kind for kind, types in TYPES.items() for type in types.split()}
INTEGERS = range(-(2**63), 2**63)


def kind_of(field: "models.Field[Any, Any]") -> str:
    """The kind of a field's column; that of a relation is the kind of the key it holds."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return KIND_OF_TYPE[field.get_internal_type()]


# --- From a database -------------------------------------------------------------------------


def _moment(value: datetime) -> str:
    # SQLite stores UTC without saying so.
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat()


ENCODERS: Mapping[str, Convert] = {
    "text": str,
    "integer": int,
    "boolean": bool,
    "float": float,
    "datetime": _moment,
    "date": date.isoformat,
    "time": time.isoformat,
    "uuid": lambda value: str(value if isinstance(value, UUID) else UUID(value)),
    "binary": lambda value: b64encode(value).decode(),
    "json": str,
}
# What a driver gives as it stands in a backup.
UNCHANGED = {"text", "json", "integer", "float"}


def encoders(kinds: list[str]) -> list[tuple[int, Convert]]:
    """What has to be converted of a row of the database: places and functions."""
    return [(n, ENCODERS[kind]) for n, kind in enumerate(kinds) if kind not in UNCHANGED]


def encode(row: tuple[Any, ...], places: list[tuple[int, Convert]]) -> list[Any]:
    """A row of the database as it stands in a backup."""
    values = list(row)
    for n, convert in places:
        if values[n] is not None:
            values[n] = convert(values[n])
    return values


# --- For a database --------------------------------------------------------------------------


@dataclass(frozen=True)
class _Of:
    """Takes values of one type only: what is in a file is not trusted."""

    type: type[Any]

    def __call__(self, value: Any) -> Any:
        if type(value) is not self.type:
            raise TypeError(f"{value!r:.40} is not what its column holds")
        return value


def _integer(value: Any) -> int:
    if type(value) is not int or value not in INTEGERS:
        raise TypeError(f"{value!r:.40} is no number of a database")
    return value


def _aware(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(f"{value:.40} has no time zone")
    return moment


def _json(value: str) -> str:
    json.loads(value)
    return value


def decoders(kinds: list[str], operations: Any) -> list[Convert]:
    """Functions that make values of a backup those that a database takes.

    They raise TypeError or ValueError for what the column does not hold.
    """
    adapt: dict[str, Convert] = {
        "text": _Of(str),
        "integer": _integer,
        "boolean": _Of(bool),
        "float": _Of(float),
        "datetime": lambda value: operations.adapt_datetimefield_value(_aware(value)),
        "date": lambda value: operations.adapt_datefield_value(date.fromisoformat(value)),
        "time": lambda value: operations.adapt_timefield_value(time.fromisoformat(value)),
        "uuid": lambda value: _uuid(value, operations),
        "binary": lambda value: b64decode(value, validate=True),
        "json": _json,
    }
    return [adapt[kind] for kind in kinds]


def _uuid(value: str, operations: Any) -> UUID | str:
    has_type = operations.connection.features.has_native_uuid_field
    return UUID(value) if has_type else UUID(value).hex


def decode(row: Any, converters: list[Convert]) -> list[Any]:
    """A row of a backup as a database takes it."""
    return [
        None if value is None else convert(value)
        for value, convert in zip(row, converters, strict=True)
    ]
