import pytest

from classification.concepts import ClassificationError
from classification.reading.esco_tables import (
    TABLES,
    TableColumns,
    check_columns,
    skill_group_code,
    skill_group_slug,
)
from core.report import Report


@pytest.mark.parametrize(
    "line",
    [
        "Occupation,http://data.europa.eu/esco/occupation/1,…",
        '"Occupation","http://data.europa.eu/esco/occupation/1",…',
        'Occupation,"http://data.europa.eu/esco/occupation/1",…',
    ],
)
def test_row_starts_with_its_concept_type_and_a_uri(line):
    assert line.startswith(TABLES["occupations"].row_starts)


def test_text_within_a_cell_starts_no_row():
    assert not "Occupation, as in http://…".startswith(TABLES["occupations"].row_starts)


def test_row_of_relations_starts_with_an_occupation():
    starts = TABLES["occupationSkillRelations"].row_starts

    assert "http://data.europa.eu/esco/occupation/1,essential,…".startswith(starts)


def test_missing_column_is_an_error_that_names_a_similar_one():
    table = TableColumns(needed=frozenset({"conceptUri"}))

    with pytest.raises(ClassificationError, match=r"no column “conceptUri”\. Is it “conceptUrl”"):
        check_columns("skills.csv", table, ["conceptUrl"], Report())


def test_column_that_is_there_twice_is_an_error():
    table = TableColumns(needed=frozenset({"conceptUri"}))

    with pytest.raises(ClassificationError, match="“conceptUri” is there twice"):
        check_columns("skills.csv", table, ["conceptUri", "conceptUri"], Report())


@pytest.mark.parametrize(
    ("uri", "code"),
    [
        ("http://data.europa.eu/esco/skill/S1.2", "S1.2"),
        ("http://data.europa.eu/esco/isced-f/061", "K061"),
        ("http://data.europa.eu/esco/skill/0005c151", ""),
    ],
)
def test_code_of_a_skill_group_is_read_from_its_uri(uri, code):
    assert skill_group_code(uri) == code


def test_code_without_a_group_of_ours_has_no_slug():
    assert skill_group_slug("") == ""
