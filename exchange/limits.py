"""What a file may cost: nothing in it is trusted, and it is read piece by piece.

A workbook is a zip of XML, and so are several XLIFF files: what a zip says to unpack is bounded
before anything is unpacked, and no part of it may declare entities. The limits fit the whole of
ESCO.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

MEGABYTE = 1024 * 1024
MAX_UPLOAD = (
    25 * MEGABYTE
)  # the front and config.bodies allow a little more, for the form around it
MAX_UNPACKED = 150 * MEGABYTE  # of a zip
MAX_STRINGS = 50 * MEGABYTE  # of its table of texts, which is kept in memory
MAX_PARTS = 1_000
MAX_TAGS = 2_000_000  # of a part that is kept in memory
MAX_TAGS_AT_ONCE = 50_000  # of a row, or of a unit of text
MAX_ROWS = 100_000
MAX_COLUMNS = 100
MAX_CHANGES = 1_000  # of one file: while they are written, nobody else can save on SQLite
PIECE = 64 * 1024

# A method of packing that is not known is a RuntimeError, too.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError)
# What rows and units are called, in any encoding that XML is usually in.
ROW, UNIT = re.compile(b"row|r\0o\0w"), re.compile(b"unit|u\0n\0i\0t")
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
DOCTYPES = tuple("<!doctype".encode(name) for name in ENCODINGS)
LONGEST = max(map(len, DOCTYPES))


class UnreadableError(Exception):
    """A file that is not read, with the reason in the reader's language."""


def refuse_large(size: int) -> None:
    if size > MAX_UPLOAD:
        message = _(
            "The file is larger than %(size)d MB. Export less content at a time, for example "
            "one role."
        )
        raise UnreadableError(message % {"size": MAX_UPLOAD // MEGABYTE})


def _without_doctype(file: IO[bytes]) -> Iterator[bytes]:
    before = b""
    for piece in pieces(file):
        text = (before + piece).lower()
        if any(doctype in text for doctype in DOCTYPES):
            raise UnreadableError(
                _("The file contains a document type declaration (DOCTYPE), which is not allowed.")
            )
        before = piece[-LONGEST:]
        yield piece


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


def check_workbook(file: IO[bytes]) -> None:
    """Refuses a zip that would take more memory than it may, and XML with a DOCTYPE in it."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            refuse_bomb(members)
            for member in members:
                with archive.open(member) as part:
                    is_sheet = "worksheets/" in member.filename.lower()
                    check_markup(part, ROW if is_sheet else None)
    except DAMAGED as error:
        raise UnreadableError(not_a_workbook()) from error
    file.seek(0)


def refuse_bomb(members: list[zipfile.ZipInfo]) -> None:
    """Refuses a zip that says that it unpacks to more than it may, or to too many parts."""
    if len(members) > MAX_PARTS or _unpacks_to_too_much(members):
        raise UnreadableError(_too_much())


def _unpacks_to_too_much(members: list[zipfile.ZipInfo]) -> bool:
    """A part unpacks to no more than the zip says: what is read of it ends there."""
    texts = (part.file_size for part in members if "sharedstrings" in part.filename.lower())
    return sum(part.file_size for part in members) > MAX_UNPACKED or sum(texts) > MAX_STRINGS


def check_markup(part: IO[bytes], mark: "re.Pattern[bytes] | None") -> None:
    """Refuses XML with a DOCTYPE: no file of ours has one, and entities can be bombs.

    Refuses it, too, if it has more tags than fit into memory: what has a mark is read from one mark
    to the next, all else at once.
    """
    tags, most = 0, MAX_TAGS_AT_ONCE if mark else MAX_TAGS
    for piece in _without_doctype(part):
        first, *others = mark.split(piece) if mark else [piece]
        for tags_in_row in _tags_by_row(tags, first, others):
            tags = tags_in_row
            if tags > most:
                raise UnreadableError(_too_much())


def _tags_by_row(tags: int, first: bytes, others: list[bytes]) -> Iterator[int]:
    """How many tags there are since the last row began, at the end of each row."""
    yield tags + first.count(b"<")
    for row in others:
        yield row.count(b"<")


def _too_much() -> str:
    return _("The file would take up too much space when unpacked. Nothing was imported.")


def not_a_workbook() -> str:
    return _("The file is not an Excel workbook (.xlsx), or it is damaged.")
