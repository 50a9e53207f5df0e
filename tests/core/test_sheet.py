import csv
from io import StringIO

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.sheet import BYTE_ORDER_MARK, as_csv, csv_response, escape_formula, separator
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


def test_file_is_downloaded_under_its_name_and_not_indexed():
    response = csv_response([["ä"]], "vertaile-lead")

    assert response.content == b'\xef\xbb\xbf"\xc3\xa4"\r\n'
    assert response.headers == {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": 'attachment; filename="vertaile-lead.csv"',
        "X-Robots-Tag": "noindex",
    }


def test_whole_project_has_one_writer_of_csv():
    sources = (path for path in settings.BASE_DIR.glob("*/**/*.py") if "tests" not in path.parts)
    writers = {
        str(path.relative_to(settings.BASE_DIR))
        for path in sources
        if ".venv" not in path.parts and "csv.writer" in path.read_text(encoding="utf-8").lower()
    }

    assert writers == {"core/sheet.py"}
