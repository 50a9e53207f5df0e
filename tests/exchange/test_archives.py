"""A zip of XLIFF files is read with the limits of a single one."""

import io
import zipfile

import pytest

from exchange.archives import is_archive, read_texts, write_archive
from exchange.limits import UnreadableError
from exchange.sheets import xlsx_file
from exchange.xliff import TextUnit, XliffWriter

BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaa">]><xliff>&a;</xliff>'


def xliff(language: str, *ids: str) -> bytes:
    file = io.BytesIO()
    with XliffWriter(file, "en", language) as writer:
        for name in ids:
            writer.write(TextUnit(name, name.upper()))
    return file.getvalue()


def packed(**files: bytes) -> io.BytesIO:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items():
            written.writestr(f"{name}.xlf", content)
    return archive


def test_units_of_all_files_come_in_turn_and_numbered_throughout():
    files = {"en": io.BytesIO(xliff("nb", "a", "b")), "fi": io.BytesIO(xliff("nb", "c"))}

    with write_archive(files, "nb") as archive:
        language, units = read_texts(archive)
        read = [(unit.number, unit.id) for unit in units]

    assert language == "nb"
    assert read == [("1", "a"), ("2", "b"), ("3", "c")]


def test_workbooks_and_other_files_are_no_archives():
    assert is_archive(packed(a=b""))
    with xlsx_file([["id"]], (10,)) as workbook:
        for file in (workbook, io.BytesIO(b"PK\x03\x04"), io.BytesIO()):
            assert not is_archive(file)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: packed(a=xliff("nb", "a"), b=xliff("pl", "b")), "in several languages"),
        (lambda: packed(a=xliff("nb", "a"), b=BOMB), "DOCTYPE"),
        (lambda: packed(a=xliff("nb", "a"), b=b"<xliff"), "not an XLIFF 2 file"),
        (lambda: packed(a=b" " * 151 * 1024 * 1024), "too much space"),
        (lambda: packed(**{f"a{number}": b"" for number in range(1_001)}), "too much space"),
    ],
    ids=["languages", "entities", "damaged", "zeros", "parts"],
)
def test_what_cannot_be_read_is_refused_as_a_whole(make, reason):
    with pytest.raises(UnreadableError, match=reason):
        read_texts(make())


def test_damaged_zip_is_refused():
    content = packed(a=xliff("nb", "a")).getvalue()
    place = content.index(b"a.xlf") + 20  # within what is compressed

    with pytest.raises(UnreadableError, match="not an XLIFF 2 file"):
        read_texts(io.BytesIO(content[:place] + b"\0\0\0\0" + content[place + 4 :]))
