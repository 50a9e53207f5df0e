"""What a row of a table was when it was exported, in one short cell.

So a value that somebody has changed in the file is told from one that was changed on the site since
then: the file says nothing about the latter. A cell such as `v1.3fa2c0.9b1e07…` has a checksum for
each column; it is neither a number nor a date to any spreadsheet.
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2s

from exchange.tables.columns import Layout

FORMAT = "v1"


def checksum(text: str) -> str:
    return blake2s(text.encode("utf-8", "replace"), digest_size=3).hexdigest()


def version_of(layout: Layout, values: Iterable[str]) -> str:
    """The version of a row, given its values in the order of the columns."""
    return ".".join((FORMAT, layout.scheme, *map(checksum, values)))


def exported_checksums(layout: Layout, version: str) -> Mapping[str, str]:
    """The checksum of each column at export; empty if the file does not say."""
    form, _dot, rest = version.strip().partition(".")
    scheme, *sums = rest.split(".")
    if (form, scheme, len(sums)) != (FORMAT, layout.scheme, len(layout.columns)):
        return {}
    return dict(zip(layout.columns, sums, strict=True))
