"""Finds the CSV files of a download in folders and zips, by the publisher's file names."""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import IO

from classification.concepts import ClassificationError

# Far above a real download (45 MB in 14 files), far below what would fill a disk or a memory.
MAX_FILE_BYTES = 300_000_000
MAX_ZIP_BYTES = 2_000_000_000
MAX_FILES = 5_000
# The compressions and the flags of a zip entry that Python's zipfile supports and does not.
COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA}
ENCRYPTED_BITS, PATCHED_BIT = 0x41, 0x20

VERSION = re.compile(r"(?:^|[^a-z0-9])v(\d+(?:\.\d+)+)", re.IGNORECASE)
FOLDER_LANGUAGE = re.compile(r"classification\s*-\s*([a-z]{2})\s*-", re.IGNORECASE)

Opener = Callable[[], IO[bytes]]


@dataclass(frozen=True)
class DownloadFile:
    """A CSV file: its path in the download, what the path says of it, and how to open it."""

    name: str
    kind: str  # empty for an unknown file
    language: str  # empty where the path does not say it
    version: str  # likewise
    folder: str  # the folder or zip it is in
    open: Opener


def find_files(path: Path, kinds: Mapping[str, str]) -> tuple[list[DownloadFile], list[str]]:
    """The files of known kinds in a folder (recursively) or zip, and the names of other CSV files.

    `kinds` maps the lower-case stem of a file name to its kind. Raises ClassificationError if
    there is nothing to read.
    """
    if path.is_dir():
        openers = sorted(_folder_openers(path), key=itemgetter(0))
    elif path.is_file():
        openers = sorted(_zip_openers(path, path.name), key=itemgetter(0))
    else:
        raise ClassificationError(f"There is no file or folder {path}.")
    root = path.resolve().name
    files = [_parse_name(root, name, opener, kinds) for name, opener in openers]
    return [file for file in files if file.kind], [file.name for file in files if not file.kind]


def _parse_name(root: str, name: str, opener: Opener, kinds: Mapping[str, str]) -> DownloadFile:
    folder, _slash, base = name.rpartition("/")
    kind, language = _kind_and_language(base, kinds)
    full_name = f"{root}/{name}"
    if not language and (languages := FOLDER_LANGUAGE.findall(full_name)):
        language = languages[-1].lower()
    versions = VERSION.findall(full_name)
    return DownloadFile(name, kind, language, versions[-1] if versions else "", folder, opener)


def _kind_and_language(base: str, kinds: Mapping[str, str]) -> tuple[str, str]:
    """ "v1.1.1_occupations_en.csv" holds occupations in English."""
    names = "|".join(sorted(kinds, key=len, reverse=True))
    pattern = rf"(?:.*[^a-z])?({names})(?:[ _-]([a-z]{{2}}))?(?: ?\(\d+\))?\.csv"
    match = re.fullmatch(pattern, base.lower())
    return (kinds[match[1]], match[2] or "") if match else ("", "")


def _folder_openers(folder: Path) -> Iterator[tuple[str, Opener]]:
    """The CSV files in a folder and in zips there, by name."""
    for count, path in enumerate(folder.rglob("*"), start=1):
        if count > MAX_FILES:
            raise ClassificationError(f"{folder} holds more than {MAX_FILES:,} files.")
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or "__MACOSX" in name:
            continue
        if path.suffix.lower() == ".csv":
            yield name, _file_opener(path, name)
        elif path.suffix.lower() == ".zip":
            yield from _zip_openers(path, name)


def _file_opener(path: Path, name: str) -> Opener:
    if path.stat().st_size > MAX_FILE_BYTES:
        raise ClassificationError(f"{name} is larger than {MAX_FILE_BYTES:,} bytes.")
    return lambda: path.open("rb")


def _zip_openers(path: Path, name: str) -> Iterator[tuple[str, Opener]]:
    """The CSV files in a zip, by name."""
    for entry in _zip_entries(path, name):
        if entry.filename.lower().endswith(".csv") and "__MACOSX" not in entry.filename:
            entry_name = f"{name}/{entry.filename}"
            _check_entry(entry, entry_name)
            yield entry_name, _entry_opener(path, entry)


def _zip_entries(path: Path, name: str) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise ClassificationError(f"{name} is not a zip that can be read: {error}.") from error
    if len(entries) > MAX_FILES or sum(entry.file_size for entry in entries) > MAX_ZIP_BYTES:
        raise ClassificationError(f"{name} unpacks to more than a download holds. It was not read.")
    return entries


def _check_entry(entry: zipfile.ZipInfo, name: str) -> None:
    if entry.file_size > MAX_FILE_BYTES:
        raise ClassificationError(f"{name} unpacks to more than {MAX_FILE_BYTES:,} bytes.")
    if entry.flag_bits & ENCRYPTED_BITS:
        raise ClassificationError(f"{name} is locked with a password.")
    if entry.flag_bits & PATCHED_BIT or entry.compress_type not in COMPRESSIONS:
        raise ClassificationError(
            f"{name} is packed in a way that cannot be read here: pack it as a plain zip."
        )


def _entry_opener(path: Path, entry: zipfile.ZipInfo) -> Opener:
    def open_entry() -> IO[bytes]:
        # `zipfile` unpacks no more than the entry's declared size, and compares the checksum.
        with zipfile.ZipFile(path) as archive:
            return archive.open(entry)  # keeps the file open until it is closed itself

    return open_entry
