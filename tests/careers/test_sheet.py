import csv
from io import StringIO

import pytest

from careers.compare import compare
from careers.sheet import sheet_rows
from tests.support.factories import (
    PayRangeFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleSkillFactory,
)
from tests.support.markup import spoken


@pytest.mark.django_db
def test_sheet_says_what_the_page_says_in_the_readers_language(language):
    first, second = RoleFactory(title="First"), RoleFactory(title="Second")
    RoleSkillFactory(
        role=first, skill__title="Empathy", skill__group__title="People", context="To care"
    )
    PayRangeFactory(role=second, place="Turku", audience="All")

    header, *lines = sheet_rows(compare([first, second], language))

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

    header = next(sheet_rows(compare([role, role], "en")))

    assert header[2:] == ["Vetäjä (Suomi)", "Vetäjä (Suomi)"]


@pytest.mark.django_db
def test_cell_that_looks_like_a_formula_is_defused_wherever_it_stands(client):
    role, other = RoleFactory(title="=1+1"), RoleFactory()
    ResponsibilityFactory(role=role, title="@SUM(A1)", area__title="+1")

    response = client.get(f"/fi/compare/?role={role.slug}&role={other.slug}&format=csv")

    text = response.content.decode("utf-8-sig")
    cells = list(csv.reader(StringIO(text, newline=""), delimiter=";"))
    assert [cell for line in cells for cell in line if cell[:1] in "=+-@" and cell] == []
    assert cells[0][2] == "'=1+1 fi"
    assert cells[-1][1:] == ["'+1 fi", "'@SUM(A1) fi", ""]
