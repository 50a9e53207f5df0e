import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.sheet import (
    BYTE_ORDER_MARK,
    FORMULA_SIGNS,
    Sheet,
    as_csv,
    escape_formula,
    separator,
    write_xlsx,
)
from translations.languages import language_codes

SEPARATORS = {"en": ",", "fi": ";", "nb": ";", "pl": ";"}
# What a carriage return alone is worth, a reader of CSV cannot tell.
cell_texts = st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=20)


def cells(sheet: str, delimiter: str) -> list[list[str]]:
    assert sheet.startswith(BYTE_ORDER_MARK)
    text = sheet.removeprefix(BYTE_ORDER_MARK)
    return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))


def test_cells_stand_as_the_readers_spreadsheet_parts_them(language):
    assert separator() == SEPARATORS[language]
    assert as_csv([["a", "b, c; d"], ["1,5", 2]]) == (
        f'{BYTE_ORDER_MARK}"a"{separator()}"b, c; d"\r\n"1,5"{separator()}"2"\r\n'
    )


def test_command_that_speaks_no_language_parts_cells_by_commas():
    with translation.override(None):
        assert separator() == ","


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_signs_that_begin_a_formula_are_defused(sign):
    assert escape_formula(f"{sign}HYPERLINK()") == f"'{sign}HYPERLINK()"


@given(st.text(max_size=40))
def test_no_value_begins_like_a_formula_and_none_is_lost(value):
    safe = escape_formula(value)

    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert safe in (value, f"'{value}")


@given(
    st.lists(st.lists(cell_texts, min_size=2, max_size=4), max_size=5),
    st.sampled_from(language_codes()),
)
def test_every_table_is_read_back_as_it_was_written(rows, language):
    with translation.override(language):
        sheet = as_csv(rows)

    assert cells(sheet, SEPARATORS[language]) == [list(map(escape_formula, row)) for row in rows]


def test_character_that_utf8_cannot_encode_is_replaced():
    assert as_csv([["\udce9", "=\udce9"]]) == f'{BYTE_ORDER_MARK}"?","\'=?"\r\n'


def workbook(*sheets: Sheet) -> Any:
    file = BytesIO()
    write_xlsx(sheets, file)
    return load_workbook(file)


def test_workbook_keeps_numbers_and_dates_and_holds_its_header_in_sight():
    day = date(2026, 5, 1)
    rows = [["Title", "Roles"], ["Lead", 3], [day, None]]

    sheet = workbook(Sheet("Roles", rows, [40, 10]))["Roles"]

    cells = [[cell.value for cell in row] for row in sheet.rows]
    assert cells[:2] == rows[:2]
    assert sheet["A3"].is_date
    assert cells[2][0].date() == day
    assert sheet["A1"].font.bold
    assert not sheet["A2"].font.bold
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width == 40


@given(st.text(max_size=40))
def test_no_cell_of_a_workbook_is_a_formula_and_none_breaks_it(value):
    sheet = workbook(Sheet("1", [["A"], [value]], [10]))["1"]

    cell = sheet["A2"]
    assert cell.data_type != "f"
    assert not str(cell.value or "").startswith(FORMULA_SIGNS)


@pytest.mark.parametrize(
    ("name", "sheet"),
    [("Roles: a/b?", "Roles ab"), ("", "1"), ("'*'", "1"), ("x" * 40, "x" * 31), ("a\0", "a")],
)
def test_name_of_a_sheet_is_one_that_spreadsheets_take(name, sheet):
    assert workbook(Sheet(name, [["A"]], [10])).sheetnames == [sheet]


def test_whole_project_has_one_writer_of_csv():
    sources = (path for path in settings.BASE_DIR.glob("*/**/*.py") if "tests" not in path.parts)
    writers = {
        str(path.relative_to(settings.BASE_DIR))
        for path in sources
        if ".venv" not in path.parts and "csv.writer" in path.read_text(encoding="utf-8").lower()
    }

    assert writers == {"core/sheet.py"}
