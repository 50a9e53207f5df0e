import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.compare import compare
from careers.sheet import BYTE_ORDER_MARK, as_csv, escape_formula
from tests.support.factories import (
    PayRangeFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleSkillFactory,
)
from tests.support.markup import spoken


def cells(sheet: str) -> list[list[str]]:
    assert sheet.startswith(BYTE_ORDER_MARK)
    return list(csv.reader(StringIO(sheet.removeprefix(BYTE_ORDER_MARK), newline="")))


@pytest.mark.django_db
def test_sheet_says_what_the_page_says_in_the_readers_language(language):
    first, second = RoleFactory(title="First"), RoleFactory(title="Second")
    RoleSkillFactory(
        role=first, skill__title="Empathy", skill__group__title="People", context="To care"
    )
    PayRangeFactory(role=second, place="Turku", audience="All")

    header, *lines = cells(as_csv(compare([first, second], language)))

    assert header == [
        spoken(language, "Section"),
        spoken(language, "What is compared"),
        f"First {language}",
        f"Second {language}",
    ]
    skills = spoken(language, "Skills")
    essential = spoken(language, "essential").capitalize()
    assert [
        f"{skills}: People {language}",
        f"Empathy {language}",
        f"{essential}: To care {language}",
        "",
    ] in lines
    assert lines[-1][1:] == [f"Turku {language}", "", f"All {language}: 30000–50000 EUR"]


@pytest.mark.django_db
def test_text_in_another_language_says_which():
    role = RoleFactory(title_en="", title_nb="", title_pl="", title_fi="Vetäjä")

    header = cells(as_csv(compare([role, role], "en")))[0]

    assert header[2:] == ["Vetäjä (Suomi)", "Vetäjä (Suomi)"]


@pytest.mark.django_db
def test_cell_that_looks_like_a_formula_is_defused_wherever_it_stands():
    role = RoleFactory(title="=1+1")
    ResponsibilityFactory(role=role, title="@SUM(A1)", area__title="+1")

    text = as_csv(compare([role, role], "en"))

    assert [cell for line in cells(text) for cell in line if cell[:1] in "=+-@" and cell] == []
    assert cells(text)[-1][1:] == ["'+1 en", "'@SUM(A1) en", "'@SUM(A1) en"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_signs_that_begin_a_formula_are_defused(sign):
    assert escape_formula(f"{sign}HYPERLINK()") == f"'{sign}HYPERLINK()"


@given(st.text(max_size=40))
def test_no_value_begins_like_a_formula_and_none_is_lost(value):
    safe = escape_formula(value)

    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert safe in (value, f"'{value}")
