import csv
import json
from datetime import date
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from core.content_version import read_version
from downloads.tables import Column, FileTable, Labelled
from downloads.writers import FORMATS, write
from tests.support.factories import SourceFactory
from tests.support.markup import spoken
from translations.texts import Text

COLUMNS = [Column("title", "Nimike"), Column("stage", "Vaihe"), Column("skills", "Taidot"),
           Column("updated", "Päivitetty")]  # fmt: skip
ROWS = [
    (Text("Vetäjä", "fi", "fi"), Labelled("lead", "Vetäjätaso"), 3, date(2026, 5, 1)),
    (Text("=Lead", "en", "fi"), None, 0, None),
]
ADDRESS = "https://rolebook.example/fi/roles/"


def written(name: str, rows: object = ROWS) -> bytes:
    file = BytesIO()
    write(FileTable("Roolit", ADDRESS, COLUMNS, rows), name, file)
    assert not file.closed
    return file.getvalue()


def csv_rows(text: bytes, delimiter: str = ";") -> list[list[str]]:
    return list(csv.reader(StringIO(text.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def about(language: str) -> list[str]:
    """What each file says of its texts."""
    return [str(read_version()), "MIT", f"Thanks to ESCO. {language}", "CC BY 4.0"]


@pytest.fixture
def esco(db: None, language: str) -> str:
    SourceFactory(
        language="fi", licence="CC BY 4.0", is_adapted=True, acknowledgement="Thanks to ESCO."
    )
    return language


@pytest.mark.django_db
def test_csv_has_a_row_for_each_and_says_what_the_file_is_in_the_first(esco):
    header, first, second = csv_rows(written("csv"), "," if esco == "en" else ";")

    assert header == ["Nimike", "Vaihe", "Taidot", "Päivitetty", spoken(esco, "About this file")]
    assert first[:4] == ["Vetäjä", "Vetäjätaso", "3", "2026-05-01"]
    assert second == ["'=Lead (English)", "", "0", "", ""]
    for part in (f"Roolit, {ADDRESS}", *about(esco)):
        assert part in first[4]


@pytest.mark.django_db
def test_workbook_has_typed_cells_and_says_what_it_is_on_a_sheet_of_its_own(esco):
    book = load_workbook(BytesIO(written("xlsx")))

    assert book.sheetnames == ["Roolit", spoken(esco, "About this file")]
    rows = [[cell.value for cell in row] for row in book["Roolit"].rows]
    assert rows[0] == ["Nimike", "Vaihe", "Taidot", "Päivitetty"]
    assert rows[1][:3] == ["Vetäjä", "Vetäjätaso", 3]
    assert rows[1][3].date() == date(2026, 5, 1)
    assert rows[2] == ["'=Lead (English)", None, 0, None]
    lines = "\n".join(row[0].value for row in book.worksheets[1].rows)
    for part in (ADDRESS, *about(esco)):
        assert part in lines


@pytest.mark.django_db
def test_json_says_what_it_is_and_the_language_of_each_text(esco):
    data = json.loads(written("json"))

    assert data["rows"] == [
        {
            "title": {"text": "Vetäjä", "language": "fi"},
            "stage": "lead",
            "skills": 3,
            "updated": "2026-05-01",
        },
        {"title": {"text": "=Lead", "language": "en"}, "stage": None, "skills": 0, "updated": None},
    ]
    assert data["title"] == "Roolit"
    assert data["address"] == ADDRESS
    assert data["language"] == esco
    assert data["content_version"] == read_version()
    assert data["columns"]["title"] == "Nimike"
    assert f"Thanks to ESCO. {esco}" in " ".join(data["credits"])


@pytest.mark.django_db
@pytest.mark.parametrize("name", FORMATS)
def test_table_without_rows_is_a_file_all_the_same(name):
    assert written(name, [])


@pytest.mark.django_db
def test_json_of_no_rows_can_be_read():
    assert json.loads(written("json", []))["rows"] == []
