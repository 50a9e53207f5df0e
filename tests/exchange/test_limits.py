"""What a file may cost: bombs are refused before they go off."""

import io
import zipfile

import pytest

from exchange.limits import MAX_UPLOAD, UnreadableError, check_workbook, refuse_large
from exchange.sheets import read_xlsx, xlsx_file

SHEET = "xl/worksheets/sheet1.xml"
PACKED = "would take up too much space when unpacked"


def repacked(**parts: bytes) -> io.BytesIO:
    """A workbook in which some parts are others; `sheet` stands for that of its only sheet."""
    changed = {"sheet": SHEET, "strings": "xl/sharedStrings.xml", "more": "xl/more.xml"}
    new = {changed[name]: content for name, content in parts.items()}
    with xlsx_file([["id"], ["1"]], (10,)) as file:
        book = file.read()
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in {**dict.fromkeys(old.namelist()), **new}:
            archive.writestr(name, new[name] if name in new else old.read(name))
    return packed


def zeros(megabytes: int) -> bytes:
    return b" " * (megabytes * 1024 * 1024)


@pytest.mark.parametrize(
    "make",
    [
        lambda: repacked(more=zeros(151)),
        lambda: repacked(strings=zeros(51)),
        lambda: repacked(sheet=b"<row>" + b"<c/>" * 60_000),
        lambda: repacked(more=b"<x/>" * 2_100_000),
    ],
    ids=["zeros", "texts", "cells of a row", "tags"],
)
def test_bomb_is_refused_before_it_is_unpacked(make):
    with pytest.raises(UnreadableError, match=PACKED):
        check_workbook(make())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_doctype_in_a_workbook_is_refused(encoding):
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaa">]><worksheet>&a;</worksheet>'

    with pytest.raises(UnreadableError, match="DOCTYPE"):
        check_workbook(repacked(sheet=bomb.encode(encoding)))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"x" * 100])
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(UnreadableError, match="not an Excel workbook"):
        check_workbook(io.BytesIO(content))


@pytest.mark.parametrize("sheet", [b"", b"<worksheet>", b"<worksheet><sheetData><row><c t='s'>"])
def test_damaged_sheet_is_refused(sheet):
    with pytest.raises(UnreadableError, match="not an Excel workbook"):
        [*read_xlsx(repacked(sheet=sheet))]


def test_file_that_is_too_large_is_refused():
    refuse_large(MAX_UPLOAD)
    with pytest.raises(UnreadableError, match="larger than 25 MB"):
        refuse_large(MAX_UPLOAD + 1)
