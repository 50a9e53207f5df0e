"""A zip of XLIFF files: one for each source language of the texts, since XLIFF has one."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from tempfile import TemporaryFile
from typing import IO

from django.utils.translation import gettext as _

from exchange.limits import DAMAGED, MAX_ROWS, UnreadableError, pieces, refuse_bomb
from exchange.xliff import ReadUnit, not_xliff, read_head, read_units, too_many

ENDINGS = (".xlf", ".xliff")
BESIDE = "__MACOSX/"  # what a Mac puts beside the files


def write_archive(files: dict[str, IO[bytes]], language: str) -> IO[bytes]:
    """The zip of files, by their source languages. Closes them."""
    packed = TemporaryFile()  # noqa: SIM115 (the response closes it)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for source_language, file in files.items():
            file.seek(0)
            with archive.open(f"rolebook-{source_language}-{language}.xlf", "w") as member:
                for piece in pieces(file):
                    member.write(piece)
            file.close()
    packed.seek(0)
    return packed


def is_archive(file: IO[bytes]) -> bool:
    """Whether a zip is one of XLIFF files by its content: a workbook is a zip, too."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return bool(_members(archive))
    except DAMAGED:
        return False
    finally:
        file.seek(0)


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [
        member
        for member in archive.infolist()
        if member.filename.lower().endswith(ENDINGS) and not member.filename.startswith(BESIDE)
    ]


def read_texts(file: IO[bytes]) -> tuple[str, Iterator[ReadUnit]]:
    """The language that all files in a zip are translated into, and their units in turn."""
    languages = {read_head(part).language for part in _unpacked(file)}
    if len(languages) > 1:
        raise UnreadableError(
            _("The zip file contains files in several languages. Import them one at a time.")
        )
    return languages.pop(), _units(file)


def _unpacked(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """Each file, on disk."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            refuse_bomb(archive.infolist())
            for member in _members(archive):
                with archive.open(member) as packed, TemporaryFile() as unpacked:
                    for piece in pieces(packed):
                        unpacked.write(piece)
                    yield unpacked
    except DAMAGED as error:
        raise UnreadableError(not_xliff()) from error


def _units(file: IO[bytes]) -> Iterator[ReadUnit]:
    """All units, numbered throughout."""
    units = (unit for part in _unpacked(file) for unit in read_units(part))
    for number, unit in enumerate(units, 1):
        if number > MAX_ROWS:
            raise UnreadableError(too_many())
        yield replace(unit, number=str(number))
