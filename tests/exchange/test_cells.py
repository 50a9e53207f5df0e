"""No text is a formula to a spreadsheet, and each comes back as it went out."""

import io

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.sheet import FORMULA_SIGNS
from exchange.cells import defused, from_workbook, original
from exchange.sheets import csv_file, read_csv, read_xlsx, xlsx_file

# As texts of content are: without control characters but line feeds (core.clean_text).
STORED = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), min_size=1)
FORMULAS = ("=1+1", "'=x", "''@x", "\uff1dx", "-", "+ 1", "@cmd", "#REF!", "_x0041_", "'tis")


@given(STORED)
def test_defused_text_is_no_formula_and_comes_back(text):
    assert not defused(text).startswith(FORMULA_SIGNS)
    assert original(defused(text)) == text


@pytest.mark.parametrize(
    ("write", "read"),
    [(csv_file, read_csv), (lambda rows: xlsx_file(rows, (10, 10)), read_xlsx)],
    ids=["CSV", "XLSX"],
)
@given(texts=st.lists(STORED, min_size=1, max_size=3))
@example(texts=[*FORMULAS])
@example(texts=['a;b,c\t"d"', " two  spaces ", "\u202eright\u202c", "]]>", "\ufffe\x01"])
def test_file_comes_back_as_it_went_out(write, read, texts):
    rows = [["id", "text"], *([str(number), text] for number, text in enumerate(texts))]

    with write(rows) as file:
        found = [[*row[:2]] for row in read(file)]

    assert found == rows


def test_workbook_holds_texts_only():
    with xlsx_file([["id"], *([text] for text in FORMULAS)], (10,)) as file:
        sheet = openpyxl.load_workbook(io.BytesIO(file.read())).active

    assert {cell.data_type for row in sheet for cell in row} <= {"s", "e"}
    assert not any(str(cell.value).startswith(FORMULA_SIGNS) for row in sheet for cell in row)


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (3, "3"), (3.0, "3"), (1.5, "1.5"), (True, "1"), (False, "0")],
)
def test_what_a_spreadsheet_made_of_a_text_is_text_again(value, text):
    assert from_workbook(value) == text
