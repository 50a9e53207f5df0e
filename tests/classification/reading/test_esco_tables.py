import pytest

from classification.reading.esco_tables import TABLES


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
