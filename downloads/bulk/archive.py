"""All that readers see, in all languages, as one ZIP.

Only README.txt and manifest.json say from which content version and when it was made: the other
files are the same, byte for byte, as long as the content is.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from io import TextIOWrapper
from itertools import chain
from typing import Any, BinaryIO, TextIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings

from core.content_version import read_version
from core.replicas import PRIMARY, reading_from
from core.sheet import write_csv
from core.snapshot import snapshot
from downloads.bulk.flat import FlatTable, flat_tables
from downloads.bulk.nested import json_file
from downloads.bulk.records import Exported
from downloads.bulk.skos import turtle
from downloads.bulk.statements import Statements
from sources.acknowledgements import credits
from translations.languages import language_activated, language_codes

SCHEMA_VERSION = "1.0"
LEVEL = 5  # of compression; more takes long and gains little
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of ZIP; the same, so that equal content makes equal files

README = """\
{site}: everything that is published, in all languages
{underline}

From:             {address}
Content version:  {content_version}
Made:             {made}
Schema version:   {schema_version}
Languages:        {languages}

A later download has a greater content version. The schema version changes if names or meanings of
tables or columns do: its first number if something is gone or means something else, the second one
if something is new.

csv/   A table each: UTF-8, commas, all values in quotes. Slugs and keys connect them. Texts have a
       column for each language; an empty one is not translated. A value that a spreadsheet would
       take for a formula begins with an apostrophe, which is none of its own.
json/  The same nested: an object with its parts, its sources and its identifiers, a line each.
skos/  Roles, families, skills and their groups as concepts (SKOS, in Turtle).

manifest.json has the tables with their columns and numbers of rows, for programs.

csv/sources.csv has all sources with their publishers, addresses and licences, csv/citations.csv
what cites them.

Licences and acknowledgements: keep them with what you use.
{credits}
"""


@dataclass(frozen=True)
class ArchiveManifest:
    """What the archive says of itself."""

    site: str
    address: str
    content_version: int
    made: str
    schema_version: str
    languages: list[str]
    credits: list[str]


def write_archive(file: BinaryIO) -> ArchiveManifest:
    """Writes the archive of what is in the database now."""
    with reading_from(PRIMARY), snapshot(PRIMARY), language_activated(settings.LANGUAGE_CODE):
        manifest = _manifest()
        with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=LEVEL) as archive:
            _write_files(archive, manifest)
    return manifest


def _manifest() -> ArchiveManifest:
    sentences = dict.fromkeys(chain.from_iterable(map(credits, language_codes())))
    return ArchiveManifest(
        site=settings.SITE_NAME,
        address=settings.SITE_URL,
        content_version=read_version(PRIMARY),
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        schema_version=SCHEMA_VERSION,
        languages=language_codes(),
        credits=[*sentences],
    )


def _write_files(archive: ZipFile, manifest: ArchiveManifest) -> None:
    exported = Exported()
    about = Statements(exported)
    tables = [_write_table(archive, table, manifest) for table in flat_tables(exported, about)]
    for records in exported.whole:
        with _member(archive, f"json/{records.name}.json") as file:
            file.writelines(json_file(records, about, manifest.credits))
    with _member(archive, "skos/rolebook.ttl") as file:
        file.writelines(turtle(exported, about, manifest.credits))
    with _member(archive, "manifest.json") as file:
        json.dump(asdict(manifest) | {"tables": tables}, file, ensure_ascii=False, indent=1)
    with _member(archive, "README.txt") as file:
        file.write(readme(manifest))


def _write_table(archive: ZipFile, table: FlatTable, manifest: ArchiveManifest) -> dict[str, Any]:
    """Writes a table, and returns what the manifest says of it."""
    rows = CountedRows(table.with_credits(" ".join(manifest.credits)))
    path = f"csv/{table.name}.csv"
    with _member(archive, path) as file:
        write_csv(rows, file)
    return {"file": path, "columns": [*table.columns], "rows": rows.count - 1}


class CountedRows:
    """Counts what is taken from an iterator."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Any]:
        for row in self._rows:
            self.count += 1
            yield row


def readme(manifest: ArchiveManifest) -> str:
    title = f"{manifest.site}: everything that is published, in all languages"
    values = asdict(manifest) | {
        "underline": "=" * len(title),
        "languages": ", ".join(manifest.languages),
        "credits": "\n".join(f"- {sentence}" for sentence in manifest.credits),
    }
    return README.format(**values)


def _member(archive: ZipFile, path: str) -> TextIO:
    """A file of the archive to write text to."""
    info = ZipInfo(path, FIRST_DAY)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return TextIOWrapper(archive.open(info, "w"), "utf-8", newline="")
