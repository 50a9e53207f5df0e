"""Finding the CSV files of a download: in folders, in zips, under the names publishers give."""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from classification.concepts import ClassificationError

# Far above a real download (45 MB in 14 files), far below what would fill a disk or a memory.
LARGEST_FILE = 300_000_000
LARGEST_ZIP = 2_000_000_000
MOST_FILES = 5_000
# What Python unpacks, and the bits by which a zip says of a file what it does not.
COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA}
LOCKED, PATCHED = 0x41, 0x20

VERSION = re.compile(r"(?:^|[^a-z0-9])v(\d+(?:\.\d+)+)", re.IGNORECASE)
LANGUAGE_OF_FOLDER = re.compile(r"classification\s*-\s*([a-z]{2})\s*-", re.IGNORECASE)


@dataclass(frozen=True)
class File:
    """A file as it is named to people, what it is, and how it is opened."""

    name: str
    kind: str
    language: str  # empty where no name says it
    version: str  # likewise
    folder: str  # files of one folder or zip were downloaded together
    open: Callable[[], BinaryIO]


def find(path: Path, kinds: dict[str, str]) -> tuple[list[File], list[str]]:
    """The files of known kinds at `path`, and the names of other CSV files.

    `path` is a folder with all below it, or a zip. `kinds` maps the beginnings of file names, in
    small letters, to kinds. Raises ClassificationError where there is nothing to read.
    """
    if path.is_dir():
        found = list(_in_folder(path))
    elif path.is_file():
        found = list(_in_zip(path, path.name))
    else:
        raise ClassificationError(f"There is no file or folder {path}.")
    around = path.resolve().name
    files = [_file(around, name, open_it, kinds) for name, open_it in sorted(found, key=_by_name)]
    return [file for file in files if file.kind], [file.name for file in files if not file.kind]


def _by_name(found: tuple[str, Callable]) -> str:
    return found[0]


def _file(around: str, name: str, open_it: Callable[[], BinaryIO], kinds: dict[str, str]) -> File:
    folder, _slash, base = name.rpartition("/")
    kind, language = _kind_and_language(base, kinds)
    context = f"{around}/{name}"
    if not language and (of_folder := LANGUAGE_OF_FOLDER.findall(context)):
        language = of_folder[-1].lower()
    versions = VERSION.findall(context)
    return File(name, kind, language, versions[-1] if versions else "", folder, open_it)


def _kind_and_language(base: str, kinds: dict[str, str]) -> tuple[str, str]:
    """ "v1.1.1_occupations_en.csv" holds occupations in English."""
    names = "|".join(sorted(kinds, key=len, reverse=True))
    pattern = rf"(?:.*[^a-z])?({names})(?:[ _-]([a-z]{{2}}))?(?: ?\(\d+\))?\.csv"
    found = re.fullmatch(pattern, base.lower())
    return (kinds[found[1]], found[2] or "") if found else ("", "")


def _in_folder(path: Path) -> Iterator[tuple[str, Callable[[], BinaryIO]]]:
    count = 0
    for one in path.rglob("*"):
        count += 1
        if count > MOST_FILES:
            raise ClassificationError(f"{path} holds more than {MOST_FILES:,} files.")
        name = one.relative_to(path).as_posix()
        if not one.is_file() or "__MACOSX" in name:
            continue
        if one.suffix.lower() == ".csv":
            if one.stat().st_size > LARGEST_FILE:
                raise ClassificationError(f"{name} is larger than {LARGEST_FILE:,} bytes.")
            yield name, lambda one=one: one.open("rb")
        elif one.suffix.lower() == ".zip":
            yield from _in_zip(one, name)


def _in_zip(path: Path, name: str) -> Iterator[tuple[str, Callable[[], BinaryIO]]]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise ClassificationError(f"{name} is not a zip that can be read: {error}.") from error
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > LARGEST_ZIP:
        raise ClassificationError(f"{name} unpacks to more than a download holds. It was not read.")
    for entry in entries:
        if not entry.filename.lower().endswith(".csv") or "__MACOSX" in entry.filename:
            continue
        if entry.file_size > LARGEST_FILE:
            raise ClassificationError(
                f"{name}/{entry.filename} unpacks to more than {LARGEST_FILE:,} bytes."
            )
        if entry.flag_bits & LOCKED:
            raise ClassificationError(f"{name}/{entry.filename} is locked with a password.")
        if entry.flag_bits & PATCHED or entry.compress_type not in COMPRESSIONS:
            raise ClassificationError(
                f"{name}/{entry.filename} is packed in a way that cannot be read here: "
                "pack it as a plain zip."
            )
        yield f"{name}/{entry.filename}", lambda entry=entry: _opened(path, entry)


def _opened(path: Path, entry: zipfile.ZipInfo) -> BinaryIO:
    # No more is unpacked than the entry claims: `zipfile` stops there and compares the checksum.
    archive = zipfile.ZipFile(path)
    stream = archive.open(entry)
    archive.close()  # the stream keeps the file open until it is closed itself
    return stream
